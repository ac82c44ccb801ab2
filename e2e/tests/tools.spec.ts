import axe from "axe-core";
import type * as Electron from "electron";
import type { Locator } from "playwright/test";
import { expect, test } from "../fixtures/app";
import { makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const MOVIE = { width: 320, height: 240 };

/** What was done last, as screen readers hear it. */
const said = (app: KinoflowWindow): Locator => app.page.locator("[data-said]");
const tool = (app: KinoflowWindow, name: string): Locator =>
  app.page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name, exact: true });
const surface = (app: KinoflowWindow): Locator => app.page.getByRole("application");

async function openTexture(app: KinoflowWindow, folder: string): Promise<string> {
  const { path } = makeMovingTexture(folder, "tools.mp4", { u: 1, v: 0 });
  await app.open(path);
  await app.shows(0);
  await app.indexed();
  return path;
}

/** Where on the page a place of the picture is; whole numbers are corners of pixels. */
async function onPage(app: KinoflowWindow, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await app.picture.boundingBox();
  const target = ((await app.picture.getAttribute("data-target")) ?? "").split(" ").map(Number);
  const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = target;
  if (!box) throw new Error("There is no picture.");
  return { x: box.x + left + (x * width) / MOVIE.width, y: box.y + top + (y * height) / MOVIE.height };
}

type Place = readonly [x: number, y: number];

async function click(app: KinoflowWindow, [x, y]: Place): Promise<void> {
  const at = await onPage(app, x, y);
  await app.page.mouse.click(at.x, at.y);
}

async function drag(app: KinoflowWindow, from: Place, to: Place): Promise<void> {
  const [start, end] = [await onPage(app, ...from), await onPage(app, ...to)];
  await app.page.mouse.move(start.x, start.y);
  await app.page.mouse.down();
  await app.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 2 });
  await app.page.mouse.move(end.x, end.y, { steps: 2 });
  await app.page.mouse.up();
}

/** "#rrggbb" of what the marks have around a place of the picture, at its most opaque pixel; "" where nothing is drawn. */
async function inkAt(app: KinoflowWindow, x: number, y: number): Promise<string> {
  const at = await onPage(app, x, y);
  return app.page.evaluate(({ x: pageX, y: pageY }) => {
    const canvas = document.querySelector<HTMLCanvasElement>(".viewer__marks");
    const box = canvas?.getBoundingClientRect();
    const context = canvas?.getContext("2d");
    if (!canvas || !box || !context) return "no canvas";
    const { data } = context.getImageData(
      Math.round(((pageX - box.left) * canvas.width) / box.width) - 1,
      Math.round(((pageY - box.top) * canvas.height) / box.height) - 1,
      ...([3, 3] as const),
    );
    let best = 0;
    for (let k = 4; k < data.length; k += 4) {
      const light = (of: number): number => (data[of] ?? 0) + (data[of + 1] ?? 0) + (data[of + 2] ?? 0);
      const opaque = (of: number): number => data[of + 3] ?? 0;
      if (opaque(k) > opaque(best) || (opaque(k) === opaque(best) && light(k) > light(best))) best = k;
    }
    if ((data[best + 3] ?? 0) < 60) return "";
    const hex = (value = 0): string => value.toString(16).padStart(2, "0");
    return `#${hex(data[best])}${hex(data[best + 1])}${hex(data[best + 2])}`;
  }, at);
}

const hasInk = (app: KinoflowWindow, x: number, y: number) =>
  expect.poll(async () => (await inkAt(app, x, y)) !== "");

/** Goes through all marks with the select tool, and returns what is said of each. */
async function listed(app: KinoflowWindow): Promise<readonly string[]> {
  await app.page.keyboard.press("v");
  await app.page.keyboard.press("Escape");
  await app.page.keyboard.press("v");
  const found: string[] = [];
  for (;;) {
    await app.page.keyboard.press("Enter");
    await expect(said(app)).toHaveText(/selected|no mark/);
    const text = ((await said(app).textContent()) ?? "").trim();
    if (found.includes(text) || text.includes("no mark")) break;
    found.push(text);
  }
  await app.page.keyboard.press("Escape");
  await app.page.keyboard.press("Escape");
  return found;
}

/** What is seen of the picture as it is copied: a PNG in base 64. */
async function copied(app: KinoflowWindow): Promise<string> {
  await app.page.keyboard.press("ControlOrMeta+Shift+C");
  await expect(app.page.getByText("Picture copied")).toBeVisible();
  const png = await app.askMain(async ({ clipboard }) => {
    // Electron's clipboard of before 40 and after.
    const old = clipboard as unknown as { readImage?(): Electron.NativeImage };
    if (old.readImage !== undefined) return old.readImage().toPNG().toString("base64");
    const [item] = await clipboard.read();
    const blob = await item?.getType("image/png");
    return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toString("base64");
  });
  await expect(app.page.getByText("Picture copied")).toBeHidden();
  return png;
}

test("every tool draws by mouse, what it drew is seen, undone, and there again after a restart", async ({
  launch,
  folder,
}) => {
  const app = await launch();
  const path = await openTexture(app, folder);
  await expect(tool(app, "Probe")).toHaveAttribute("aria-pressed", "true");

  await tool(app, "Rectangle").click();
  await expect(app.page.locator(".status-line__tool")).toContainText("Drag from corner to corner");
  await drag(app, [40, 50], [120, 110]);
  await expect(said(app)).toHaveText("region1 placed: 80 × 60 at 40, 50");
  await hasInk(app, 40, 80).toBe(true);
  expect(await inkAt(app, 80, 80)).toBe("");

  await app.page.keyboard.press("e");
  await drag(app, [140, 50], [200, 90]);
  await expect(said(app)).toHaveText("region2 placed: 60 × 40 around 169.5, 69.5");
  await hasInk(app, 170, 50).toBe(true);

  await app.page.keyboard.press("y");
  for (const corner of [
    [220, 40],
    [300, 40],
    [300, 100],
  ] as const)
    await click(app, corner);
  await expect(said(app)).toHaveText("3 corners");
  await app.page.keyboard.press("Enter");
  await expect(said(app)).toHaveText("region3 placed: 3 corners, from 219.5, 39.5");
  await hasInk(app, 260, 70).toBe(true);

  await app.page.keyboard.press("d");
  await drag(app, [40, 150], [140, 150]);
  await expect(said(app)).toHaveText("line1 placed: from 39.5, 149.5 to 139.5, 149.5");
  for (const corner of [
    [40, 180],
    [90, 200],
  ] as const)
    await click(app, corner);
  const end = await onPage(app, 140, 180);
  await app.page.mouse.dblclick(end.x, end.y);
  await expect(said(app)).toHaveText("line2 placed: from 39.5, 179.5 to 139.5, 179.5");
  await hasInk(app, 65, 190).toBe(true);

  await app.page.keyboard.press("w");
  await drag(app, [200, 150], [240, 150]);
  await expect(said(app)).toHaveText(/^The mask covers 1\.\d % of the picture$/);
  const painted = await said(app).textContent();
  await hasInk(app, 220, 156).toBe(true);
  await app.page.keyboard.down("Alt");
  await drag(app, [220, 150], [221, 150]);
  await app.page.keyboard.up("Alt");
  await expect(said(app)).not.toHaveText(painted ?? "");
  await hasInk(app, 205, 150).toBe(true);

  await app.page.keyboard.press("t");
  await click(app, [260, 170]);
  await expect(said(app)).toHaveText("track1 placed: 259.5, 169.5 at frame 0");
  // Another frame: there the same track is set right, and a second click begins another one.
  await app.page.keyboard.press("ArrowRight");
  await app.shows(1);
  await click(app, [262, 172]);
  await expect(said(app)).toHaveText("track1: 261.5, 171.5 at frame 1");
  await click(app, [280, 190]);
  await expect(said(app)).toHaveText("track2 placed: 279.5, 189.5 at frame 1");

  await app.page.keyboard.press("z");
  await drag(app, [20, 220], [60, 180]);
  await expect(said(app)).toHaveText("Axes from 19.5, 219.5, turned by 45°");

  await app.page.keyboard.press("Shift+C");
  await drag(app, [100, 220], [200, 220]);
  const dialog = app.page.getByRole("dialog", { name: "How long is this line?" });
  await expect(dialog).toContainText("The line is 100 pixels long");
  await dialog.getByRole("textbox").fill("5");
  await dialog.getByRole("textbox").press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("“5” is no length with a unit, such as 0.5 mm.");
  await dialog.getByRole("textbox").fill("5 mm");
  await dialog.getByRole("button", { name: "Calibrate" }).click();
  await expect(said(app)).toHaveText("A pixel is 0.05 mm high");
  await expect(tool(app, "Probe")).toHaveAttribute("aria-pressed", "true");

  const all = await listed(app);
  expect(all).toEqual([
    "region1 selected: 80 × 60 at 40, 50",
    "region2 selected: 60 × 40 around 169.5, 69.5",
    "region3 selected: 3 corners, from 219.5, 39.5",
    "line1 selected: from 39.5, 149.5 to 139.5, 149.5",
    "line2 selected: from 39.5, 179.5 to 139.5, 179.5",
    "track1 selected: 261.5, 171.5 at frame 1",
    "track2 selected: 279.5, 189.5 at frame 1",
  ]);
  // Hidden, nothing is drawn; shown again, all is. Copies of the picture have what is seen.
  const withMarks = await copied(app);
  await app.page.keyboard.press("Shift+D");
  await hasInk(app, 40, 80).toBe(false);
  const without = await copied(app);
  await app.page.keyboard.press("Shift+D");
  await hasInk(app, 40, 80).toBe(true);
  expect(without).not.toBe(withMarks);
  expect(await copied(app)).toBe(withMarks);
  await app.quit();

  const again = await launch();
  await again.open(path);
  await again.shows(0);
  await hasInk(again, 40, 80).toBe(true);
  expect(await listed(again)).toEqual(all);
});

test("marks are selected, moved, reshaped, duplicated and deleted, and all of that is taken back", async ({
  app,
  folder,
}) => {
  await openTexture(app, folder);
  await app.page.keyboard.press("u");
  await drag(app, [40, 50], [120, 110]);
  await app.page.keyboard.press("v");

  await drag(app, [80, 80], [100, 70]);
  await expect(said(app)).toHaveText("region1: 80 × 60 at 60, 40");
  await drag(app, [140, 100], [150, 120]);
  await expect(said(app)).toHaveText("region1: 90 × 80 at 60, 40");
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.page.keyboard.press("ControlOrMeta+z");
  expect(await listed(app)).toEqual(["region1 selected: 80 × 60 at 40, 50"]);

  await tool(app, "Select").click();
  await click(app, [80, 80]);
  await expect(said(app)).toHaveText(/^region1 selected/);
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("Shift+ArrowDown");
  await app.page.keyboard.press("Alt+ArrowLeft");
  await expect(said(app)).toHaveText("region1: 79 × 60 at 41, 60");
  // The keys were the mark's: the playhead has not moved.
  await app.shows(0);

  await app.page.keyboard.press("ControlOrMeta+d");
  await expect(said(app)).toHaveText("region2 placed: 79 × 60 at 51, 70");
  await app.page.keyboard.press("Delete");
  await expect(said(app)).toHaveText("region2 deleted; undo brings it back");
  expect(await listed(app)).toEqual(["region1 selected: 79 × 60 at 41, 60"]);
  await app.page.keyboard.press("ControlOrMeta+z");
  expect(await listed(app)).toHaveLength(2);

  // A drag that is given up leaves all as it was; Escape then lets go of the mark, and then of the tool.
  await app.page.keyboard.press("v");
  const [from, to] = [await onPage(app, 100, 90), await onPage(app, 200, 150)];
  await app.page.mouse.move(from.x, from.y);
  await app.page.mouse.down();
  await app.page.mouse.move(to.x, to.y, { steps: 3 });
  await app.page.keyboard.press("Escape");
  await app.page.mouse.up();
  await expect(said(app)).toHaveText("Dropped");
  expect(await listed(app)).toEqual([
    "region1 selected: 79 × 60 at 41, 60",
    "region2 selected: 79 × 60 at 51, 70",
  ]);
  await expect(tool(app, "Probe")).toHaveAttribute("aria-pressed", "true");
});

test("every tool draws by key alone", async ({ app, folder }) => {
  await openTexture(app, folder);
  const { keyboard } = app.page;
  await keyboard.press("u");
  await expect(surface(app)).toBeFocused();
  await expect(surface(app)).toHaveAccessibleName("Drawing on the picture: Rectangle");
  await expect(surface(app)).toHaveAccessibleDescription(/Enter begins a mark in the middle/);
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("region1 placed: 80 × 60 at 120, 90");
  await keyboard.press("ArrowLeft");
  await keyboard.press("Shift+ArrowUp");
  await keyboard.press("Alt+Shift+ArrowRight");
  await expect(said(app)).toHaveText("region1: 90 × 60 at 119, 80");

  await keyboard.press("e");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("region2 placed: 80 × 60 around 159.5, 119.5");
  await keyboard.press("Alt+ArrowDown");
  await expect(said(app)).toHaveText("region2: 80 × 62 around 159.5, 119.5");

  await keyboard.press("y");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("region3 placed: 3 corners, from 160, 90");
  await keyboard.press("PageDown");
  await expect(said(app)).toHaveText("Point 1 of 3");
  await keyboard.press("Alt+ArrowRight");
  await expect(said(app)).toHaveText("region3: 3 corners, from 161, 90");

  await keyboard.press("d");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("line1 placed: from 120, 120 to 200, 120");
  await keyboard.press("Alt+Shift+ArrowDown");
  await expect(said(app)).toHaveText("line1: from 120, 120 to 200, 130");

  await keyboard.press("w");
  await keyboard.press("ArrowRight");
  await expect(said(app)).toHaveText("Brush at 161, 120");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("The mask covers 0.6 % of the picture");
  await keyboard.press("Alt+Enter");
  await expect(said(app)).toHaveText("The mask covers 0.0 % of the picture");
  await keyboard.press("]");
  await expect(said(app)).toHaveText("Brush of 31 pixels");

  await keyboard.press("t");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("track1 placed: 160, 120 at frame 0");
  await keyboard.press("Alt+ArrowUp");
  await expect(said(app)).toHaveText("track1: 160, 119 at frame 0");

  await keyboard.press("z");
  await keyboard.press("Enter");
  await keyboard.press("Alt+Shift+ArrowUp");
  await expect(said(app)).toHaveText("Axes from 160, 120, turned by 10°");

  await keyboard.press("Shift+C");
  await keyboard.press("Enter");
  await keyboard.press("Alt+Shift+ArrowRight");
  await expect(said(app)).toHaveText("Line of 170 pixels; Enter says how long it is");
  await keyboard.press("Enter");
  await keyboard.type("17 um");
  await keyboard.press("Enter");
  await expect(said(app)).toHaveText("A pixel is 0.1 µm high");
  expect(await listed(app)).toHaveLength(5);
  // With the first tool the keys are the movie's.
  await keyboard.press("ArrowRight");
  await app.shows(1);
});

test("with every tool the picture can be moved, and what was begun can be left", async ({ app, folder }) => {
  await openTexture(app, folder);
  await app.button("1:1").click();
  for (let step = 0; step < 6; step++) await app.button("Zoom in").click();
  const left = async (): Promise<number> =>
    Number(((await app.picture.getAttribute("data-target")) ?? "").split(" ")[0]);
  await app.page.keyboard.press("u");
  const before = await left();
  const middle = await onPage(app, 160, 120);
  await app.page.mouse.move(middle.x, middle.y);
  await app.page.mouse.down({ button: "middle" });
  await app.page.mouse.move(middle.x + 30, middle.y, { steps: 3 });
  await app.page.mouse.up({ button: "middle" });
  await expect.poll(left).toBe(before + 30);
  await app.page.keyboard.down("Space");
  await app.page.mouse.down();
  await app.page.mouse.move(middle.x + 10, middle.y, { steps: 3 });
  await app.page.mouse.up();
  await app.page.keyboard.up("Space");
  await expect.poll(left).toBe(before + 10);
  await app.shows(0);
  await expect(app.button("Play")).toBeVisible();
  expect(await listed(app)).toEqual([]);
  // A tap of it plays, as always.
  await app.page.keyboard.press("h");
  await app.page.keyboard.press("Space");
  // To the end: it is a short movie, which may be there before anybody has looked.
  await expect(app.timeline).toHaveValue((await app.timeline.getAttribute("max")) ?? "");
  await expect(app.button("Play")).toBeVisible();

  await app.page.keyboard.press("0");
  await app.page.keyboard.press("y");
  await click(app, [40, 40]);
  await click(app, [90, 40]);
  await app.page.keyboard.press("Backspace");
  await click(app, [60, 90]);
  await click(app, [20, 90]);
  await app.page.keyboard.press("Escape");
  await expect(said(app)).toHaveText("Dropped");
  await expect(tool(app, "Polygon")).toHaveAttribute("aria-pressed", "true");
  await app.page.keyboard.press("Escape");
  await expect(tool(app, "Probe")).toHaveAttribute("aria-pressed", "true");
  expect(await listed(app)).toEqual([]);
});

test("axe finds nothing serious with tools and their dialog", async ({ app, folder }) => {
  await openTexture(app, folder);
  const findings = async (): Promise<readonly string[]> => {
    if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe.source);
    const violations = await app.page.evaluate(async () => {
      const { axe: injected } = window as unknown as { readonly axe: typeof axe };
      return (await injected.run(document, { resultTypes: ["violations"] })).violations;
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };
  for (const colorScheme of ["dark", "light"] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await app.page.keyboard.press("w");
    await expect(app.page.getByRole("slider", { name: "Brush" })).toBeVisible();
    expect(await findings(), `mask, ${colorScheme}`).toEqual([]);
    await app.page.keyboard.press("v");
    expect(await findings(), `select, ${colorScheme}`).toEqual([]);
    await app.page.keyboard.press("Shift+C");
    await app.page.keyboard.press("Enter");
    await app.page.keyboard.press("Enter");
    await expect(app.page.getByRole("dialog", { name: "How long is this line?" })).toBeVisible();
    expect(await findings(), `calibrate, ${colorScheme}`).toEqual([]);
    await app.page.keyboard.press("Escape");
  }
});
