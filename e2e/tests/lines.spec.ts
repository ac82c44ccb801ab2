import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { expect, ROOT, test } from "../fixtures/app";
import { makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const FRAMES = 12;

/** The panel of lines, of a movie that moves by 3 px to the right and 1 px up from each frame to the next. */
async function withLine(app: KinoflowWindow, folder: string) {
  const { path } = makeMovingTexture(folder, "texture.mkv", { u: 3, v: -1, frames: FRAMES });
  await app.open(path);
  await app.shows(0);
  await app.indexed();
  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
  const panel = app.page.getByRole("region", { name: "Lines", exact: true });
  await panel.getByRole("button", { name: "Add line…" }).click();
  for (const [name, value] of [
    ["x of the first end", 160],
    ["y of the first end", 60],
    ["x of the last end", 160],
    ["y of the last end", 180],
  ] as const) {
    await panel.getByRole("spinbutton", { name, exact: true }).fill(String(value));
  }
  await app.page.keyboard.press("Enter");
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect(panel.getByRole("combobox", { name: "Line", exact: true })).toHaveValue(/.+/);
  return panel;
}

/** The number of a figure. */
async function figure(app: KinoflowWindow, name: string): Promise<number> {
  const text = await app.page.locator(`[data-stat="line-${name}"]`).innerText();
  return Number.parseFloat(text.replace("−", "-"));
}

test("a line has figures and a profile of the frame on the screen", async ({ app, folder }) => {
  const panel = await withLine(app, folder);
  await expect(panel.getByRole("img", { name: "Profile of line1 in frame 0" })).toBeVisible();
  // From top to bottom: what goes to the right goes to its left.
  expect(Math.abs((await figure(app, "meanAcross")) - 3)).toBeLessThan(0.05);
  expect(Math.abs((await figure(app, "meanAlong")) + 1)).toBeLessThan(0.05);
  expect(Math.abs((await figure(app, "flux")) - 360)).toBeLessThan(6);
  await expect(app.page.locator('[data-stat="line-flux"]')).toHaveText(/px²\/frame$/);
  await expect(app.page.locator('[data-stat="line-reliableShare"]')).toHaveText("100 %");

  await app.timeline.focus();
  await app.page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("img", { name: "Profile of line1 in frame 1" })).toBeVisible();
  await panel.getByRole("button", { name: "Copy profile" }).click();
  await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await app.askMain(({ clipboard }) => clipboard.readText());
  const [head, ...lines] = text.trimEnd().split("\n");
  expect(head).toBe(
    "frame\tdistance (px)\tx (px)\ty (px)\tu (px/frame)\tv (px/frame)\talong (px/frame)\tacross (px/frame)\tspeed (px/frame)\treliability",
  );
  expect(lines).toHaveLength(121);
  expect(lines[10]?.startsWith("1\t10\t160\t70\t")).toBe(true);
  expect(Number(lines[10]?.split("\t")[7])).toBeCloseTo(3, 0);

  // 3 px/frame of 0.5 mm, 25 times a second, through 60 mm.
  const size = app.page.getByRole("textbox", { name: "Pixel size" });
  await size.fill("0.5 mm");
  await size.press("Enter");
  await expect(app.page.locator('[data-stat="line-flux"]')).toHaveText(/^22[2-7]\d mm²\/s$/);
  expect(Math.abs((await figure(app, "meanAcross")) - 37.5)).toBeLessThan(0.5);
  await expect(panel.locator(".line-chart")).toContainText("60.0 mm");

  await app.timeline.focus();
  await app.page.keyboard.press("End");
  await app.shows(FRAMES - 1, "no flow");
  await expect(panel.getByText("No motion from this frame.")).toBeVisible();
  await expect(panel.getByRole("img")).toHaveCount(0);
});

test("the flux is a curve on the timeline, and a column of the table as the command line writes it", async ({
  app,
  folder,
}) => {
  const panel = await withLine(app, folder);
  await panel.getByRole("button", { name: "Analyse the lines" }).click();
  const value = app.page.locator('.timeline__readout [data-line="line1"]');
  await expect(value).toHaveText(/^line1 3(5[5-9]|6[0-5]) px²\/frame$/);
  await panel.getByRole("combobox", { name: "Figure drawn" }).selectOption("meanAlong");
  await expect(value).toHaveText(/^line1 −(1\.0\d|0\.99\d|0\.98\d) px\/frame$/);

  const path = join(folder, "app.csv");
  await app.answerSaveDialog(path);
  await panel.getByRole("button", { name: "Table as CSV… (lines)" }).click();
  await app.page.getByRole("dialog").getByRole("button", { name: "Export…" }).click();
  await expect(app.page.getByText(`app.csv is ready, with ${FRAMES} frames.`)).toBeVisible();
  const other = join(folder, "cli.csv");
  const movie = join(folder, "texture.mkv");
  const cli = join(ROOT, "out/main/cli.js");
  execFileSync(process.execPath, [cli, "analyze", movie, "--csv", other, "--line", "line1=160,60;160,180"]);
  const [inApp, byCli] = [path, other].map((file) => {
    const [names = [], ...rows] = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const from = names.indexOf("line1_mean_along");
    expect(names.slice(from)).toHaveLength(6);
    return rows.map((row) => row.slice(from).map((text) => (text === "" ? null : Number(text))));
  });
  expect(inApp).toHaveLength(FRAMES);
  for (const [frame, row] of (inApp ?? []).entries()) {
    for (const [k, figure] of row.entries()) {
      const truth = byCli?.[frame]?.[k] ?? null;
      if (frame === FRAMES - 1) expect([figure, truth]).toEqual([null, null]);
      // The app keeps what it has summed up in single precision.
      else expect(Math.abs((figure ?? 0) / (truth ?? 1) - 1)).toBeLessThan(1e-5);
    }
  }
});

test("a space-time picture is made, gone through by mouse and keys, and saved with its scales", async ({
  app,
  folder,
}) => {
  const panel = await withLine(app, folder);
  await panel.getByRole("combobox", { name: "Picture of" }).selectOption("across");
  await panel.getByRole("button", { name: "Make", exact: true }).click();
  const picture = panel.getByRole("slider", { name: /^Space-time picture of line1/ });
  await expect(picture).toHaveAttribute("aria-valuemax", String(FRAMES - 1));
  await expect(picture).toHaveAttribute("aria-valuetext", "Frame 0");
  const box = await picture.boundingBox();
  if (box === null) throw new Error("The picture is not there.");
  await picture.click({ position: { x: box.width / 2, y: (box.height * 7.5) / FRAMES } });
  await app.shows(7);
  await expect(picture).toHaveAttribute("aria-valuenow", "7");
  await picture.focus();
  await app.page.keyboard.press("ArrowUp");
  await app.shows(6);
  await app.page.keyboard.press("Home");
  await app.shows(0);
  // The colour of 3 of 5 px/frame, from cool to warm; the last row, of which nothing is known, is violet.
  const colours = await picture.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext("2d");
    const at = (row: number) => [...(context?.getImageData(60, row, 1, 1).data ?? [])];
    return { size: [canvas.width, canvas.height], first: at(0), last: at(canvas.height - 1) };
  });
  expect(colours.size).toEqual([121, FRAMES]);
  const [red = 0, , blue = 0, alpha] = colours.first;
  expect([red > blue + 50, alpha]).toEqual([true, 255]);
  expect(colours.last).toEqual([200, 64, 200, 255]);

  const path = join(folder, "picture.png");
  await app.answerSaveDialog(path);
  await panel.getByRole("button", { name: "Save…", exact: true }).click();
  await expect(panel.getByText("Saved picture.png.")).toBeVisible();
  expect(existsSync(path)).toBe(true);
  expect(JSON.parse(readFileSync(`${path}.json`, "utf8"))).toMatchObject({
    of: "across",
    columns: { count: 121, step: 1, unit: "px" },
    rows: { count: FRAMES },
    values: { unit: "px/frame" },
  });
  await app.page.keyboard.press("Control+z");
  await expect(panel.getByRole("combobox", { name: "Line", exact: true })).toHaveCount(0);
});

test("the panel of lines is accessible in both themes", async ({ app, folder }) => {
  const panel = await withLine(app, folder);
  await panel.getByRole("button", { name: "Make", exact: true }).click();
  await expect(panel.getByRole("slider")).toBeVisible();
  await panel.getByRole("button", { name: "Add line…" }).click();
  for (const colorScheme of ["dark", "light"] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await app.page.evaluate(axe.source);
    const found = await app.page.evaluate(async () => {
      const results = await (window as unknown as { axe: typeof axe }).axe.run(".inspector");
      return results.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
  }
});
