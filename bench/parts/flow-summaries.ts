import { DEFAULT_FIGURES } from "../../src/shared/figures";
import { FlowPool } from "../../src/workers/flow-pool";
import { printTable } from "../support/console-table";
import { type Contestant, contest, ratio, type Times } from "../support/contest";
import { PARALLEL_METHODS } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext } from "../support/part";
import type { LoadedPair, Workbench } from "../support/workbench";

/** What a pair of a whole movie takes where nobody needs its field, ms a pair; all jobs with their messages. */
export interface SummaryRow {
  readonly name: string;
  /** The flow job on one worker, with its field, reliability and statistics. */
  readonly field: Times;
  readonly oneWorker: Times;
  /** Frames in parallel, one a worker. */
  readonly twoWorkers: Times;
  /** One worker's summary in times of its flow job. */
  readonly share: number;
}

/** Pairs of a pass. */
const PAIRS = 8;

/** The summary job against the flow job, in turns. */
export async function measureSummaries(
  { rounds, workerUrl, kernel }: BenchContext,
  { heap }: Workbench,
  pair: LoadedPair,
): Promise<readonly SummaryRow[]> {
  const pools = [1, 2].map((size) => new FlowPool({ workerUrl, kernel, heap, size }));
  const [single, double] = pools;
  const rows: SummaryRow[] = [];
  try {
    for (const { name, parameters } of PARALLEL_METHODS) {
      const request = { ...pair, parameters, figures: DEFAULT_FIGURES };
      const [field, oneWorker, twoWorkers] = await contest(
        [
          // One at a time on one worker, as there is one field.
          passes("flow job", 1, () => single.flow(request)),
          passes("summary, 1 worker", 2, () => single.summarise(request)),
          passes("summary, 2 workers", 4, () => double.summarise(request)),
        ],
        { rounds },
      );
      rows.push({ name, field, oneWorker, twoWorkers, share: ratio(oneWorker, field) });
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.dispose()));
  }
  print(rows);
  return rows;
}

/** Does a job for each pair of a pass, `atOnce` of them at a time, and tells what a pair takes. */
function passes(name: string, atOnce: number, job: () => Promise<unknown>): Contestant {
  const pass = async (): Promise<number> => {
    let left = PAIRS;
    const lane = async () => {
      while (left-- > 0) await job();
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, lane));
    return (performance.now() - start) / PAIRS;
  };
  return {
    name,
    run: async (repetitions) => {
      const times: number[] = [];
      for (let k = 0; k < repetitions; k++) times.push(await pass());
      return times;
    },
  };
}

function print(rows: readonly SummaryRow[]): void {
  console.log("\nsummaries of pairs, without a field, against the flow job; ms a pair, with messages");
  printTable(
    ["", "flow job, 1 worker", "summary, 1 worker", "summary, 2 workers", "summary / flow job"],
    rows.map(({ name, field, oneWorker, twoWorkers, share }) => [
      name,
      short(field.medianMs),
      short(oneWorker.medianMs),
      short(twoWorkers.medianMs),
      short(share),
    ]),
  );
}
