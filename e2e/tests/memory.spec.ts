import { join } from "node:path";
import type { KinoflowApi } from "../../src/shared/ipc";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import { residentTree } from "../fixtures/process-tree";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const MEBIBYTE = 2 ** 20;
/** The least that can be set; all frames of either movie take several times as much. */
const FRAME_BUDGET = 64 * MEBIBYTE;
const JUMPS = 16;

/**
 * What scrubbing may take of all processes together beyond an app without a movie and the budget for frames: copies of
 * the picture on its way to the screen, ffmpeg, and the working memory of the flow, of which the first picture's
 * dense-pyramidal takes the most. Measured: 1390 MiB and 260 MiB.
 */
const SCRUBBED = [
  { size: "3840x2160", frames: 40, overhead: 1800 * MEBIBYTE },
  { size: "854x480", frames: 400, overhead: 400 * MEBIBYTE },
] as const;

for (const { size, frames, overhead } of SCRUBBED) {
  test(`scrubbing through ${size} takes the budget for frames and ${overhead / MEBIBYTE} MiB at most`, async ({
    app,
    folder,
  }) => {
    const idle = residentOf(app);
    test.skip(idle === null, "This system does not tell the memory of processes.");
    const movie = join(folder, "scrubbed.mp4");
    ffmpeg(
      ...["-f", "lavfi", "-i", `testsrc2=s=${size}:r=25`, "-frames:v", String(frames)],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5", movie],
    );
    await app.page.evaluate(
      (frameBudgetBytes) =>
        (globalThis as unknown as { kinoflow: KinoflowApi }).kinoflow.request("settings:set", {
          frameBudgetBytes,
        }),
      FRAME_BUDGET,
    );
    await app.open(movie);
    await app.shows(0);
    await app.chooseMethod("lucas-kanade");
    let peak = 0;
    for (let jump = 1; jump <= JUMPS; jump++) {
      const frame = (jump * 37) % (frames - 1);
      await app.timeline.fill(String(frame));
      await app.shows(frame);
      peak = Math.max(peak, residentOf(app) ?? 0);
    }
    expect(peak - (idle ?? 0)).toBeLessThan(FRAME_BUDGET + overhead);
  });
}

/** What all processes may take more with a small movie after a large one than with the small one alone. */
const LEFT_BEHIND = 300 * MEBIBYTE;

test("the memory of a 4K movie is given back when a small one is opened", async ({ app, folder }) => {
  test.skip(residentOf(app) === null, "This system does not tell the memory of processes.");
  const make = (name: string, size: string): string => {
    const path = join(folder, name);
    ffmpeg(
      ...["-f", "lavfi", "-i", `testsrc2=s=${size}:r=25`, "-frames:v", "8"],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path],
    );
    return path;
  };
  const small = make("small.mp4", "320x240");
  await app.open(small);
  await app.shows(0);
  const before = residentOf(app) ?? 0;
  await app.open(make("large.mp4", "3840x2160"));
  await expect(app.page.getByRole("banner").getByText("large.mp4")).toBeVisible();
  await app.shows(0);
  await app.setNumber("Frame", 3);
  await app.shows(3);
  const large = residentOf(app) ?? 0;
  expect(large - before).toBeGreaterThan(500 * MEBIBYTE);
  await app.open(small);
  await expect(app.page.getByRole("banner").getByText("small.mp4")).toBeVisible();
  await app.shows(0);
  await expect.poll(() => (residentOf(app) ?? 0) - before).toBeLessThan(LEFT_BEHIND);
  await app.setNumber("Frame", 5);
  await app.shows(5);
});

function residentOf({ application }: KinoflowWindow): number | null {
  const { pid } = application.process();
  return pid === undefined ? null : residentTree(pid);
}
