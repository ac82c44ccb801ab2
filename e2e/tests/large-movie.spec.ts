import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg, grayOf } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const MOVIE = { width: 3840, height: 2160 };
const MODIFIER = process.platform === "darwin" ? "Meta" : "Control";
/** Of a sample in 255: what two programs differ by, and coding colours at half the detail. */
const MEAN_ERROR = 2.5;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function numbers(app: KinoflowWindow, name: "data-target" | "data-part"): Promise<readonly number[]> {
  return ((await app.picture.getAttribute(name)) ?? "").split(" ").map(Number);
}

async function target(app: KinoflowWindow): Promise<Rectangle> {
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = await numbers(
    app,
    "data-target",
  );
  return { x, y, width, height };
}

/** What is seen of the movie, in pixels of the canvas. */
async function seen(app: KinoflowWindow): Promise<Rectangle> {
  const box = await app.picture.boundingBox();
  const { x, y, width, height } = await target(app);
  const [left, top] = [Math.max(x, 0), Math.max(y, 0)];
  return {
    x: left,
    y: top,
    width: Math.min(x + width, box?.width ?? 0) - left,
    height: Math.min(y + height, box?.height ?? 0) - top,
  };
}

/** Waits until the frame on the canvas has the detail of the screen wherever it is seen. */
async function sharp(app: KinoflowWindow): Promise<void> {
  await expect
    .poll(async () => {
      const [left = 0, top = 0, width = 0, height = 0, pixelsX = 0] = await numbers(app, "data-part");
      const { x, y, width: across } = await target(app);
      const visible = await seen(app);
      const pixels = Math.max(1, MOVIE.width / across);
      const perSample = (pixelsX * across) / MOVIE.width;
      return (
        Math.abs(pixelsX - pixels) < 1e-6 &&
        x + left * perSample <= visible.x + 0.5 &&
        y + top * perSample <= visible.y + 0.5 &&
        x + (left + width) * perSample >= visible.x + visible.width - 0.5 &&
        y + (top + height) * perSample >= visible.y + visible.height - 0.5
      );
    })
    .toBe(true);
}

/** How much a picture of what is seen differs from that part of the movie, in the mean and in the hundredth that differs most. */
async function errorOf(app: KinoflowWindow, png: Buffer, movie: string, folder: string) {
  const { x, y, width } = await target(app);
  const part = await seen(app);
  const pixels = MOVIE.width / width;
  const path = join(folder, "seen.png");
  writeFileSync(path, png);
  const shown = grayOf(path, part.width, part.height);
  const [across, down] = [part.width * pixels, part.height * pixels].map(Math.round);
  const [left, top] = [(part.x - x) * pixels, (part.y - y) * pixels].map(Math.round);
  const wanted = grayOf(movie, part.width, part.height, `crop=${across}:${down}:${left}:${top}:exact=1`);
  const errors = shown.map((code, at) => Math.abs(code - (wanted[at] ?? 0))).sort();
  return {
    mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    most: errors[Math.floor(0.99 * errors.length)] ?? 0,
  };
}

/** The canvas without the surround of the picture. */
async function canvasPart(app: KinoflowWindow): Promise<Buffer> {
  const { x, y, width, height } = await seen(app);
  const url = await app.picture.evaluate(
    (element, [left, top, across, down]) => {
      const copy = Object.assign(document.createElement("canvas"), { width: across, height: down });
      copy.getContext("2d")?.drawImage(element as HTMLCanvasElement, -left, -top);
      return copy.toDataURL("image/png");
    },
    [x, y, width, height] as const,
  );
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

function clipboardPng(app: KinoflowWindow): Promise<string> {
  return app.askMain(async ({ clipboard }) => {
    // Electron's clipboard of before 40 and after.
    const old = clipboard as unknown as { readImage?(): Electron.NativeImage };
    if (old.readImage !== undefined) return old.readImage().toPNG().toString("base64");
    const [item] = await clipboard.read();
    const blob = await item?.getType("image/png");
    return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toString("base64");
  });
}

test("of a large movie what is seen is there in the detail of the screen, zoomed, moved and copied", async ({
  app,
  folder,
}) => {
  const movie = join(folder, "large.mp4");
  // Without colours, whose way to grey would be another one on the screen than in the movie.
  const pattern = `testsrc2=s=${MOVIE.width}x${MOVIE.height}:r=5:d=0.4,hue=s=0`;
  ffmpeg("-f", "lavfi", "-i", pattern, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", movie);
  await app.open(movie);
  await app.chooseMethod("lucas-kanade");
  await app.shows(0);
  for (const layer of ["Arrows", "Legend"]) await app.button(layer).click();
  await sharp(app);
  const fitted = await target(app);
  const [, , width, height] = await numbers(app, "data-part");
  expect([width, height]).toEqual([fitted.width, fitted.height]);
  const whole = await errorOf(app, await canvasPart(app), movie, folder);
  expect(whole.mean).toBeLessThan(MEAN_ERROR);

  // A copy that is made at once has the detail all the same.
  await app.page.keyboard.press("1");
  await app.page.keyboard.press(`${MODIFIER}+Shift+c`);
  await expect(app.page.getByText("Picture copied")).toBeVisible();
  const copied = Buffer.from(await clipboardPng(app), "base64");
  expect((await target(app)).width).toBe(MOVIE.width);
  const copy = await errorOf(app, copied, movie, folder);
  expect(copy.mean).toBeLessThan(MEAN_ERROR);
  expect(copy.most).toBeLessThan(40);
  await sharp(app);
  const oneToOne = await errorOf(app, await canvasPart(app), movie, folder);
  expect(oneToOne.mean).toBeLessThan(MEAN_ERROR);

  // Dragged to a place that was not there before.
  const box = await app.picture.boundingBox();
  if (!box) throw new Error("There is no picture.");
  for (let drag = 0; drag < 2; drag++) {
    await app.page.mouse.move(box.x + box.width - 10, box.y + box.height - 10);
    await app.page.mouse.down();
    await app.page.mouse.move(box.x + 10, box.y + 10, { steps: 6 });
    await app.page.mouse.up();
  }
  await expect.poll(async () => (await target(app)).x).toBeLessThan(-1000);
  await sharp(app);
  expect((await errorOf(app, await canvasPart(app), movie, folder)).mean).toBeLessThan(MEAN_ERROR);

  // The next frame brings no more than is seen.
  await app.timeline.focus();
  await app.page.keyboard.press("ArrowRight");
  await app.shows(1, "no flow");
  await sharp(app);
  const [, , across = 0, down = 0] = await numbers(app, "data-part");
  expect(1.5 * across * down).toBeLessThan(1.6 * box.width * box.height);
  await app.page.keyboard.press("0");
  await sharp(app);
  expect(await target(app)).toEqual(fitted);
});

/** What was painted, in the order of it. */
interface Painted {
  readonly frame: string;
  readonly coarse: string;
}

async function watchPaintings(app: KinoflowWindow): Promise<void> {
  await app.picture.evaluate((canvas: HTMLElement) => {
    const painted: unknown[] = [];
    Object.assign(window, { painted });
    new MutationObserver(() => {
      const { frame, coarse } = canvas.dataset;
      painted.push({ frame, coarse });
    }).observe(canvas, { attributeFilter: ["data-paintings"] });
  });
}

test("while a key is held the motion may be coarse, and says so; where the playhead rests all of it is there", async ({
  app,
  folder,
}) => {
  const movie = join(folder, "held.mp4");
  const pattern = `testsrc2=s=${MOVIE.width}x${MOVIE.height}:r=5:d=6`;
  ffmpeg(
    "-f",
    "lavfi",
    "-i",
    pattern,
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
    movie,
  );
  await app.open(movie);
  await app.chooseMethod("accurate");
  await app.shows(0);
  await app.surveyed();
  await app.figuresFollow();
  await app.showCost();
  const flowMs = Number.parseFloat((await app.stat("stage-total").textContent()) ?? "");
  await app.timeline.focus();
  await watchPaintings(app);
  // Playwright marks all but the first one as repeats, as the key is not released. The last frame, which has no motion, stays ahead.
  for (let step = 0; step < 20; step++) await app.page.keyboard.down("ArrowRight");
  await app.page.keyboard.up("ArrowRight");
  await expect
    .poll(async () => {
      const [coarse, frame] = [
        app.picture.getAttribute("data-coarse"),
        app.picture.getAttribute("data-frame"),
      ];
      return `${await coarse}${(await frame) === (await app.timeline.inputValue())}`;
    })
    .toBe("true");
  const last = Number(await app.timeline.inputValue());
  await app.shows(last);
  await app.figuresFollow();
  await expect(app.stat("mean-speed")).toContainText(/\d/);
  const painted = await app.page.evaluate(() => (window as unknown as { painted: Painted[] }).painted);
  for (const { coarse } of painted) expect(coarse).toMatch(/^(2|4|8|16)?$/);
  expect(painted.at(-1)).toMatchObject({ frame: String(last), coarse: "" });
  // Never from all of the motion back to less of it.
  const whole = painted.findIndex(({ frame, coarse }) => frame === String(last) && coarse === "");
  expect(painted.slice(whole).every(({ coarse }) => coarse === "")).toBe(true);
  // Where all of it takes long, there is no waiting for it.
  if (flowMs > 400) expect(painted.some(({ coarse }) => coarse !== "")).toBe(true);
});
