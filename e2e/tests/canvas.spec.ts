import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const WIDTH = 640;
const HEIGHT = 360;

interface Target {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the whole picture lies on the canvas, in device pixels, which are the page's in tests. */
async function target(app: KinoflowWindow): Promise<Target> {
  const text = (await app.picture.getAttribute("data-target")) ?? "";
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = text
    .split(" ")
    .map(Number);
  return { x, y, width, height };
}

async function scale(app: KinoflowWindow): Promise<number> {
  return (await target(app)).height / HEIGHT;
}

/** The place of the page where a place of the movie is shown. */
async function onPage(app: KinoflowWindow, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await app.picture.boundingBox();
  if (!box) throw new Error("There is no picture.");
  const shown = await target(app);
  return {
    x: box.x + shown.x + (x * shown.width) / WIDTH,
    y: box.y + shown.y + (y * shown.height) / HEIGHT,
  };
}

/** The place of the movie under a place of the page. */
async function inMovie(app: KinoflowWindow, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await app.picture.boundingBox();
  if (!box) throw new Error("There is no picture.");
  const shown = await target(app);
  return {
    x: ((x - box.x - shown.x) * WIDTH) / shown.width,
    y: ((y - box.y - shown.y) * HEIGHT) / shown.height,
  };
}

/** Turns the wheel towards the picture, and waits until all of it has been seen to. */
async function zoomIn(app: KinoflowWindow, notches: number): Promise<void> {
  const wanted = Math.min((await scale(app)) * Math.exp(0.002 * 120 * notches), 64);
  for (let notch = 0; notch < notches; notch++) await app.page.mouse.wheel(0, -120);
  await expect.poll(() => scale(app)).toBeCloseTo(wanted, 1);
}

const controls = (app: KinoflowWindow) => app.page.getByRole("group", { name: "Zoom", exact: true });
const level = (app: KinoflowWindow) => app.page.getByRole("status", { name: "Zoom level" });

/** How large the picture is, with "fit" before it while it follows the window. */
async function zoomText(app: KinoflowWindow): Promise<string> {
  const fits = (await app.button("Fit picture").getAttribute("aria-pressed")) === "true";
  return `${fits ? "fit " : ""}${await level(app).textContent()}`;
}

test("zooms by button and by key, and says how far", async ({ app }) => {
  await app.openSample();
  await expect.poll(() => zoomText(app)).toMatch(/^fit \d+ %$/);
  const fit = await target(app);
  await app.button("1:1").click();
  await expect(level(app)).toHaveText("100 %");
  expect(await target(app)).toMatchObject({ width: WIDTH, height: HEIGHT });
  await app.page.keyboard.press("+");
  await expect(level(app)).toHaveText("150 %");
  await controls(app).getByRole("button", { name: "Zoom in" }).click();
  await expect(level(app)).toHaveText("200 %");
  // On the way out the whole picture has its place among the round scales.
  await app.page.keyboard.press("-");
  await controls(app).getByRole("button", { name: "Zoom out" }).focus();
  await expect.poll(() => zoomText(app)).toMatch(fit.height > 1.5 * HEIGHT ? /^fit/ : /^150 %/);
  await app.page.keyboard.press("Enter");
  await expect.poll(() => zoomText(app)).toMatch(fit.height > 1.5 * HEIGHT ? /^150 %/ : /^fit/);
  await app.page.keyboard.press("Enter");
  await expect(level(app)).toHaveText("100 %");
  await app.page.keyboard.press("0");
  await expect.poll(() => zoomText(app)).toMatch(/^fit/);
  expect(await target(app)).toEqual(fit);
  await app.page.keyboard.press("1");
  await expect(level(app)).toHaveText("100 %");
  await app.button("Fit picture").click();
  await expect.poll(() => zoomText(app)).toMatch(/^fit/);
});

test("the wheel keeps the place under the pointer, and dragging moves the picture with it", async ({
  app,
}) => {
  await app.openSample();
  const pointer = await onPage(app, 200.5, 150.5);
  await app.page.mouse.move(pointer.x, pointer.y);
  // While the picture is smaller than the canvas it stays in the middle of it, wherever the pointer is.
  await zoomIn(app, 4);
  const from = await inMovie(app, pointer.x, pointer.y);
  await zoomIn(app, 5);
  const under = await inMovie(app, pointer.x, pointer.y);
  expect(Math.abs(under.x - from.x)).toBeLessThan(0.5);
  expect(Math.abs(under.y - from.y)).toBeLessThan(0.5);

  const before = await target(app);
  await app.page.mouse.down();
  await app.page.mouse.move(pointer.x + 60, pointer.y - 40, { steps: 4 });
  await app.page.mouse.up();
  await expect.poll(async () => (await target(app)).x - before.x).toBe(60);
  expect((await target(app)).y - before.y).toBe(-40);

  // However far it is dragged, the picture still covers the canvas.
  const box = await app.picture.boundingBox();
  if (!box) throw new Error("There is no picture.");
  for (let drag = 0; drag < 12; drag++) {
    await app.page.mouse.move(box.x + 20, box.y + 20);
    await app.page.mouse.down();
    await app.page.mouse.move(box.x + box.width - 20, box.y + box.height - 20, { steps: 2 });
    await app.page.mouse.up();
  }
  await expect.poll(async () => (await target(app)).x).toBe(0);
  await app.shows(0);
});

test("a picture that was moved looks as one that is drawn afresh", async ({ app, folder }) => {
  await app.openSample();
  const at = await onPage(app, 300, 200);
  await app.page.mouse.move(at.x, at.y);
  await zoomIn(app, 6);
  const before = await target(app);
  await app.page.mouse.down();
  for (let step = 1; step <= 10; step++) await app.page.mouse.move(at.x + 9 * step, at.y - 5 * step);
  await app.page.mouse.up();
  await expect.poll(async () => (await target(app)).x - before.x).toBe(90);
  const moved = await app.canvasPng();
  await app.button("Arrows").click();
  await expect(app.picture).toHaveAttribute("data-arrows", "0");
  expect((await app.canvasPng()).equals(moved)).toBe(false);
  await app.button("Arrows").click();
  await expect(app.picture).not.toHaveAttribute("data-arrows", "0");
  // Arrows lie at fractions of a pixel: sums from another corner of the bitmap round a rim to another code here and there.
  const differences = differencesOf(folder, moved, await app.canvasPng());
  expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(8);
  expect(differences.filter((value) => value > 0).length).toBeLessThan(differences.length / 10_000);
});

/** How far two pictures are apart, in codes of each component of each pixel. */
function differencesOf(folder: string, one: Buffer, other: Buffer): Uint8Array {
  const inputs = [one, other].flatMap((png, k) => {
    const path = join(folder, `canvas-${k}.png`);
    writeFileSync(path, png);
    return ["-i", path];
  });
  const blend = "[0]format=rgb24[a];[1]format=rgb24[b];[a][b]blend=all_mode=difference";
  return ffmpeg(...inputs, "-filter_complex", blend, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
}

test("a double click goes to one to one at the pointer and back", async ({ app }) => {
  await app.openSample();
  const at = await onPage(app, 320, 180);
  await app.page.mouse.dblclick(at.x, at.y);
  await expect(level(app)).toHaveText("100 %");
  await app.page.mouse.dblclick(at.x, at.y);
  await expect.poll(() => zoomText(app)).toMatch(/^fit/);
});

test("far in, pixels are squares of one colour, parted by lines", async ({ app }) => {
  await app.openSample();
  await app.button("Arrows").click();
  await app.button("Legend").click();
  await expect(app.picture).toHaveAttribute("data-arrows", "0");
  const at = await onPage(app, 300.5, 200.5);
  await app.page.mouse.move(at.x, at.y);
  await zoomIn(app, 20);
  expect(await scale(app)).toBe(64);
  const shown = await target(app);
  // Every corner of a pixel of the movie, inside the lines, has the colour of its middle.
  const differences = await app.picture.evaluate((element, { x, y }) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("There is nothing to read.");
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const grey = (column: number, row: number) => data[4 * (row * width + column) + 1] ?? -1;
    let within = 0;
    let lines = 0;
    for (let top = y + 64 * Math.ceil(-y / 64); top + 64 <= height; top += 64) {
      for (let left = x + 64 * Math.ceil(-x / 64); left + 64 <= width; left += 64) {
        for (const [dx, dy] of [
          [3, 3],
          [61, 3],
          [3, 61],
          [61, 61],
        ] as const) {
          within = Math.max(within, Math.abs(grey(left + dx, top + dy) - grey(left + 32, top + 32)));
        }
        if (left > 0 && grey(left, top + 32) !== grey(left + 32, top + 32)) lines += 1;
      }
    }
    return { within, lines };
  }, shown);
  expect(differences.within).toBe(0);
  expect(differences.lines).toBeGreaterThan(50);
});
