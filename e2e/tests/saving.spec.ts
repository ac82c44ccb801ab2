import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { describeVideo, makeMovie, videoSize } from "../fixtures/movies";

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
