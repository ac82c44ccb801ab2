import { NO_PREPARATION, type Preparation, parsePreparation } from "../../src/shared/preparation";
import { preparationBytes, preparePair } from "../../src/workers/kernel/prepare/prepare-pair";
import { backgroundBytes } from "../../src/workers/protocol";
import { randomNumbers } from "../../src/workers/testing/pictures";
import { printTable } from "../support/console-table";
import { contest } from "../support/contest";
import { presetParameters } from "../support/methods";
import type { Part } from "../support/part";
import { Workbench } from "../support/workbench";

const METHOD =
  "Time that each stage before the flow takes for both frames of a 1920x1080 pair, one thread, ms.";
const SIZE = { width: 1920, height: 1080 };
const STAGES = [
  "flicker",
  "background=min",
  "cap",
  "clahe",
  "highpass",
  "smooth",
  "smooth=3",
  "flicker,background=min,cap,clahe,highpass,smooth",
] as const;

/** What each stage before the flow costs. Rounding and back again, which any of them takes, is in all of them. */
export const measurePreparation: Part = async ({ kernel, rounds }) => {
  console.log(METHOD);
  const bench = new Workbench(kernel);
  const pixels = SIZE.width * SIZE.height;
  const random = randomNumbers(1);
  const first = Uint8Array.from({ length: pixels }, (_, i) => 90 + 60 * Math.sin(i / 7) + 40 * random());
  // Another light, so that there is something to take out.
  const pair = bench.load({ ...SIZE, first, second: first.map((level) => 1.1 * level) });
  const background = bench.heap.allocate(backgroundBytes(SIZE));
  const balanced = presetParameters("balanced");
  const contestants = STAGES.map((name) => {
    const preparation: Preparation = { ...NO_PREPARATION, ...parsePreparation(name) };
    const task = { ...pair, parameters: { ...balanced, preparation }, background };
    const memory = bench.heap.allocate(preparationBytes(preparation, SIZE, 1));
    const run = (repetitions: number) =>
      Array.from({ length: repetitions }, () => {
        const start = performance.now();
        preparePair(bench.kernels, task, memory.byteOffset, [0, 1], () => undefined);
        return performance.now() - start;
      });
    return { name, run };
  });
  const flow = bench.contestant("balanced flow itself", pair, balanced);
  const times = await contest([...contestants, flow], { rounds });
  printTable(
    ["stage", "ms a pair"],
    times.map(({ name, medianMs }) => [name, medianMs.toFixed(1)]),
  );
  return { method: METHOD, figures: times, checks: [], skipped: [] };
};
