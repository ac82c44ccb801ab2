import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/**
 * A movie of two scenes of a texture that sways: in the first one its speed has two peaks, of which the second one is higher; the
 * second scene is slower, and begins at frame 40.
 */
function makeSwaying(folder: string): string {
  const path = join(folder, "swaying.mp4");
  const texture = "color=gray:s=480x180:r=25,noise=alls=80:all_seed=7,gblur=2,trim=end_frame=1,loop=79:1";
  const sway = (middle: number, width: number, beat: number) => `(${middle}-${width}*cos(n*PI/${beat}))`;
  const parts = [
    `${sway(80, 20, 10)}*lt(n\\,20)`,
    `${sway(100, 40, 10)}*gte(n\\,20)*lt(n\\,30)`,
    // On the way back it is slower, so that there is one fastest frame.
    `${sway(110, 30, 10)}*gte(n\\,30)*lt(n\\,40)`,
    `${sway(66, 6, 20)}*gte(n\\,40)`,
  ];
  const place = parts.join("+");
  ffmpeg(
    ...["-f", "lavfi", "-i", `${texture},setpts=N/25/TB,crop=320:180:${place}:0,negate=enable=gte(n\\,40)`],
    ...["-vf", "eq=brightness=0.15:contrast=0.6:enable=gte(n\\,40)"],
    ...["-c:v", "libx264", "-preset", "veryfast", "-qp", "4", "-pix_fmt", "yuv420p", path],
  );
  return path;
}

async function command(app: KinoflowWindow, words: string): Promise<void> {
  await app.timeline.focus();
  await app.page.keyboard.press("Control+k");
  await app.page.getByRole("combobox", { name: "Command" }).fill(words);
  await app.page.keyboard.press("Enter");
}

test("the fastest frame is the maximum of the table, by button, by palette and by key; peaks and the fastest pixel can be gone to", async ({
  app,
  folder,
}) => {
  await app.open(makeSwaying(folder));
  await app.shows(0);
  await app.indexed();
  // Nothing is analysed: the palette says so.
  await app.page.keyboard.press("Control+k");
  await app.page.getByRole("combobox", { name: "Command" }).fill("fastest");
  const option = app.page.getByRole("option", { name: /Go to the fastest frame/ });
  await expect(option).toContainText("nothing is analysed yet");
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await app.page.keyboard.press("Escape");
  await expect(app.button("Go to the fastest frame")).toHaveCount(0);

  await app.button("Analyse").click();
  await expect(app.page.getByText("Analysed 80 of 80 frames")).toBeVisible();
  const csv = join(folder, "motion.csv");
  await app.answerSaveDialog(csv);
  await command(app, "table");
  const dialog = app.page.getByRole("dialog", { name: "Export all frames as CSV" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByRole("status")).toContainText("motion.csv");
  await app.page.keyboard.press("Escape");
  const [header = "", ...lines] = readFileSync(csv, "utf8").trimEnd().split("\n");
  const columns = header.split(",");
  const table = (name: string) =>
    lines.map((line) => Number(line.split(",")[columns.indexOf(name)] || Number.NaN));
  const speeds = table("p999_speed");
  const known = speeds.filter((speed) => !Number.isNaN(speed));
  const fastest = speeds.indexOf(Math.max(...known));
  expect(fastest).toBeGreaterThan(20);
  expect(fastest).toBeLessThan(40);

  await app.button("Go to the fastest frame").click();
  await app.shows(fastest);
  await app.timeline.fill("3");
  await app.shows(3);
  for (const word of ["fast", "max", "peak"]) {
    await app.timeline.focus();
    await app.page.keyboard.press("Control+k");
    await app.page.getByRole("combobox", { name: "Command" }).fill(word);
    await expect(option).toBeVisible();
    if (word === "peak") await option.click();
    else await app.page.keyboard.press("Escape");
  }
  await app.shows(fastest);
  await app.timeline.fill("3");
  await app.shows(3);
  await app.timeline.focus();
  await app.page.keyboard.press("Shift+F");
  await app.shows(fastest);

  // The other peak of the scene, where the speeds around are lower.
  await app.button("Previous peak of speed").click();
  await expect.poll(async () => Number(await app.timeline.inputValue())).toBeLessThan(20);
  const peak = Number(await app.timeline.inputValue());
  expect(speeds[peak]).toBeGreaterThan(Math.max(speeds[peak - 3] ?? 0, speeds[peak + 3] ?? 0));
  await app.shows(peak);

  // Where the maximum of the frame is, with a probe there.
  await app.button("Go to the fastest frame").click();
  await app.shows(fastest);
  await app.figuresFollow();
  const place = app.stat("max-place").getByRole("button");
  const [x, y] = [table("max_speed_x")[fastest], table("max_speed_y")[fastest]];
  await expect(place).toHaveText(`x ${x}, y ${y}`);
  await place.click();
  await expect(app.spin("x of probe 1")).toHaveValue(String(x));
  await expect(app.spin("y of probe 1")).toHaveValue(String(y));
});
