import { existsSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchApp } from "../support/app";
import { check } from "../support/checks";
import { printTable } from "../support/console-table";
import { short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { runFfmpeg } from "../support/test-movies";

const FRAMES = 100_000;
const PIECE = 5000;
const LIMIT_MS = 2000;
/** From here on a person notices that something hangs. */
const STALL_LIMIT_MS = 100;
/** How long an app that does nothing is watched, and one that has opened a movie after that. */
const WATCHED_MS = 1500;

const METHOD = `A movie of ${FRAMES} frames (320x240) opens in the real app: the time from the wish until its first frame is on the screen with its arrows, and until the window knows all frames. Stalls are the longest time that main's event loop (a timer of 4 ms) and the window's animation frames came late, from the wish until all frames are known and the first one has been on the screen for ${WATCHED_MS} ms; beside them those of the same app while nothing goes on.`;

/** How soon a long movie can be looked at, and whether the app stutters while it gets to know the rest. */
export const measureOpen: Part = async (context) => {
  console.log(METHOD);
  const movie = longMovie(context);
  const app = await launchApp(context, []);
  try {
    await app.quiet();
    const idle = await app.stallsDuring((page) => page.waitForTimeout(WATCHED_MS));
    const opening = await app.open(movie);
    const settling = await app.stallsDuring(async (page) => {
      await opening.complete;
      await page.waitForTimeout(WATCHED_MS);
    });
    const shownMs = opening.shownMs;
    const completeMs = await opening.complete;
    console.log(
      `first frame with arrows after ${short(shownMs)} ms, all ${FRAMES} frames known after ${short(completeMs)} ms`,
    );
    printTable(
      ["longest stall, ms", "main", "window"],
      [
        ["nothing goes on", short(idle.mainMs), short(idle.windowMs)],
        ["until the first frame", short(opening.stalls.mainMs), short(opening.stalls.windowMs)],
        ["from then on", short(settling.mainMs), short(settling.windowMs)],
      ],
    );
    return {
      method: METHOD,
      figures: { frames: FRAMES, shownMs, completeMs, idle, opening: opening.stalls, settling },
      checks: [
        check("100,000 frames: first frame with arrows, ms", shownMs, "at most", LIMIT_MS),
        check("100,000 frames: stall of main while indexing, ms", settling.mainMs, "at most", STALL_LIMIT_MS),
        check("100,000 frames: stall of the window, ms", settling.windowMs, "at most", STALL_LIMIT_MS),
      ],
      skipped: [],
    };
  } finally {
    await app.close();
  }
};

/** Made once and kept in the system's temporary folder: a piece of it is encoded, and repeated. */
function longMovie(context: BenchContext): string {
  const kept = join(tmpdir(), `kinoflow-bench-${FRAMES}.mp4`);
  if (existsSync(kept)) return kept;
  const piece = join(context.temporary, "piece.mp4");
  const whole = join(context.temporary, "whole.mp4");
  runFfmpeg(
    context,
    ...["-f", "lavfi", "-i", `testsrc=s=320x240:r=25:d=${PIECE / 25}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "250", piece],
  );
  runFfmpeg(context, "-stream_loop", String(FRAMES / PIECE - 1), "-i", piece, "-c", "copy", whole);
  renameSync(whole, kept);
  return kept;
}
