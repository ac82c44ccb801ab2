import { DEFAULT_FIGURES } from "../../src/shared/figures";
import type { FlowParameters } from "../../src/shared/flow";
import { FlowPool } from "../../src/workers/flow-pool";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { ratio, type Times, timesOf } from "../support/contest";
import { CoreGauge } from "../support/free-cores";
import { PARALLEL_METHODS } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext } from "../support/part";
import type { LoadedPair, Workbench } from "../support/workbench";

/** Something done by one thread and by two. */
interface OneAndTwo {
  readonly one: Times;
  readonly two: Times;
  /** How many times as fast two are. */
  readonly speedUp: number;
}

/** One frame by one worker, and by two that share it. */
interface BandsRow {
  readonly name: string;
  /**
   * The longest of the bands. Those of `dense-pyramidal` wait for each other; those of `lucas-kanade` do not, and need
   * not be at work at the same time, so that only the whole job tells what two threads are good for.
   */
  readonly flow: OneAndTwo;
  /** With reliability, statistics and the messages to and fro: what somebody waits for. */
  readonly whole: OneAndTwo;
  readonly calm: boolean;
}

/** Milliseconds a pair of a whole movie. */
interface MovieRow {
  readonly name: string;
  readonly pass: OneAndTwo;
  readonly calm: boolean;
}

/** What two threads make of it. */
export interface TwoThreads {
  readonly bands: readonly BandsRow[];
  readonly movie: readonly MovieRow[];
}

/** Time that a computation is repeated for in each round, ms. */
const TURN_MS = 60;

/** One thread and two in turns, in rounds in which nobody else was using the two cores, as far as there are such. */
export async function measureTwoThreads(
  context: BenchContext,
  workbench: Workbench,
  pair: LoadedPair,
): Promise<TwoThreads> {
  const gauge = new CoreGauge();
  try {
    const bands = await measureBands(context, workbench, pair, gauge);
    printBands(bands);
    const movie = await measureWholeMovie(context, workbench, pair, gauge);
    printMovie(movie);
    return { bands, movie };
  } finally {
    await gauge.stop();
  }
}

/** The issue asks it of the bands at 1080p. */
export function checksOfTwoThreads(size: string, { bands, movie }: TwoThreads): readonly Check[] {
  const ofBands = size.endsWith("1080") ? bands : [];
  const doubtful = (one: Check, calm: boolean): Check => ({
    ...one,
    doubt: calm ? null : "others were using the cores",
  });
  return [
    ...ofBands.flatMap(({ name, flow, whole, calm }) => [
      doubtful(
        check(`${size} ${name}: 2 bands, u and v, times as fast`, flow.speedUp, "at least", 1.5),
        calm,
      ),
      doubtful(check(`${size} ${name}: 2 bands, the whole job`, whole.speedUp, "at least", 1.5), calm),
    ]),
    ...movie.map(({ name, pass, calm }) =>
      doubtful(check(`${size} ${name}: movie, times as fast`, pass.speedUp, "at least", 1.7), calm),
    ),
  ];
}

/** Bands of one frame in parallel, against the same frame by one worker of the same pool. */
async function measureBands(
  { rounds, workerUrl, kernel }: BenchContext,
  { heap }: Workbench,
  pair: LoadedPair,
  gauge: CoreGauge,
): Promise<readonly BandsRow[]> {
  const pool = new FlowPool({ workerUrl, kernel, heap, size: 2 });
  const rows: BandsRow[] = [];
  try {
    for (const { name, parameters } of PARALLEL_METHODS) {
      const repetitions = await repetitionsFor(TURN_MS, () =>
        pool.flow({ ...pair, parameters, figures: DEFAULT_FIGURES, bands: 2 }),
      );
      const measured = async (bands: number) => {
        const [flow, whole]: [number[], number[]] = [[], []];
        for (let k = 0; k < repetitions; k++) {
          const start = performance.now();
          const report = await pool.flow({ ...pair, parameters, figures: DEFAULT_FIGURES, bands });
          whole.push(performance.now() - start);
          flow.push(report.flowMs);
        }
        return { flow, whole };
      };
      const { results, calm } = await gauge.rounds(
        rounds,
        async () => [await measured(1), await measured(2)] as const,
      );
      const flow = oneAndTwo(results.map(([one, two]) => [one.flow, two.flow]));
      const whole = oneAndTwo(results.map(([one, two]) => [one.whole, two.whole]));
      rows.push({ name, flow, whole, calm });
    }
  } finally {
    await pool.dispose();
  }
  return rows;
}

/** The same pair again and again, a frame on each worker, as for a whole movie but without its decoder. */
async function measureWholeMovie(
  { rounds, workerUrl, kernel }: BenchContext,
  workbench: Workbench,
  pair: LoadedPair,
  gauge: CoreGauge,
): Promise<readonly MovieRow[]> {
  const { heap } = workbench;
  const [single, double] = [1, 2].map((size) => new FlowPool({ workerUrl, kernel, heap, size }));
  // A worker that has done a pair finds the next one waiting.
  const fields = [pair.field, ...[1, 2, 3].map(() => workbench.newField(pair.width, pair.height))];
  const rows: MovieRow[] = [];
  try {
    for (const { name, parameters } of PARALLEL_METHODS) {
      const pass = (pool: FlowPool, pairs: number) => passOver(pool, pair, fields, parameters, pairs);
      await pass(single, 4);
      const pairs = 4 * (await repetitionsFor(2 * TURN_MS, () => pass(double, 4)));
      const measured = async (pool: FlowPool) => {
        const start = performance.now();
        await pass(pool, pairs);
        return [(performance.now() - start) / pairs];
      };
      const { results, calm } = await gauge.rounds(
        rounds,
        async () => [await measured(single), await measured(double)] as const,
      );
      rows.push({ name, pass: oneAndTwo(results), calm });
    }
  } finally {
    await Promise.all([single, double].map((pool) => pool.dispose()));
  }
  return rows;
}

/** Has `pairs` flows computed, at most one for each field at a time. */
async function passOver(
  pool: FlowPool,
  pair: LoadedPair,
  fields: readonly LoadedPair["field"][],
  parameters: FlowParameters,
  pairs: number,
): Promise<void> {
  let left = pairs;
  const lane = async (field: LoadedPair["field"]) => {
    while (left-- > 0) await pool.flow({ ...pair, field, parameters, figures: DEFAULT_FIGURES, bands: 1 });
  };
  await Promise.all(fields.slice(0, 2 * pool.size).map(lane));
}

/** How often something can be done in that time; it is done a few times to find out, and to warm up. */
async function repetitionsFor(ms: number, work: () => Promise<unknown>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 5; k++) {
    const start = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return Math.max(1, Math.round(ms / fastest));
}

/** @param rounds the times of one thread and of two, in each round */
function oneAndTwo(rounds: readonly (readonly [readonly number[], readonly number[]])[]): OneAndTwo {
  const one = timesOf(
    "1 thread",
    rounds.map(([times]) => times),
  );
  const two = timesOf(
    "2 threads",
    rounds.map(([, times]) => times),
  );
  return { one, two, speedUp: ratio(one, two) };
}

function printBands(rows: readonly BandsRow[]): void {
  console.log(
    "\n2 threads: bands of one frame, u and v (in brackets with reliability, statistics and messages)",
  );
  printTable(
    ["", "1 thread ms", "2 threads ms", "times as fast", "rounds", ""],
    rows.map(({ name, flow, whole, calm }) => [
      name,
      `${short(flow.one.medianMs)} (${short(whole.one.medianMs)})`,
      `${short(flow.two.medianMs)} (${short(whole.two.medianMs)})`,
      `${short(flow.speedUp)} (${short(whole.speedUp)})`,
      ...roundCells(flow, calm),
    ]),
  );
}

function printMovie(rows: readonly MovieRow[]): void {
  console.log("\n2 threads: whole-movie pass, frames in parallel, with reliability, statistics and messages");
  printTable(
    ["", "1 thread ms a pair", "2 threads ms a pair", "times as fast", "rounds", ""],
    rows.map(({ name, pass, calm }) => [
      name,
      short(pass.one.medianMs),
      short(pass.two.medianMs),
      short(pass.speedUp),
      ...roundCells(pass, calm),
    ]),
  );
}

function roundCells({ one }: OneAndTwo, calm: boolean): readonly string[] {
  return [String(one.rounds.length), calm ? "" : "others were using the cores: says nothing"];
}
