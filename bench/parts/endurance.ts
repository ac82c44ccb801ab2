import { setTimeout } from "node:timers/promises";
import { DEFAULT_FIGURES } from "../../src/shared/figures";
import type { FlowParameters } from "../../src/shared/flow";
import { FlowPool } from "../../src/workers/flow-pool";
import { movingTexture } from "../generated/scenes";
import { type Check, check } from "../support/checks";
import { liveHeapBytes } from "../support/collect-garbage";
import { printTable } from "../support/console-table";
import { lucasKanadeParameters, PARALLEL_METHODS } from "../support/methods";
import type { BenchContext, Part } from "../support/part";
import { parametersFor, Workbench } from "../support/workbench";

/** How many pairs have been computed at each look; one in the middle tells growth that goes on from growth that ended. */
const LOOKS = [100, 1000, 10_000] as const;
const [FEWEST] = LOOKS;
const PAIRS = Math.max(...LOOKS);
/** Objects that come and go with V8's compiled code; a leak of 100 bytes a pair would be 1 MB. */
const HEAP_TOLERANCE = 1e6;

const METHOD = `${PAIRS} pairs of 160x120 through a pool of 2 workers, frames and bands in parallel by turns; JS heaps after a full garbage collection.`;

const METHODS: readonly { readonly name: string; readonly parameters: FlowParameters }[] = [
  ...PARALLEL_METHODS,
  { name: "lucas-kanade r=15", parameters: lucasKanadeParameters(15) },
  { name: "streaming", parameters: parametersFor({ method: "streaming" }) },
  { name: "summed-area", parameters: parametersFor({ method: "summed-area" }) },
];

/** Memory at one time, bytes. */
interface Look {
  readonly pairs: number;
  readonly wasmMemory: number;
  readonly wasmHeld: number;
  readonly mainHeap: number;
  readonly workerHeaps: number;
}

interface EnduranceRow {
  readonly name: string;
  readonly looks: readonly Look[];
  readonly seconds: number;
}

/** What is left behind by many pairs in a row. */
export const measureEndurance: Part = async (context) => {
  console.log(METHOD);
  const rows: EnduranceRow[] = [];
  for (const { name, parameters } of METHODS) rows.push(await measure(context, name, parameters));
  printTable(
    [`MB after ${LOOKS.join(" > ")}`, "wasm memory", "of it held", "main JS heap", "workers' JS heaps", "s"],
    rows.map(({ name, looks, seconds }) => [
      name,
      ...(["wasmMemory", "wasmHeld", "mainHeap", "workerHeaps"] as const).map((what) =>
        looks.map((look) => (look[what] / 1e6).toFixed(2)).join(" > "),
      ),
      seconds.toFixed(1),
    ]),
  );
  return {
    method: METHOD,
    figures: { rows },
    checks: checksOf(rows),
    skipped: [],
  };
};

async function measure(
  { workerUrl, kernel }: BenchContext,
  name: string,
  parameters: FlowParameters,
): Promise<EnduranceRow> {
  const workbench = new Workbench(kernel);
  const { heap } = workbench;
  const loaded = workbench.load(movingTexture(160, 120));
  const fields = [loaded.field, ...[1, 2, 3].map(() => workbench.newField(160, 120))];
  const pool = new FlowPool({ workerUrl, kernel, heap, size: 2 });
  const look = async (pairs: number): Promise<Look> => {
    // A measurement collects the garbage of its worker first; two at a time take both workers.
    await Promise.all(fields.slice(0, 2).map((field) => pool.measure({ ...loaded, field, parameters })));
    return {
      pairs,
      wasmMemory: heap.capacity,
      wasmHeld: heap.heldBytes,
      mainHeap: liveHeapBytes(),
      workerHeaps: pool.heapBytes(),
    };
  };
  const prepareCollectors = async () => {
    // Each worker switches V8's collector on with its first measurement, by a flag of the whole process: one after the
    // other, the second one while the first one is at work for long, so that it is not the same worker.
    const slow = parametersFor({ method: "naive", windowRadius: 20 });
    const first = pool.measure({ ...loaded, parameters: slow });
    await setTimeout(40);
    await Promise.all([first, pool.measure({ ...loaded, field: fields[1], parameters: slow })]);
  };
  const compute = async (pairs: number) => {
    for (let done = 0; done < pairs; done += fields.length) {
      const bands = (done / fields.length) % 2 === 0 ? 1 : 2;
      await Promise.all(
        fields.map((field) => pool.flow({ ...loaded, field, parameters, figures: DEFAULT_FIGURES, bands })),
      );
    }
  };
  try {
    const start = performance.now();
    await prepareCollectors();
    const looks: Look[] = [];
    for (const [k, pairs] of LOOKS.entries()) {
      await compute(pairs - (LOOKS[k - 1] ?? 0));
      looks.push(await look(pairs));
    }
    return { name, looks, seconds: (performance.now() - start) / 1000 };
  } finally {
    await pool.dispose();
  }
}

function checksOf(rows: readonly EnduranceRow[]): readonly Check[] {
  return rows.flatMap(({ name, looks }) => {
    const [early, late] = [FEWEST, PAIRS].map((pairs) => looks.find((look) => look.pairs === pairs));
    const grown = (what: keyof Look) => ((late?.[what] ?? Number.NaN) - (early?.[what] ?? Number.NaN)) / 1e6;
    const limit = HEAP_TOLERANCE / 1e6;
    return [
      check(`${name}: growth of wasm memory, MB`, grown("wasmMemory"), "at most", 0),
      check(`${name}: growth of what is held of it, MB`, grown("wasmHeld"), "at most", 0),
      check(`${name}: growth of the main JS heap, MB`, grown("mainHeap"), "at most", limit),
      check(`${name}: growth of the workers' JS heaps, MB`, grown("workerHeaps"), "at most", limit),
    ];
  });
}
