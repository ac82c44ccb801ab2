import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { analyseMovie } from "../../src/engine/analysis/analyse-movie";
import type { Recording } from "../../src/engine/recording/recording";
import { openMovie } from "../../src/engine/recordings/movie/movie";
import { DEFAULT_FIGURES } from "../../src/shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../src/shared/flow";
import type { Region } from "../../src/shared/measure/region";
import { median } from "../../src/shared/median";
import { FlowPool } from "../../src/workers/flow-pool";
import { SharedHeap } from "../../src/workers/shared-heap";
import { check } from "../support/checks";
import { printTable } from "../support/console-table";
import { short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";

const SOURCE = "data/movies/real/cotracker_bear.mp4";
const FRAMES = 300;
const THREADS = 2;
const [FEW, MANY] = [200, 2000];

const METHOD = `A looped movie (854x480 H.264) analysed with the default method and ${THREADS} workers, without regions and with ten of 7,850 to 10,000 pixels each, in turns: time of the processor of this process for ${FRAMES} frames, and the most memory of the command line after ${FEW} and ${MANY} frames.`;

/** Five squares above five discs. */
const REGIONS: readonly Region[] = [0, 1, 2, 3, 4].flatMap((k) => [
  { name: `a${k}`, shape: { kind: "rectangle", x: 20 + 160 * k, y: 40, width: 100, height: 100 } },
  { name: `b${k}`, shape: { kind: "ellipse", x: 90 + 160 * k, y: 350, radiusX: 50, radiusY: 50 } },
]);

/** The same as options of the command line. */
const OPTIONS = REGIONS.flatMap(({ name, shape }) =>
  shape.kind === "rectangle"
    ? ["--region", `${name}=${shape.x},${shape.y},${shape.width},${shape.height}`]
    : shape.kind === "ellipse"
      ? ["--region", `${name}=ellipse:${shape.x},${shape.y},${shape.radiusX},${shape.radiusY}`]
      : [],
);

const MOST_TIMES = 1.15;
const MOST_MEGABYTES = 40;

/** What ten regions cost an analysis. */
export const measureRegions: Part = async (context) => {
  console.log(METHOD);
  const { path, skipped } = makeMovie(context);
  const movie = await openMovie(context.tools, path);
  const heap = new SharedHeap();
  const pool = new FlowPool({ workerUrl: context.workerUrl, kernel: context.kernel, heap, size: THREADS });
  const seconds = { without: [] as number[], with: [] as number[] };
  try {
    await processorSeconds(pool, movie, REGIONS);
    for (let round = 0; round < context.rounds; round++) {
      seconds.without.push(await processorSeconds(pool, movie, []));
      seconds.with.push(await processorSeconds(pool, movie, REGIONS));
    }
  } finally {
    await pool.dispose();
  }
  const times = median(seconds.with.map((value, round) => value / (seconds.without[round] ?? Number.NaN)));
  const memory = [FEW, MANY].map((frames) => ({
    frames,
    without: megabytes(context, path, frames, []),
    with: megabytes(context, path, frames, OPTIONS),
  }));
  printTable(
    ["", "without", "with ten regions"],
    [
      [`processor, s for ${FRAMES} frames`, short(median(seconds.without)), short(median(seconds.with))],
      ...memory.map(({ frames, ...of }) => [
        `memory, MB, ${frames} frames`,
        short(of.without),
        short(of.with),
      ]),
    ],
  );
  return {
    method: METHOD,
    figures: { seconds, memory },
    checks: [
      check("time of an analysis with ten regions by that without", times, "at most", MOST_TIMES),
      ...memory.map(({ frames, ...of }) =>
        check(`MB more with ten regions, ${frames} frames`, of.with - of.without, "at most", MOST_MEGABYTES),
      ),
    ],
    skipped,
  };
};

async function processorSeconds(
  pool: FlowPool,
  movie: Recording,
  regions: readonly Region[],
): Promise<number> {
  const before = process.cpuUsage();
  await analyseMovie(
    pool,
    movie,
    {
      ...{ start: 0, end: FRAMES - 1, flow: DEFAULT_FLOW_PARAMETERS, figures: DEFAULT_FIGURES },
      ...{ deinterlace: false },
      ...(regions.length === 0 ? {} : { parts: { regions, mask: null, displacement: [1, 0, 0, 1] } }),
    },
    { onRow: () => undefined },
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The most memory of the command line. */
function megabytes(
  { root, temporary }: BenchContext,
  movie: string,
  frames: number,
  options: readonly string[],
): number {
  const csv = join(temporary, "regions.csv");
  const cli = join(root, "out", "main", "cli.js");
  const range = ["--end", String(frames - 1), "--threads", String(THREADS)];
  const answer = execFileSync(
    process.execPath,
    [cli, "analyze", movie, "--csv", csv, "--json", ...range, ...options],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 },
  );
  return (JSON.parse(answer) as { peakBytes: { process: number } }).peakBytes.process / 1e6;
}

/** The movie to measure with, long enough for all that is measured of it. */
function makeMovie({ shared, temporary, tools }: BenchContext) {
  const path = join(temporary, "regions.mp4");
  const source = shared === null ? null : join(shared, SOURCE);
  const isThere = source !== null && existsSync(source);
  const input = isThere
    ? ["-stream_loop", "25", "-i", source, "-an", "-c", "copy"]
    : ["-f", "lavfi", "-i", "testsrc2=s=854x480:r=25:d=82", "-c:v", "libx264"];
  execFileSync(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...input, path]);
  const skipped = isThere ? [] : [`${SOURCE} is not there: measured with a generated movie instead`];
  return { path, skipped };
}
