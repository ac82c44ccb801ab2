import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GreyStack, writeGreyStack } from "../../src/engine/testing/grey-stack";
import { expect, test } from "../fixtures/app";
import { ffmpeg, makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Of a camera of 12 bits in files of 16. */
const STACK: GreyStack = { width: 160, height: 120, frames: 12, values: [300, 3500] };

/** Mean grey value of what the canvas shows of the middle of the picture. */
async function brightness(app: KinoflowWindow, folder: string): Promise<number> {
  const path = join(folder, "canvas.png");
  writeFileSync(path, await app.canvasPng());
  return meanOf(path, "crop=200:200");
}

function meanOf(path: string, filter = "null"): number {
  const values = ffmpeg("-i", path, "-vf", filter, "-pix_fmt", "gray", "-f", "rawvideo", "-");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("a recording of 12 bits is seen by itself; its levels can be set, taken back, kept and exported, and the figures stay", async ({
  launch,
  folder,
}) => {
  const app = await launch();
  const path = join(folder, "camera.tif");
  writeGreyStack(path, STACK);
  await app.open(path);
  await app.shows(0);
  await app.surveyed();
  await expect(app.page.getByText("16 bits, grey").first()).toBeVisible();
  const automatic = await brightness(app, folder);
  expect(automatic).toBeGreaterThan(40);
  expect(automatic).toBeLessThan(200);

  const pointer = await app.pictureArea(STACK.width, STACK.height);
  await app.page.mouse.move(pointer.x + pointer.width / 3, pointer.y + pointer.height / 2);
  const values = app.page.getByRole("group", { name: "Values under the pointer" });
  await expect(values).toContainText(/value \d{3,4} u\s+[+−]?\d/);
  const figures = await values.textContent();

  await app.showTab("View");
  const panel = app.page.getByRole("group", { name: /^Levels/ });
  const auto = panel.getByRole("button", { name: "Auto levels" });
  const whole = panel.getByRole("button", { name: "Whole range" });
  await expect(auto).toHaveAttribute("aria-pressed", "true");
  await whole.click();
  await expect(whole).toHaveAttribute("aria-pressed", "true");
  await expect(app.spin("White point")).toHaveValue("65535");
  await expect.poll(() => brightness(app, folder)).toBeLessThan(automatic / 2);
  await app.page.keyboard.press("Control+z");
  await expect(auto).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => brightness(app, folder)).toBeCloseTo(automatic, 0);

  // By the number, by the hand, and by keys.
  await app.setNumber("White point", 2000);
  await expect.poll(() => brightness(app, folder)).toBeGreaterThan(automatic + 20);
  const lightened = await brightness(app, folder);
  const black = panel.getByRole("slider", { name: "Black point" });
  const box = await black.boundingBox();
  if (!box) throw new Error("There is no handle.");
  const [x, y] = [box.x + box.width - 3, box.y + box.height / 2];
  await app.page.mouse.move(x, y);
  await app.page.mouse.down();
  await app.page.mouse.move(x + 40, y, { steps: 4 });
  await app.page.mouse.up();
  await expect.poll(() => brightness(app, folder)).toBeLessThan(lightened - 10);
  const dragged = Number(await app.spin("Black point").inputValue());
  expect(dragged).toBeGreaterThan(350);
  await black.focus();
  await app.page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(async () => Number(await app.spin("Black point").inputValue())).toBeLessThan(dragged);
  // It was the handle that moved, not the playhead.
  await app.shows(0);
  const kept = [await app.spin("Black point").inputValue(), "2000"];

  // The flow is of the recorded values.
  await app.page.mouse.move(pointer.x + pointer.width / 3 + 1, pointer.y + pointer.height / 2);
  await app.page.mouse.move(pointer.x + pointer.width / 3, pointer.y + pointer.height / 2);
  await expect(values).toHaveText(figures ?? "");

  await app.setNumber("Gamma", 2);
  await app.setNumber("Gamma", 1);
  const shown = await brightness(app, folder);
  const output = join(folder, "levels.mp4");
  await app.answerSaveDialog(output);
  await app.button("Export…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByText(/levels\.mp4.*is ready/)).toBeVisible();
  await app.page.keyboard.press("Escape");
  const frames = ffmpeg("-i", output, "-vf", "scale=out_range=pc", "-pix_fmt", "gray", "-f", "rawvideo", "-");
  const first = frames.subarray(0, STACK.width * STACK.height);
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  // Arrows and the legend are drawn at another size there.
  expect(Math.abs(mean - shown)).toBeLessThan(25);
  expect(mean).toBeGreaterThan(automatic + 15);

  // Another movie has no levels, and this one has its own again.
  await app.open(makeMovie(folder, "other.mp4", { seconds: 1 }));
  await expect(app.page.getByRole("heading", { level: 1 })).toHaveText("other.mp4");
  await app.shows(0);
  await expect(panel).toHaveCount(0);
  await app.open(path);
  await expect(app.page.getByRole("heading", { level: 1 })).toHaveText("camera.tif");
  await app.shows(0);
  await expect(app.spin("Black point")).toHaveValue(kept[0]);
  await expect(app.spin("White point")).toHaveValue(kept[1]);
  await expect.poll(() => brightness(app, folder)).toBeCloseTo(shown, 0);
  await auto.click();
  await expect.poll(() => brightness(app, folder)).toBeCloseTo(automatic, 0);
});

test("levels are found in the palette, and say where there are none", async ({ launch, folder }) => {
  const app = await launch();
  const path = join(folder, "grey.tif");
  writeGreyStack(path, { ...STACK, values: [20, 90], bits: 8 });
  await app.open(path);
  await app.shows(0);
  await app.showTab("View");
  // All values of 8 bits, until somebody wants it otherwise.
  await expect(app.spin("White point")).toHaveValue("255");
  await app.page.keyboard.press("Control+k");
  await app.page.keyboard.type("levels auto");
  await app.page.keyboard.press("Enter");
  await expect.poll(async () => Number(await app.spin("White point").inputValue())).toBeLessThan(91);
  await app.open(makeMovie(folder, "other.mp4", { seconds: 1 }));
  await expect(app.page.getByRole("heading", { level: 1 })).toHaveText("other.mp4");
  await app.page.keyboard.press("Control+k");
  await app.page.keyboard.type("levels auto");
  await expect(app.page.getByText("the movie is not grey").first()).toBeVisible();
});
