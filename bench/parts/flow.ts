import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import {
  type Contestant,
  contest,
  ratio,
  ratioOfMinima,
  type Times,
  timeCells,
  timesOf,
} from "../support/contest";
import { lucasKanadeParameters, PRESET_RIVALS, presetParameters } from "../support/methods";
import { megabytes, short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { Peers } from "../support/peers";
import { speedPair } from "../support/shared-pairs";
import { type LoadedPair, parametersFor, Workbench } from "../support/workbench";
import { MOST_TIME } from "./accuracy";
import { measureSummaries } from "./flow-summaries";
import { checksOfTwoThreads, measureTwoThreads } from "./flow-threads";
import { checksOfWholeJobs, measureWholeJobs } from "./flow-whole";

const SIZES = [
  [854, 480],
  [1920, 1080],
] as const;

const METHOD =
  "Time of u and v alone, frames and output in memory, medians; all take turns (A B C, A B C, …), and ratios are medians over the turns; the ratios of the fastest runs show what a busy machine hides.";

/** Speed and memory of every method and of the peers, on the same frames. */
export const measureFlow: Part = async (context) => {
  console.log(METHOD);
  const peers = await Peers.start(context);
  for (const line of peers.missing) console.log(`left out: ${line}`);
  const workbench = new Workbench(context.kernel);
  const sizes = [];
  const checks: Check[] = [];
  try {
    for (const [width, height] of SIZES) {
      const { pair, origin } = speedPair(context, width, height);
      const loaded = workbench.load(pair);
      await peers.take(pair);
      console.log(`\n${width}x${height} (${origin}), 1 thread`);
      const times = await measureOneThread(workbench, loaded, peers, context);
      const ratios = ratiosOf(times);
      printTimes(times, ratios);
      const memory = memoryOf(workbench, loaded);
      const parallel = await measureTwoThreads(context, workbench, loaded);
      const whole = await measureWholeJobs(context, workbench, loaded);
      const summaries = await measureSummaries(context, workbench, loaded);
      const named = `${width}x${height}`;
      checks.push(...ratios.flatMap(checkOfRatio).map((one) => ({ ...one, what: `${named} ${one.what}` })));
      if (height === 1080)
        checks.push(check("1080p lucas-kanade, MB", memory[0].oneThread / 1e6, "at most", 2));
      checks.push(...checksOfTwoThreads(named, parallel), ...checksOfWholeJobs(named, whole));
      sizes.push({ width, height, origin, oneThread: times, ratios, memory, ...parallel, whole, summaries });
      workbench.clear();
    }
  } finally {
    await peers.stop();
  }
  return { method: METHOD, figures: { sizes }, checks, skipped: peers.missing };
};

async function measureOneThread(
  workbench: Workbench,
  pair: LoadedPair,
  peers: Peers,
  { rounds }: BenchContext,
): Promise<readonly Times[]> {
  const own = (name: string, parameters: Parameters<Workbench["contestant"]>[2]) => [
    workbench.contestant(name, pair, parameters),
  ];
  const peer = (method: string): Contestant[] =>
    peers.has(method) ? [{ name: method, run: (repetitions) => peers.run(method, repetitions) }] : [];
  const reference = (method: "streaming" | "summed-area", windowRadius: number) =>
    own(`${method} r=${windowRadius}`, parametersFor({ method, windowRadius }));
  const times = await contest(
    [
      ...own("lucas-kanade r=2", lucasKanadeParameters(2)),
      ...peer("lk-a-2"),
      ...own("lucas-kanade r=15", lucasKanadeParameters(15)),
      ...peer("lk-a-15"),
      ...peer("numpy"),
      ...PRESET_RIVALS.flatMap(({ preset, rival }) => [
        ...own(preset, presetParameters(preset)),
        ...peer(rival),
      ]),
      ...peer("lk-b"),
      ...peer("farneback"),
      ...reference("streaming", 2),
      ...reference("streaming", 15),
      ...reference("summed-area", 2),
      ...reference("summed-area", 15),
    ],
    { rounds },
  );
  const [naive] = own("naive r=2", parametersFor({ method: "naive", windowRadius: 2 }));
  return [...times, timesOf(naive.name, [await naive.run(1)])];
}

/** One time in times of another, in the same turns. */
interface Ratio {
  readonly of: string;
  readonly to: string;
  readonly ratio: number;
  readonly ofMinima: number;
}

const COMPARED = [
  ["lucas-kanade r=2", "lk-a-2"],
  ["lucas-kanade r=15", "lk-a-15"],
  ["lucas-kanade r=15", "lucas-kanade r=2"],
  ["numpy", "lucas-kanade r=2"],
  ...PRESET_RIVALS.map(({ preset, rival }) => [preset, rival] as const),
  ["balanced", "dis-medium"],
  ["fast", "lk-b"],
] as const;

function ratiosOf(times: readonly Times[]): readonly Ratio[] {
  return COMPARED.flatMap(([of, to]) => {
    const [a, b] = [of, to].map((name) => times.find((one) => one.name === name));
    return a && b ? [{ of, to, ratio: ratio(a, b), ofMinima: ratioOfMinima(a, b) }] : [];
  });
}

function checkOfRatio({ of, to, ratio }: Ratio): readonly Check[] {
  const what = `${of} / ${to}`;
  if (to.startsWith("lk-a")) return [check(what, ratio, "at most", 1.25)];
  if (to === "lucas-kanade r=2") {
    return of === "numpy" ? [check(what, ratio, "at least", 30)] : [check(what, ratio, "at most", 1.3)];
  }
  const isRival = PRESET_RIVALS.some(({ preset, rival }) => preset === of && rival === to);
  return isRival ? [check(what, ratio, "at most", MOST_TIME[of] ?? 1)] : [];
}

function printTimes(times: readonly Times[], ratios: readonly Ratio[]): void {
  printTable(
    ["", "median ms", "min ms", "runs"],
    times.map((one) => [one.name, ...timeCells(one)]),
  );
  console.log("");
  printTable(
    ["time of one / of the other", "ratio", "of the minima"],
    ratios.map(({ of, to, ratio, ofMinima }) => [`${of} / ${to}`, short(ratio), short(ofMinima)]),
  );
}

/** Working memory of a method beyond frames and field, bytes; null where it knows no second thread. */
interface MemoryRow {
  readonly name: string;
  readonly oneThread: number;
  readonly twoThreads: number | null;
}

function memoryOf(workbench: Workbench, pair: LoadedPair): readonly MemoryRow[] {
  const kernel = (name: string, parameters: Parameters<Workbench["contestant"]>[2]): MemoryRow => ({
    name,
    oneThread: workbench.workspaceBytes(parameters, pair, 1),
    twoThreads: workbench.workspaceBytes(parameters, pair, 2),
  });
  const reference = (method: "streaming" | "summed-area"): MemoryRow => ({
    name: method,
    oneThread: workbench.heldByReference(method, pair),
    twoThreads: null,
  });
  const rows = [
    kernel("lucas-kanade", lucasKanadeParameters(2)),
    ...PRESET_RIVALS.map(({ preset }) => kernel(preset, presetParameters(preset))),
    reference("streaming"),
    reference("summed-area"),
  ];
  console.log("");
  printTable(
    ["memory beyond frames and field", "1 thread", "2 threads"],
    rows.map(({ name, oneThread, twoThreads }) => [
      name,
      megabytes(oneThread),
      twoThreads === null ? "" : megabytes(twoThreads),
    ]),
  );
  return rows;
}
