import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright/test";
import { expect, ROOT, test } from "../fixtures/app";
import { type MovingTexture, makeMovie, makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

interface Size {
  readonly width: number;
  readonly height: number;
}

const values = (app: KinoflowWindow): Locator =>
  app.page.getByRole("group", { name: "Values under the pointer" });
const table = (app: KinoflowWindow): Locator =>
  app.page.getByRole("table", { name: "Motion at the pinned probes" });
const marks = (app: KinoflowWindow): Locator =>
  app.page.getByRole("list", { name: "Pinned probes" }).getByRole("listitem");

/** The place of the page where the middle of a pixel of the movie is shown. */
async function onPage(app: KinoflowWindow, movie: Size, x: number, y: number) {
  const box = await app.picture.boundingBox();
  const target = ((await app.picture.getAttribute("data-target")) ?? "").split(" ").map(Number);
  const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = target;
  if (!box) throw new Error("There is no picture.");
  return {
    x: box.x + left + ((x + 0.5) * width) / movie.width,
    y: box.y + top + ((y + 0.5) * height) / movie.height,
  };
}

async function pointAt(app: KinoflowWindow, movie: Size, x: number, y: number): Promise<void> {
  const place = await onPage(app, movie, x, y);
  await app.page.mouse.move(place.x, place.y);
}

async function clickAt(app: KinoflowWindow, movie: Size, x: number, y: number): Promise<void> {
  const place = await onPage(app, movie, x, y);
  await app.page.mouse.click(place.x, place.y);
}

/** u, v and speed as the line at the bottom says them. */
async function shownMotion(app: KinoflowWindow): Promise<readonly number[]> {
  const text = ((await values(app).textContent()) ?? "").replaceAll("−", "-");
  const [, u, v, speed] = /u ([+-]?[\d.]+)\s*v ([+-]?[\d.]+)\s*([\d.]+) px\/frame/.exec(text) ?? [];
  return [u, v, speed].map(Number);
}

async function expectMotion(app: KinoflowWindow, u: number, v: number): Promise<void> {
  await expect
    .poll(async () => {
      const [shownU = Number.NaN, shownV = Number.NaN] = await shownMotion(app);
      return Math.hypot(shownU - u, shownV - v);
    })
    .toBeLessThan(0.1);
}

/** The table as it is copied: a record a pin. */
async function copiedTable(app: KinoflowWindow): Promise<readonly Readonly<Record<string, string>>[]> {
  await app.button("Copy table").click();
  await expect(app.button("Copied")).toBeVisible();
  const text = await app.askMain(({ clipboard }) => clipboard.readText());
  const [names = [], ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
}

/** u and v of the command line's field of a pair, at a pixel. */
function commandLineFlow({ luma, width, height }: MovingTexture, folder: string, frame: number) {
  const [first, second] = [frame, frame + 1].map((number) => {
    const path = join(folder, `frame${number}.pgm`);
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), luma[number] ?? Buffer.of()]),
    );
    return path;
  });
  const output = join(folder, "flow.flo");
  execFileSync(process.execPath, [
    join(ROOT, "out/main/cli.js"),
    "flow",
    first ?? "",
    second ?? "",
    "-o",
    output,
  ]);
  const field = readFileSync(output);
  return (x: number, y: number): readonly number[] => {
    const at = 12 + 8 * (y * width + x);
    return [field.readFloatLE(at), field.readFloatLE(at + 4)].map((value) => Number(value.toPrecision(7)));
  };
}

test("the values under the pointer and at the pins are those of the field, at any zoom and of every frame", async ({
  app,
  folder,
}) => {
  const movie = makeMovingTexture(folder, "moving.mp4", { u: 3, v: -4 });
  await app.open(movie.path);
  await app.shows(0);
  await app.indexed();
  await expect(values(app)).toHaveText(/^Point at the picture/);

  await pointAt(app, movie, 150, 100);
  await expect(values(app)).toHaveText(/^x 150\s*y 100/);
  await expectMotion(app, 3, -4);
  await expect(values(app)).toHaveText(/5\.\d\d px\/frame\s*307°|4\.9\d px\/frame\s*307°/);
  await expect(values(app)).toHaveText(/\d reliable/);
  await app.setNumber("Minimum reliability", 0.99);
  // What is there leaves the frame upwards, so nothing tells where it goes.
  await pointAt(app, movie, 150, 1);
  await expect(values(app)).toHaveText(/not reliable/);

  // Of the pixel below the tip of the pointer, however large it is.
  await pointAt(app, movie, 150, 100);
  for (let notch = 0; notch < 16; notch++) await app.page.mouse.wheel(0, -120);
  for (const [x, y] of [
    [150, 100],
    [151, 99],
    [148, 102],
  ] as const) {
    await pointAt(app, movie, x, y);
    await expect(values(app)).toHaveText(new RegExp(`^x ${x}\\s*y ${y}`));
  }
  await expectMotion(app, 3, -4);

  await clickAt(app, movie, 149, 101);
  await expect(marks(app)).toHaveCount(1);
  await app.page.keyboard.press("0");
  await clickAt(app, movie, 60, 200);
  await expect(marks(app).last()).toHaveAccessibleName("Probe 2 at 60, 200");
  await expect(table(app).getByRole("rowgroup")).toHaveCount(3);
  await expect(app.spin("x of probe 1")).toHaveValue("149");
  await app.setNumber("Frame", 3);
  await app.shows(3);
  await expect(table(app)).toContainText("+3.0");
  const flowAt = commandLineFlow(movie, folder, 3);
  const copied = await copiedTable(app);
  expect(copied.map(({ probe, frame, x, y }) => [probe, frame, x, y])).toEqual([
    ["1", "3", "149", "101"],
    ["2", "3", "60", "200"],
  ]);
  expect(copied.map((row) => [Number(row["u (px/frame)"]), Number(row["v (px/frame)"])])).toEqual([
    flowAt(149, 101),
    flowAt(60, 200),
  ]);

  // A pin goes where it is dragged and where it is typed to, and all of that can be taken back.
  const mark = await onPage(app, movie, 60, 200);
  const aim = await onPage(app, movie, 90, 180);
  await app.page.mouse.move(mark.x, mark.y);
  await app.page.mouse.down();
  await app.page.mouse.move(aim.x, aim.y, { steps: 3 });
  await app.page.mouse.up();
  await expect(marks(app).last()).toHaveAccessibleName("Probe 2 at 90, 180");
  await app.spin("y of probe 2").fill("33");
  await expect(marks(app).last()).toHaveAccessibleName("Probe 2 at 90, 33");
  await app.button("Undo").click();
  await app.button("Undo").click();
  await expect(marks(app).last()).toHaveAccessibleName("Probe 2 at 60, 200");
  await app.button("Delete probe 1").click();
  await expect(marks(app)).toHaveCount(1);

  await app.setNumber("Frame", 5);
  await app.shows(5, "no flow");
  await expect(table(app)).toContainText("no flow here");
  await pointAt(app, movie, 10, 10);
  await expect(values(app)).toHaveText(/^x 10\s*y 10\s*no flow here\s*$/);
});

test("probes of a turned movie with pixels that are not square; eight are the most, and another movie has none", async ({
  app,
  folder,
}) => {
  const { path } = makeMovingTexture(folder, "turned.mp4", { u: 2, v: 3, turned: 90, pixelAspect: 2 });
  await app.open(path);
  await app.shows(0);
  await app.indexed();
  // Pixels are half as wide as high then. Versions of ffmpeg differ in which way the tag turns.
  const movie = { width: 240, height: 320 };
  const target = ((await app.picture.getAttribute("data-target")) ?? "").split(" ").map(Number);
  expect((target[3] ?? 0) / (target[2] ?? 1)).toBeCloseTo((2 * 320) / 240, 1);
  await pointAt(app, movie, 170, 90);
  await expect(values(app)).toHaveText(/^x 170\s*y 90/);
  await expect.poll(() => shownMotion(app)).not.toContain(Number.NaN);
  const [u = Number.NaN, v = Number.NaN] = await shownMotion(app);
  expect(Math.abs(Math.abs(u) - 3) + Math.abs(Math.abs(v) - 2)).toBeLessThan(0.1);
  expect(u * v).toBeLessThan(0);

  // The legend has a mark at the colour of that motion, and says the motion of a colour.
  await app.page.keyboard.press("c");
  await expect(app.picture).toHaveAttribute("data-colour", "true");
  const mark = await app.page.locator(".legend-mark").boundingBox();
  if (!mark) throw new Error("The legend has no mark.");
  await app.page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect(values(app)).toHaveText(/^This colour is/);
  const [meantU = Number.NaN, meantV = Number.NaN] = await shownMotion(app);
  // The wheel is small, and a pixel of it a fifth of a pixel per frame, or twice that across its narrow pixels.
  expect(Math.hypot(meantU - u, meantV - v)).toBeLessThan(0.6);

  // A click on the legend pins nothing, nor does one on its border.
  await app.page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
  const canvas = await app.picture.boundingBox();
  const [left = 0, top = 0, width = 0, height = 0] = target;
  if (!canvas) throw new Error("There is no canvas.");
  await app.page.mouse.click(canvas.x + left + width - 14, canvas.y + top + height - 14);

  // Neither dragging nor a double click pins anything.
  const place = await onPage(app, movie, 120, 100);
  await app.page.mouse.dblclick(place.x, place.y);
  await app.page.mouse.move(place.x, place.y);
  await app.page.mouse.down();
  await app.page.mouse.move(place.x + 40, place.y + 30, { steps: 3 });
  await app.page.mouse.up();
  await app.page.keyboard.press("0");
  await expect(marks(app)).toHaveCount(0);
  await expect(app.page.getByRole("tab", { name: "Flow" })).toHaveAttribute("aria-selected", "true");

  for (let pin = 1; pin <= 8; pin++) {
    await pointAt(app, movie, 20 * pin, 30 * pin);
    await expect(values(app)).toHaveText(new RegExp(`^x ${20 * pin}\\s*y ${30 * pin}`));
    await app.page.keyboard.press("p");
    await expect(marks(app)).toHaveCount(pin);
  }
  await clickAt(app, movie, 200, 20);
  await expect(app.page.getByRole("main").getByText(/delete one/)).toBeVisible();
  await expect(marks(app)).toHaveCount(8);
  await app.page.keyboard.press("Shift+P");
  await expect(marks(app)).toHaveCount(0);
  await app.page.keyboard.press("ControlOrMeta+z");
  await expect(marks(app)).toHaveCount(8);

  await app.open(makeMovie(folder, "other.mp4", { seconds: 1 }));
  await expect(app.page).toHaveTitle(/other/);
  await app.shows(0);
  await expect(marks(app)).toHaveCount(0);
});

test("the scale of every map is fitted to the frame, and each side of a divider is read where it is", async ({
  app,
}) => {
  await app.openSample();
  await app.page.getByRole("tab", { name: "View", exact: true }).click();
  // The sample turns in the end, by 0.25 degrees a frame: 2 * 0.25 * pi / 180 is below 0.01 everywhere.
  await app.setNumber("Frame", 120);
  await app.shows(120);
  for (const [kind, unit] of [
    ["vorticity", "1/frame"],
    ["difference", "levels"],
    ["speed", "px/frame"],
  ] as const) {
    await app.chooseMap(kind);
    const limit = app.spin("Full colour at");
    await app.setNumber("Full colour at", kind === "difference" ? 177 : 7.7);
    await expect(app.page.getByRole("group").filter({ hasText: "Full colour at" }).first()).toContainText(
      unit,
    );
    await app.page.getByRole("button", { name: "Fit", exact: true }).last().click();
    // A round number: one digit, or one and a half.
    await expect(limit).toHaveValue(/^0?\.?0*[1-9](\.?5)?0*$/);
    expect(Number(await limit.inputValue())).toBeLessThan(7);
  }

  const sample = { width: 640, height: 360 };
  await app.page.keyboard.press("Shift+S");
  const divider = app.page.getByRole("slider", { name: "Divider between A and B" });
  await expect(divider).toBeVisible();
  await pointAt(app, sample, 100, 200);
  await expect(values(app)).toHaveText(/^A\s*x 100\s*y 200/);
  await pointAt(app, sample, 500, 250);
  await expect(values(app)).toHaveText(/^B\s*x 500\s*y 250/);
  const onB = await shownMotion(app);
  await clickAt(app, sample, 500, 250);
  await expect(table(app).getByRole("rowheader")).toHaveText("1B");
  const [copiedOnB] = await copiedTable(app);
  await divider.press("End");
  await expect(table(app).getByRole("rowheader")).toHaveText("1A");
  await pointAt(app, sample, 500, 250);
  await expect(values(app)).toHaveText(/^A\s*x 500\s*y 250/);
  await expect.poll(() => shownMotion(app)).not.toContain(Number.NaN);
  expect(await shownMotion(app)).not.toEqual(onB);
  const [copiedOnA] = await copiedTable(app);
  expect(copiedOnA?.["u (px/frame)"]).not.toBe(copiedOnB?.["u (px/frame)"]);
  expect([copiedOnA?.side, copiedOnB?.side]).toEqual(["A", "B"]);
  expect(copiedOnA?.method).not.toBe(copiedOnB?.method);
});
