import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTiff } from "../../src/engine/testing/tiff-writer";
import { expect, test } from "../fixtures/app";
import { makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** 3 px right and 4 px up a frame, at 25 frames a second and 0.02 mm a pixel. */
const MOTION = { u: 3, v: -4, frames: 12 };
const [U, V, SPEED] = [1.5, 2, 2.5];

async function measure(app: KinoflowWindow): Promise<void> {
  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
}

async function typePixelSize(app: KinoflowWindow, size: string): Promise<void> {
  await measure(app);
  const field = app.page.getByRole("textbox", { name: "Pixel size" });
  await field.fill(size);
  await field.press("Enter");
  await app.timeline.focus();
}

/** The number of a figure of the inspector, and its unit. */
async function figure(app: KinoflowWindow, name: string): Promise<readonly [number, string]> {
  const [number = "", ...unit] = (await app.stat(name).innerText()).split(/\s+/);
  return [Number.parseFloat(number.replace("−", "-")), unit.join(" ")];
}

async function expectFigure(app: KinoflowWindow, name: string, value: number, unit: string): Promise<void> {
  await expect(async () => {
    const [number, said] = await figure(app, name);
    expect(said).toBe(unit);
    expect(Math.abs(number - value)).toBeLessThan(0.05 * SPEED);
  }).toPass();
}

/** A table in a file, each row by the names of its columns. */
function rowsOf(path: string): readonly Readonly<Record<string, string>>[] {
  const [names = "", ...lines] = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .filter((line) => !/^"?#/.test(line));
  const columns = names.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [columns[k] ?? "", cell])));
}

test("a typed pixel size has all be said in millimetres, until it is taken back, and after a restart", async ({
  launch,
  folder,
}) => {
  const { path } = makeMovingTexture(folder, "moving.mp4", MOTION);
  const userData = join(folder, "user-data");
  const app = await launch({ userData, args: [path] });
  await app.shows(0);
  await app.indexed();
  await app.timeline.focus();
  await app.page.keyboard.press("p");
  await expectFigure(app, "mean-v", -4, "px/frame");

  // What is no length changes nothing, and says so.
  await typePixelSize(app, "0.02 parsecs");
  await expect(app.page.getByRole("alert").filter({ hasText: "such as 0.02 mm" })).toBeVisible();
  await expect(app.picture).toHaveAttribute("data-unit", "");

  await typePixelSize(app, "0.02 mm");
  await expect(app.page.getByText("1 px/frame is 0.500 mm/s")).toBeVisible();
  await app.page.getByRole("switch", { name: "y upwards" }).check();
  await expect(app.picture).toHaveAttribute("data-unit", "mm/s");
  await expect(app.picture).toHaveAttribute("aria-label", /scales in mm\/s/);
  await expectFigure(app, "mean-u", U, "mm/s");
  await expectFigure(app, "mean-v", V, "mm/s");
  await expectFigure(app, "p95-speed", SPEED, "mm/s");

  // The probe: pixel 160, 120 of 320 x 240 is 3.2 mm from the left and 119 rows above the last one.
  const probes = app.page.getByRole("table", { name: "Motion at the pinned probes" });
  await expect(probes).toContainText("at 3.20, 2.38 mm");
  await expect(probes.getByRole("cell", { name: /^\+1\.[45]\d*$/ })).toBeVisible();
  await expect(probes.getByRole("cell", { name: /^\+(1\.9|2\.0)\d*$/ })).toBeVisible();
  // Up is a quarter of a turn from x towards y.
  await expect(probes.getByRole("cell", { name: "53°" })).toBeVisible();

  // Graphs and their readout.
  await app.page.keyboard.press("Control+Shift+A");
  await expect(app.page.getByText(`Analysed ${MOTION.frames} of ${MOTION.frames}`)).toBeVisible();
  const readout = app.page.getByRole("group", { name: "Motion at the frame" });
  await expect(readout).toContainText(/Mean 2\.[45]\d.*99\.9.* 2\.[45]\d mm\/s/);
  await expect(app.page.locator(".timeline__names")).toContainText("3 mm/s");

  // Tables.
  const table = join(folder, "motion.csv");
  await app.answerSaveDialog(table);
  await app.chooseFromMenu("File", "Export all frames as CSV…");
  const dialog = app.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("is ready");
  await dialog.getByRole("button", { name: "Close" }).first().click();
  expect(readFileSync(table, "utf8")).toMatch(/^"?# .*velocities in mm\/s.*y up/);
  const [first] = rowsOf(table);
  expect(Number(first?.mean_v)).toBeCloseTo(V, 1);
  expect(Number(first?.p95_speed)).toBeCloseTo(SPEED, 1);

  const curves = join(folder, "probes.csv");
  await app.answerSaveDialog(curves);
  await measure(app);
  await app.button("Values as CSV…").click();
  await app.button("Save…").click();
  await expect(app.page.getByText("Saved 12 frames to probes.csv.")).toBeVisible();
  await app.page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  const [probe] = rowsOf(curves);
  expect(Number(probe?.["probe 1 x (mm)"])).toBeCloseTo(3.2, 9);
  expect(Number(probe?.["probe 1 v (mm/s)"])).toBeCloseTo(V, 1);

  // Pixels stay at hand: the axes are kept.
  const inPixels = app.page.getByRole("switch", { name: "Say it in px/frame" });
  await inPixels.check();
  await expectFigure(app, "mean-v", 4, "px/frame");
  await expect(app.picture).toHaveAttribute("data-unit", "");
  await inPixels.uncheck();
  await expectFigure(app, "mean-v", V, "mm/s");

  // Undone and done again.
  await app.timeline.focus();
  for (let k = 0; k < 3; k += 1) await app.page.keyboard.press("Control+z");
  await expectFigure(app, "mean-v", -V, "mm/s");
  await app.page.keyboard.press("Control+z");
  await expectFigure(app, "mean-v", -4, "px/frame");
  for (let k = 0; k < 4; k += 1) await app.page.keyboard.press("Control+Shift+z");
  await expectFigure(app, "mean-v", V, "mm/s");
  await app.quit();

  const again = await launch({ userData, args: [path] });
  await again.shows(0);
  await expectFigure(again, "mean-v", V, "mm/s");
  await measure(again);
  await expect(again.page.getByRole("textbox", { name: "Pixel size" })).toHaveValue("0.02 mm");
  await again.button("Reset").click();
  await expectFigure(again, "mean-v", -4, "px/frame");
});

test("what a file says of its pixels is taken with a word, and can be let go of", async ({ app, folder }) => {
  const [width, height] = [96, 64];
  const pictures = Array.from({ length: 4 }, (_, frame) => ({
    width,
    height,
    values: Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [(at % width) - 2 * frame, Math.floor(at / width)];
      return Math.round(120 + 50 * Math.sin(x / 3) * Math.cos(y / 4) + 40 * Math.sin((x + 2 * y) / 7));
    }),
  }));
  const path = join(folder, "cells.tif");
  const description = "ImageJ=1.53t\nimages=4\nframes=4\nfinterval=0.5\nunit=micron\n";
  writeFileSync(path, writeTiff(pictures, { bits: 8, description, resolution: [4, 4] }).bytes);
  // It is said in passing, and may be gone when the picture is there.
  const said = app.page.getByText("Pixel size from the file: 0.25 µm").waitFor();
  await app.open(path);
  await said;
  await app.shows(0);
  // 0.25 µm in half a second.
  await expect(app.picture).toHaveAttribute("data-unit", "µm/s");
  const [u, unit] = await figure(app, "mean-u");
  expect(unit).toBe("µm/s");
  expect(u).toBeGreaterThan(0.8);
  expect(u).toBeLessThan(1.1);

  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
  await expect(app.page.getByText("As the file states it.")).toBeVisible();
  await app.button("Reset").click();
  await expect(app.picture).toHaveAttribute("data-unit", "");
  await app.button("From the file: 0.25 µm").click();
  await expect(app.picture).toHaveAttribute("data-unit", "µm/s");
});
