import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { analyseMovie } from "../../src/engine/analysis/analyse-movie";
import type { Recording } from "../../src/engine/recording/recording";
import { openMovie } from "../../src/engine/recordings/movie/movie";
import { DEFAULT_FIGURES } from "../../src/shared/figures";
import type { FlowParameters } from "../../src/shared/flow";
import { FlowPool } from "../../src/workers/flow-pool";
import { SharedHeap } from "../../src/workers/shared-heap";
import { type Check, check, goal } from "../support/checks";
import { printTable } from "../support/console-table";
import { type Contestant, contest, ratio, type Times } from "../support/contest";
import { lucasKanadeParameters, presetParameters } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";

const SOURCE = "data/movies/real/cotracker_bear.mp4";
/** Once and this many times more: about 1700 frames. */
const LOOPS = 20;
const THREADS = 2;

const METHOD = `A whole movie (854x480 H.264, looped) decoded by ffmpeg alone, decoded and piped into this process, and analysed with ${THREADS} workers, in turns; start-up of every ffmpeg included.`;

const METHODS = [
  { name: "lucas-kanade", parameters: lucasKanadeParameters(2) },
  { name: "fast", parameters: presetParameters("fast") },
] as const;

/** Of the pass whose flow costs least, in frames per second of ffmpeg decoding to nowhere. */
const ACCEPTED_SHARE = 0.6;
const GOAL_SHARE = 0.7;

/** How fast the analysis of a whole movie is, held against ffmpeg's decoding alone. */
export const measureAnalysis: Part = async (context) => {
  console.log(METHOD);
  const { path, skipped } = makeMovie(context);
  const movie = await openMovie(context.tools, path);
  const frames = movie.info.frameCount;
  const heap = new SharedHeap();
  const pool = new FlowPool({ workerUrl: context.workerUrl, kernel: context.kernel, heap, size: THREADS });
  try {
    const times = await contest(
      [
        ffmpegRun(context, movie, "ffmpeg to null", ["-f", "null", "-"]),
        ffmpegRun(context, movie, "ffmpeg piped through Node", [
          ...["-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"],
        ]),
        ...METHODS.map(({ name, parameters }) => pass(pool, movie, name, parameters)),
      ],
      // Each contestant once a round: a pass takes seconds.
      { rounds: context.rounds, turnMs: 0, warmUpMs: 0 },
    );
    const [alone, , ...passes] = times;
    print(times, frames);
    return { method: METHOD, figures: { frames, times }, checks: checksOf(passes[0], alone), skipped };
  } finally {
    await pool.dispose();
  }
};

/** The movie to measure with, long enough that starting ffmpeg hardly counts. */
function makeMovie({ shared, temporary, tools }: BenchContext) {
  const path = join(temporary, "analysis.mp4");
  const source = shared === null ? null : join(shared, SOURCE);
  const isThere = source !== null && existsSync(source);
  const input = isThere
    ? ["-stream_loop", String(LOOPS), "-i", source, "-an", "-c", "copy"]
    : ["-f", "lavfi", "-i", "testsrc2=s=854x480:r=25:d=68", "-c:v", "libx264"];
  execFileSync(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...input, path]);
  const skipped = isThere ? [] : [`${SOURCE} is not there: measured with a generated movie instead`];
  return { path, skipped };
}

function ffmpegRun(
  { tools }: BenchContext,
  { path, identity }: Recording,
  name: string,
  output: readonly string[],
) {
  const input = ["-nostdin", "-v", "error", "-i", path, "-map", `0:${identity.track}`];
  return timed(name, async () => {
    const child = spawn(tools.ffmpeg.path, [...input, "-fps_mode", "passthrough", ...output], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.resume();
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`ffmpeg failed on ${path}`);
  });
}

function pass(pool: FlowPool, movie: Recording, name: string, flow: FlowParameters): Contestant {
  const range = { start: 0, end: movie.info.frameCount - 1, deinterlace: false, figures: DEFAULT_FIGURES };
  return timed(`analysis, ${name}`, async () => {
    await analyseMovie(pool, movie, { ...range, flow }, { onRow: () => undefined });
  });
}

function timed(name: string, work: () => Promise<void>): Contestant {
  return {
    name,
    run: async () => {
      const start = performance.now();
      await work();
      return [performance.now() - start];
    },
  };
}

function print(times: readonly Times[], frames: number): void {
  const [alone] = times;
  printTable(
    ["", "s", "frames/s", "share of ffmpeg to null"],
    times.map((one) => [
      one.name,
      short(one.medianMs / 1000),
      short(frames / (one.medianMs / 1000)),
      short(ratio(alone, one)),
    ]),
  );
}

function checksOf(fastest: Times, alone: Times): readonly Check[] {
  const what = `${fastest.name}: frames/s against ffmpeg to null`;
  const share = ratio(alone, fastest);
  return [check(what, share, "at least", ACCEPTED_SHARE), goal(what, share, "at least", GOAL_SHARE)];
}
