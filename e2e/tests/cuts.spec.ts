import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** A movie of two scenes; the second one begins at frame 25. The left half of the picture is the same in both. */
function makeScenes(folder: string): string {
  const path = join(folder, "scenes.mp4");
  const still = "trim=end_frame=1,crop=160:180:0:0,loop=-1:1,setpts=N/25/TB";
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=320x180:d=1", "-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25"],
    ...["-filter_complex"],
    `[1]trim=end_frame=25,setsar=1,format=yuv420p[b];[0]setsar=1,format=yuv420p[a];[a][b]concat=n=2,split[all][one];[one]${still}[still];[all][still]overlay=shortest=1`,
    ...["-c:v", "libx264", "-pix_fmt", "yuv420p", path],
  );
  return path;
}

async function command(app: KinoflowWindow, words: string): Promise<void> {
  await app.timeline.focus();
  await app.page.keyboard.press("Control+k");
  await app.page.getByRole("combobox", { name: "Command" }).fill(words);
  await app.page.keyboard.press("Enter");
}

test("nothing moves across a cut: on the picture before any analysis, in the graph and in the table", async ({
  app,
  folder,
}) => {
  await app.open(makeScenes(folder));
  await app.shows(0);
  await app.indexed();
  const sentence = app.page
    .getByRole("status")
    .filter({ hasText: "Cut: the next frame shows another scene, so there is no motion here" });
  await app.timeline.fill("23");
  await app.shows(23);
  await expect(sentence).toHaveCount(0);
  await app.page.keyboard.press("ArrowRight");
  await app.shows(24, "no flow");
  await expect(sentence).toBeVisible();
  await expect(app.picture).toHaveAttribute("data-arrows", "0");
  await expect(app.picture).toHaveAttribute("data-colour", "false");
  // Found on the way, it is marked already.
  await expect(app.page.getByRole("img", { name: "1 scene cut found" })).toBeVisible();
  await app.page.keyboard.press("ArrowRight");
  await app.shows(25);
  await expect(sentence).toHaveCount(0);

  await app.chooseMethod("lucas-kanade");
  await app.button("Analyse").click();
  await expect(app.page.getByText("Analysed 50 of 50 frames")).toBeVisible();
  await app.timeline.fill("24");
  await app.shows(24, "no flow");
  const readout = app.page.getByRole("group", { name: "Motion at the frame" });
  await expect(readout).toContainText("cut: no motion");
  const csv = join(folder, "motion.csv");
  await app.answerSaveDialog(csv);
  await command(app, "table");
  const dialog = app.page.getByRole("dialog", { name: "Export all frames as CSV" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByRole("status")).toContainText("motion.csv");
  const [header = "", ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
  const column = header.split(",").indexOf("cut");
  expect(rows.flatMap((row, frame) => (row.split(",")[column] === "1" ? [frame] : []))).toEqual([24]);
  expect(rows[24]).toMatch(/^24,[\d.]+,[\d.]+,,,,/);
});

test("a cut can be marked by hand, taken back, deleted, and is there again the next time", async ({
  launch,
  folder,
}) => {
  const userData = join(folder, "shared-user-data");
  const movie = makeScenes(folder);
  const app = await launch({ args: [movie], userData });
  await app.shows(0);
  await app.indexed();
  await app.timeline.fill("10");
  await app.shows(10);
  await command(app, "mark cut");
  await app.shows(10, "no flow");
  const marks = (name: string) => app.page.getByRole("img", { name });
  await expect(marks("1 set by hand")).toBeVisible();
  await app.page.keyboard.press("Control+z");
  await app.shows(10);
  await expect(marks("set by hand")).toHaveCount(0);
  await app.page.keyboard.press("Control+Shift+z");
  await app.shows(10, "no flow");

  // What was found is deleted by a right click on its mark, and stays so.
  await app.timeline.fill("24");
  await app.shows(24, "no flow");
  await expect(marks("1 scene cut found, 1 set by hand")).toBeVisible();
  const box = await app.timeline.boundingBox();
  if (!box) throw new Error("There is no timeline.");
  const x = box.x + 6 + (24.5 / 49) * (box.width - 12);
  await app.page.mouse.click(x, box.y + box.height / 2, { button: "right" });
  await app.page.getByRole("menuitem", { name: "Remove the cut before frame 25" }).click();
  await app.shows(24);
  await app.quit();

  const again = await launch({ args: [movie], userData });
  await again.shows(0);
  await again.indexed();
  await again.timeline.fill("10");
  await again.shows(10, "no flow");
  await again.timeline.fill("24");
  await again.shows(24);
  await expect(again.page.getByRole("img", { name: "1 set by hand" })).toBeVisible();
});
