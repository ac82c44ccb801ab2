import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportOverlayVideo } from "../../src/engine/export/overlay-video";
import { openMovie } from "../../src/engine/recordings/movie/movie";
import { defaultOverlaySettings } from "../../src/shared/overlay/settings";
import { FlowPool } from "../../src/workers/flow-pool";
import { SharedHeap } from "../../src/workers/shared-heap";
import { type Check, check } from "../support/checks";
import { liveHeapBytes } from "../support/collect-garbage";
import { printTable } from "../support/console-table";
import { type Contestant, contest, ratio, type Times } from "../support/contest";
import { lucasKanadeParameters } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { realMovie, runFfmpeg } from "../support/test-movies";

const SOURCE = "real/bikes.mp4";
/** The folder of an older version, built, to be held against. */
const OLDER = "KINOFLOW_BENCH_OLDER";

const METHOD = `A real movie, scaled, exported with arrows and legend by the command line as a whole (start, scales and all) and transcoded by "ffmpeg -c:v libx264 -preset veryfast -crf 18 -bf 0", in turns. Set ${OLDER} to the folder of an older version, built, to have it beside them.`;

/** What is exported, and the least frames per second, as a share of ffmpeg's and of an older version's. */
interface Case {
  readonly size: readonly [number, number];
  readonly frames: number;
  readonly args: readonly string[];
  readonly ofFfmpeg: number | null;
  readonly ofOlder: number | null;
}

const SIZES = [
  [854, 480],
  [1920, 1080],
] as const;
const LUCAS_KANADE = ["--method", "lucas-kanade"];
const BALANCED = ["--method", "dense-pyramidal", "--preset", "balanced"];

const CASES: readonly Case[] = SIZES.flatMap((size): Case[] => [
  { size, frames: 200, args: LUCAS_KANADE, ofFfmpeg: 0.6, ofOlder: 2 },
  { size, frames: 1000, args: LUCAS_KANADE, ofFfmpeg: 0.75, ofOlder: 2 },
  { size, frames: 200, args: BALANCED, ofFfmpeg: null, ofOlder: 1.5 },
  { size, frames: 200, args: [...LUCAS_KANADE, "--layer", "both"], ofFfmpeg: null, ofOlder: null },
]);

/** So many frames of an endless export, and how much more of the JS heap may be in use at its end than after the first part of it. */
const SOAK = { frames: 100_000, after: 20_000, mostMegabytes: 4 };

/** How fast whole exports are beside the encoder alone, and that nothing of them grows with their length. */
export const measureExport: Part = async (context) => {
  console.log(METHOD);
  const own = join(context.root, "out", "main", "cli.js");
  const older = process.env[OLDER];
  const skipped = older === undefined ? [`an older version: ${OLDER} is not set`] : [];
  const source = realMovie(context, SOURCE, "854x480");
  const rows: { readonly one: Case; readonly times: readonly Times[] }[] = [];
  for (const one of CASES) {
    const movie = makeMovie(context, source.path, one);
    const contestants = [
      command("ffmpeg", context.tools.ffmpeg.path, transcoding(movie, join(context.temporary, "plain.mp4"))),
      exporting("kinoflow", own, movie, one, context),
      ...(older === undefined
        ? []
        : [exporting("older", join(older, "out", "main", "cli.js"), movie, one, context)]),
    ];
    // Each once a round: a run takes seconds.
    rows.push({ one, times: await contest(contestants, { rounds: context.rounds, turnMs: 0, warmUpMs: 0 }) });
  }
  print(rows);
  const grown = await soak(context);
  console.log(`\n${SOAK.frames} frames of 32x32: ${short(grown)} MB more in use than after ${SOAK.after}`);
  const checks = [
    ...rows.flatMap(({ one, times }) => checksOf(one, times)),
    check("MB that an endless export gathers", grown, "at most", SOAK.mostMegabytes),
  ];
  return { method: METHOD, figures: { rows, grown }, checks, skipped };
};

function makeMovie(context: BenchContext, source: string, { size: [width, height], frames }: Case): string {
  const path = join(context.temporary, `export-${width}-${frames}.mp4`);
  if (existsSync(path)) return path;
  runFfmpeg(
    context,
    ...["-stream_loop", "-1", "-i", source, "-an", "-frames:v", String(frames)],
    ...["-vf", `scale=${width}:${height}`, "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", path],
  );
  return path;
}

function transcoding(movie: string, output: string): readonly string[] {
  return [
    ...["-nostdin", "-v", "error", "-y", "-i", movie],
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-bf", "0", output],
  ];
}

function exporting(
  name: string,
  program: string,
  movie: string,
  { args }: Case,
  { temporary }: BenchContext,
): Contestant {
  const output = join(temporary, `${name}.mp4`);
  return command(name, process.execPath, [program, "export", movie, "-o", output, ...args]);
}

/** A program as a whole. */
function command(name: string, path: string, args: readonly string[]): Contestant {
  return {
    name,
    run: async () => {
      const start = performance.now();
      await promisify(execFile)(path, args);
      return [performance.now() - start];
    },
  };
}

function describe({ size: [width, height], frames, args }: Case): string {
  return `${frames} frames of ${width}x${height}, ${args.filter((arg) => !arg.startsWith("--")).join(", ")}`;
}

function print(rows: readonly { readonly one: Case; readonly times: readonly Times[] }[]): void {
  printTable(
    ["", "ffmpeg, s", "kinoflow, s", "older, s", "of ffmpeg's frames/s", "of the older's"],
    rows.map(({ one, times: [plain, own, older] }) => [
      describe(one),
      short(plain.medianMs / 1000),
      short(own.medianMs / 1000),
      older ? short(older.medianMs / 1000) : "",
      short(ratio(plain, own)),
      older ? short(ratio(older, own)) : "",
    ]),
  );
}

function checksOf(one: Case, [plain, own, older]: readonly Times[]): readonly Check[] {
  const what = describe(one);
  return [
    ...(one.ofFfmpeg === null
      ? []
      : [check(`${what}: frames/s of ffmpeg's`, ratio(plain, own), "at least", one.ofFfmpeg)]),
    ...(one.ofOlder === null || older === undefined
      ? []
      : [check(`${what}: frames/s of the older version's`, ratio(older, own), "at least", one.ofOlder)]),
  ];
}

/** Megabytes of the JS heap and of buffers that are in use at the end of a long export beyond those that were early on. */
async function soak(context: BenchContext): Promise<number> {
  const { temporary, tools, workerUrl, kernel } = context;
  const path = join(temporary, "soak.mp4");
  execFileSync(tools.ffmpeg.path, [
    ...["-nostdin", "-v", "error", "-y", "-f", "lavfi"],
    ...[
      "-i",
      `testsrc2=s=32x32:r=100:d=${SOAK.frames / 100}`,
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      path,
    ],
  ]);
  const movie = await openMovie(tools, path);
  await movie.indexed;
  const pool = new FlowPool({ workerUrl, kernel, heap: new SharedHeap(), size: 2 });
  const inUse = (): number => liveHeapBytes() + process.memoryUsage().external;
  let early = Number.NaN;
  let late = Number.NaN;
  try {
    await exportOverlayVideo(
      tools,
      pool,
      movie,
      {
        ...{ start: 0, end: movie.info.frameCount - 1, deinterlace: false },
        flow: lucasKanadeParameters(2),
        overlay: defaultOverlaySettings(32, 32),
        output: join(temporary, "soaked.mp4"),
      },
      {
        onProgress: ({ done, stage }) => {
          if (stage !== "frames") return;
          if (done === SOAK.after) early = inUse();
          if (done === movie.info.frameCount - 1) late = inUse();
        },
      },
    );
  } finally {
    await pool.dispose();
  }
  return (late - early) / 1e6;
}
