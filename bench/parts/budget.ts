import { join } from "node:path";
import { residentTree } from "../../e2e/fixtures/process-tree";
import { type BenchedApp, launchApp } from "../support/app";
import { printTable } from "../support/console-table";
import type { BenchContext, Part } from "../support/part";
import { runFfmpeg } from "../support/test-movies";

const MEBIBYTE = 2 ** 20;
const BUDGETS = [64, 256, 512] as const;
const SIZES = ["3840x2160", "854x480"] as const;
/** All of them take more than the largest budget. */
const FRAMES = { "3840x2160": 60, "854x480": 1000 } as const;
const JUMPS = 40;

const METHOD = `Resident memory of all of the app's processes together, ffmpeg included (what they share counts once for each), at its highest while the app jumps ${JUMPS} times to frames all over a movie, with lucas-kanade. The overhead is what that is above the app without a movie and the budget for frames; it has to be about the same for every budget.`;

/** What the app takes beyond the memory that is set for frames. */
export const measureBudget: Part = async (context) => {
  console.log(METHOD);
  if (residentTree(process.pid) === null) {
    const skipped = ["resident memory: this system does not tell that of processes"];
    return { method: METHOD, figures: {}, checks: [], skipped };
  }
  const figures = [];
  for (const size of SIZES) {
    const movie = movieOf(context, size);
    for (const budget of BUDGETS)
      figures.push({ size, budget, ...(await scrub(context, movie, size, budget)) });
  }
  printTable(
    ["MiB", "budget", "without a movie", "peak", "overhead"],
    figures.map(({ size, budget, idle, peak }) => [
      size,
      ...[budget, idle, peak, peak - idle - budget].map((value) => value.toFixed(0)),
    ]),
  );
  return { method: METHOD, figures, checks: [], skipped: [] };
};

/** Returns MiB. */
async function scrub(context: BenchContext, movie: string, size: keyof typeof FRAMES, budget: number) {
  const app = await launchApp(context, []);
  try {
    const idle = residentOf(app);
    await app.setFrameBudget(budget * MEBIBYTE);
    await app.open(movie);
    await app.chooseMethod("lucas-kanade");
    await app.watch();
    let peak = 0;
    for (let jump = 1; jump <= JUMPS; jump++) {
      await app.goTo((jump * 37) % (FRAMES[size] - 1));
      peak = Math.max(peak, residentOf(app));
    }
    return { idle, peak };
  } finally {
    await app.close();
  }
}

function movieOf(context: BenchContext, size: keyof typeof FRAMES): string {
  const path = join(context.temporary, `budget-${size}.mp4`);
  runFfmpeg(
    context,
    ...["-f", "lavfi", "-i", `testsrc2=s=${size}:r=25`, "-frames:v", String(FRAMES[size])],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5", path],
  );
  return path;
}

function residentOf({ application }: BenchedApp): number {
  const { pid } = application.process();
  return (pid === undefined ? Number.NaN : (residentTree(pid) ?? Number.NaN)) / MEBIBYTE;
}
