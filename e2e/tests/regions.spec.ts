import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import type { Locator } from "playwright/test";
import { expect, test } from "../fixtures/app";
import { ffmpeg, makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const MOTION = { u: 2, v: -1, frames: 8 };

async function measure(app: KinoflowWindow): Promise<void> {
  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
}

function list(app: KinoflowWindow): Locator {
  return app.page.getByRole("list", { name: "Regions and marks" });
}

function row(app: KinoflowWindow, name: string): Locator {
  return list(app).getByRole("button", { name, exact: true });
}

/** A figure of the selected region; NaN while there is none. */
async function figure(app: KinoflowWindow, name: string): Promise<number> {
  const text = await app.stat(`region-${name}`).textContent();
  const [, number, tenth] = /^\+?(−?[\d.]+)(×10⁻)?/.exec(text ?? "") ?? [];
  // What is written with powers of ten is below a thousandth.
  return tenth ? 0 : Number((number ?? "NaN").replace("−", "-"));
}

async function type(app: KinoflowWindow, label: string, value: string): Promise<void> {
  const field = app.page.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press("Enter");
  await field.blur();
}

async function goTo(app: KinoflowWindow, frame: number): Promise<void> {
  await type(app, "Frame", String(frame));
  await app.shows(frame);
}

/** Whatever keeps people from using the window as it is. */
async function findings(app: KinoflowWindow): Promise<readonly string[]> {
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe.source);
  return app.page.evaluate(async () => {
    const { axe: injected } = window as unknown as { readonly axe: typeof axe };
    const { violations } = await injected.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** Opens a movie that moves as a whole, with the list of its marks. */
async function openMoving(
  app: KinoflowWindow,
  folder: string,
): Promise<ReturnType<typeof makeMovingTexture>> {
  const movie = makeMovingTexture(folder, "moving.mp4", MOTION);
  await app.open(movie.path);
  await app.shows(0);
  await app.indexed();
  await measure(app);
  return movie;
}

test("regions have figures that follow the playhead, names, shapes and copies; all by keyboard, and undone", async ({
  app,
  folder,
}) => {
  await openMoving(app, folder);
  await app.button("Add region").focus();
  await app.page.keyboard.press("Enter");
  await expect(row(app, "region1, Rectangle")).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => figure(app, "meanU")).toBeCloseTo(MOTION.u, 1);
  await expect.poll(() => figure(app, "meanV")).toBeCloseTo(MOTION.v, 1);
  expect(await figure(app, "meanSpeed")).toBeCloseTo(Math.hypot(MOTION.u, MOTION.v), 1);
  // From x towards y, which counts down.
  expect(Math.abs((await figure(app, "direction")) - 333)).toBeLessThan(3);
  expect(Math.abs(await figure(app, "vorticity"))).toBeLessThan(0.01);
  await expect(
    app.page.getByLabel("region1 in frame 0", { exact: true }).getByText("px/frame").first(),
  ).toBeVisible();

  await goTo(app, 3);
  await expect(app.page.getByLabel("region1 in frame 3", { exact: true })).toBeVisible();

  await type(app, "Name", "9lives");
  await expect(row(app, "region1, Rectangle")).toBeVisible();
  await type(app, "Name", "wing");
  await expect(row(app, "wing, Rectangle")).toBeVisible();
  await type(app, "Left", "20");
  await type(app, "Width", "64");
  await app.page.getByRole("combobox", { name: "Shape" }).selectOption("ellipse");
  await expect(app.spin("Centre x")).toHaveValue("51.5");
  await app.page.getByRole("combobox", { name: "Shape" }).selectOption("polygon");
  await app.page.getByLabel("Corners", { exact: true }).fill("20,20; 120,20");
  await expect(app.page.getByRole("alert")).toHaveText(/At least three corners/);
  await app.page.getByLabel("Corners", { exact: true }).fill("20,20; 120,20; 70,90");
  await app.page.getByLabel("Corners", { exact: true }).blur();
  await expect.poll(() => figure(app, "meanU")).toBeCloseTo(MOTION.u, 1);

  await app.button("Duplicate wing").click();
  await expect(row(app, "region1, Polygon")).toHaveAttribute("aria-expanded", "true");
  await expect(list(app).getByRole("listitem")).toHaveCount(2);
  await type(app, "Name", "wing");
  // Taken by the other one.
  await expect(row(app, "region1, Polygon")).toBeVisible();
  expect(await findings(app)).toEqual([]);

  await app.button("Hide wing").click();
  await expect(app.button("Show wing")).toBeVisible();
  await row(app, "region1, Polygon").focus();
  await app.page.keyboard.press("Delete");
  await expect(list(app).getByRole("listitem")).toHaveCount(1);
  await app.timeline.focus();
  await app.page.keyboard.press("Control+z");
  await expect(list(app).getByRole("listitem")).toHaveCount(2);
});

test("regions are curves on the timeline and columns of the table, and are counted anew alone when they change", async ({
  app,
  folder,
}) => {
  await openMoving(app, folder);
  await app.button("Add region").click();
  await type(app, "Name", "left");
  await app.button("Analyse").first().click();
  const readout = (name: string): Locator =>
    app.page.locator(`.timeline__readout [data-region="${name}"] .timeline__value`);
  await expect(readout("left")).toHaveText(/^2\.2\d$/);
  await app.page.getByRole("combobox", { name: "Figure drawn" }).selectOption("meanV");
  await expect(readout("left")).toHaveText(/^−(1\.0\d|0\.99\d|0\.98\d)$/);

  await app.button("Duplicate left").click();
  await expect(app.page.getByText("Not counted in all analysed frames yet: region1.")).toBeVisible();
  await app.page.locator(".inspector").getByRole("button", { name: "Analyse", exact: true }).click();
  await expect(readout("region1")).toHaveText(/^−(1\.0\d|0\.99\d|0\.98\d)$/);

  const path = join(folder, "motion.csv");
  await app.answerSaveDialog(path);
  await app.button("Table as CSV…").click();
  await app.page.getByRole("dialog").getByRole("button", { name: "Export…" }).click();
  await expect(app.page.getByText("motion.csv is ready, with 8 frames.")).toBeVisible();
  const [names = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const rows = lines.map((line) => line.split(","));
  const column = (name: string): number => names.split(",").indexOf(name);
  expect(names).toContain(",left_mean_u,left_mean_v,left_mean_speed,");
  expect(names.endsWith(",region1_circulation")).toBe(true);
  for (const cells of rows.slice(0, 7)) {
    expect(Number(cells[column("left_mean_u")])).toBeCloseTo(MOTION.u, 1);
    expect(Number(cells[column("region1_mean_v")])).toBeCloseTo(MOTION.v, 1);
  }
  // The last frame has no next one.
  expect(rows[7]?.[column("left_mean_u")]).toBe("");
});

test("masks come from pictures and from brightness; what they cover counts nowhere and has no motion", async ({
  app,
  folder,
}) => {
  const movie = await openMoving(app, folder);
  await app.figuresFollow();
  const whole = await app.page.getByText(/reliable pixels \((76,\d+|7\d,\d+)\)/).textContent();
  expect(whole).not.toBeNull();

  // The left half.
  const picture = join(folder, "mask.png");
  ffmpeg(
    ...["-f", "lavfi", "-i", "color=black:s=320x240:d=0.04:r=25"],
    ...["-vf", "drawbox=x=0:y=0:w=160:h=240:c=white:t=fill", "-frames:v", "1", picture],
  );
  await app.askMain(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, picture);
  await app.button("From a picture…").click();
  await expect(app.page.getByText("50.0 % of the picture is masked", { exact: false })).toBeVisible();
  await expect(app.page.getByText(/reliable pixels \(3[5-8],\d+\)/)).toBeVisible();

  await app.button("Add region").click();
  // A quarter of the picture in its middle: half of it is masked.
  await expect.poll(() => figure(app, "reliableShare")).toBeGreaterThan(95);
  await app.button("Invert").click();
  await type(app, "Left", "0");
  await type(app, "Width", "160");
  await expect.poll(() => figure(app, "meanU")).toBeCloseTo(MOTION.u, 1);
  await type(app, "Left", "170");
  await type(app, "Width", "100");
  await expect.poll(() => app.stat("region-meanU").textContent()).toContain("–");
  await app.button("Clear").last().click();
  await expect.poll(() => figure(app, "meanU")).toBeCloseTo(MOTION.u, 1);

  await app.button("From brightness…").click();
  const dialog = app.page.getByRole("dialog", { name: "Mask from brightness" });
  await expect(dialog.getByRole("img")).toBeVisible();
  await dialog.getByRole("spinbutton", { name: "Brightness" }).fill("100");
  await dialog.getByRole("spinbutton", { name: "Brightness" }).press("Enter");
  const covered = movie.luma[0]?.reduce((sum, value) => sum + (value < 100 ? 1 : 0), 0) ?? 0;
  const percent = (100 * covered) / (320 * 240);
  await expect(dialog.getByRole("status")).toHaveText(`Covers ${percent.toPrecision(3)} % of the picture.`);
  expect(await findings(app)).toEqual([]);
  await dialog.getByRole("button", { name: "Use as mask" }).click();
  await expect(
    app.page.getByText(`${percent.toPrecision(3)} % of the picture is masked`, { exact: false }),
  ).toBeVisible();
});
