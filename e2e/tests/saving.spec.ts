import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { describeVideo, grayOf, makeMovie, videoSize } from "../fixtures/movies";

test("a marked range goes out as slow motion, half as large", async ({ launch, folder }) => {
  const app = await launch({ args: [makeMovie(folder, "movie.mp4")] });
  await app.shows(0);
  await app.page.keyboard.press("i");
  await app.timeline.fill("9");
  await app.shows(9);
  await app.page.keyboard.press("o");
  const output = join(folder, "slow.mp4");
  await app.answerSaveDialog(output);
  await app.button("Export…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("combobox", { name: "Size" }).selectOption({ label: "Half: 160 × 120" });
  await dialog.getByRole("combobox", { name: "Speed" }).selectOption("0.25×");
  await expect(dialog).toContainText("Each frame 4 times; the video lasts 1.6 s.");
  await expect(dialog).toContainText("160 × 120, H.264 in MP4");
  await expect(dialog).toContainText("left out: it does not go with slow motion");
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("slow.mp4 is ready: 10 frames");

  const { times, tracks } = describeVideo(output);
  expect(tracks).toEqual(["video"]);
  expect(times.length).toBe(40);
  times.forEach((time, k) => {
    expect(time).toBeCloseTo(k / 25, 5);
  });
  expect(videoSize(output)).toEqual({ width: 160, height: 120, duration: 1.6 });
});

test("a frame is saved as a picture, with its overlay and its probes, as large as wanted", async ({
  launch,
  folder,
}) => {
  const app = await launch({ args: [makeMovie(folder, "movie.mp4")] });
  await app.shows(0);
  await app.page.keyboard.press("p");
  await app.page.keyboard.press("ControlOrMeta+Shift+S");
  const dialog = app.page.getByRole("dialog", { name: "Save picture" });
  const preview = dialog.getByRole("img", { name: "The picture of frame 0 as it will be saved" });
  await expect(preview).toBeVisible();
  await dialog.getByRole("combobox", { name: "Size" }).selectOption({ label: "Twice: 640 × 480" });
  const output = join(folder, "picture.png");
  await app.answerSaveDialog(output);
  await dialog.getByRole("button", { name: "Save…" }).click();
  await expect(dialog.getByRole("status")).toHaveText("picture.png is saved.");
  expect(videoSize(output)).toMatchObject({ width: 640, height: 480 });
  const withoutProbes = join(folder, "without.png");
  await app.answerSaveDialog(withoutProbes);
  await dialog.getByRole("switch", { name: "Probes" }).click();
  await expect(dialog.getByRole("status")).toHaveText("");
  await dialog.getByRole("button", { name: "Save…" }).click();
  await expect(dialog.getByRole("status")).toHaveText("without.png is saved.");

  const footage = grayOf(join(folder, "movie.mp4"), 640, 480);
  const [marked, plain] = [grayOf(output, 640, 480), grayOf(withoutProbes, 640, 480)];
  const changed = (a: Uint8Array, b: Uint8Array): number =>
    a.filter((grey, k) => Math.abs(grey - b[k]) > 60).length;
  // Arrows and legend, and the ring around the pixel in the middle.
  expect(changed(plain, footage)).toBeGreaterThan(1000);
  expect(changed(marked, plain)).toBeGreaterThan(60);

  // What the window shows has the size that it has there.
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("screen");
  const screen = join(folder, "screen.png");
  await app.answerSaveDialog(screen);
  await dialog.getByRole("button", { name: "Save…" }).click();
  await expect(dialog.getByRole("status")).toHaveText("screen.png is saved.");
  const { width, height } = await app.pictureArea(320, 240);
  expect(videoSize(screen)).toMatchObject({ width, height });
});

test("a look for print is chosen by name, lightens the picture, and is taken back", async ({
  launch,
  folder,
}) => {
  const app = await launch({ args: [makeMovie(folder, "movie.mp4")] });
  await app.shows(0);
  const meanOfCanvas = async (): Promise<number> => {
    const path = join(folder, "canvas.png");
    writeFileSync(path, await app.canvasPng());
    const { x, y, width, height } = await app.pictureArea(320, 240);
    const box = await app.picture.boundingBox();
    const crop = `crop=${width}:${height}:${x - (box?.x ?? 0)}:${y - (box?.y ?? 0)}`;
    const greys = grayOf(path, 64, 48, crop);
    return greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  };
  const before = await meanOfCanvas();
  await app.page.keyboard.press("ControlOrMeta+K");
  await app.page.keyboard.type("paper");
  await app.page.getByRole("option", { name: /Look: print/ }).click();
  await app.showTab("View");
  const look = app.page.getByRole("combobox", { name: "Look" });
  await expect(look).toHaveValue("print");
  await expect.poll(meanOfCanvas).toBeGreaterThan(before + 50);
  await app.page.keyboard.press("ControlOrMeta+Z");
  await expect(look).toHaveValue("dark");
  await expect.poll(async () => Math.abs((await meanOfCanvas()) - before)).toBeLessThan(1);
});
