import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { DEFAULT_FIGURES } from "../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS, type FlowParameters } from "../shared/flow";
import { FlowPool } from "./flow-pool";
import { loadKernelModule, WasmKernels } from "./kernel/wasm-kernels";
import { abandonWorkspace, prepareWorkspace } from "./kernel/workspace";
import { fieldBytes, type SharedBytes } from "./protocol";
import { MAXIMUM_PAGES, SharedHeap } from "./shared-heap";
import { buildFlowWorker } from "./testing/build-worker";
import { bytesOf, render, waves } from "./testing/scenes";

/*
 * Pointers from 2^31 on are negative numbers to whoever takes them as signed ones: comparisons of kernels, imports of
 * WebAssembly, offsets of views. What lies below is address space that nobody touches, so that the tests take little
 * memory.
 */

const [WIDTH, HEIGHT] = [133, 90];
const MIB = 2 ** 20;

let workerUrl: string;
let kernel: WebAssembly.Module;
const pools: FlowPool[] = [];

beforeAll(async () => {
  const built = await buildFlowWorker();
  workerUrl = built.workerPath;
  kernel = await loadKernelModule(built.kernelPath);
}, 120_000);

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

/** A pool all of whose memory lies behind the first `below` bytes. */
function poolBehind(below: number): FlowPool {
  const heap = new SharedHeap();
  if (below > 0) heap.allocate(below);
  const pool = new FlowPool({ workerUrl, kernel, heap, size: 2 });
  pools.push(pool);
  return pool;
}

/** A pair of pictures, and a field for its flow. */
function requestIn(heap: SharedHeap, parameters: FlowParameters) {
  const texture = waves(3, 12);
  const frame = (shift: number): SharedBytes => {
    const place = heap.allocate(WIDTH * HEIGHT);
    heap.bytes(place).set(bytesOf(render(WIDTH, HEIGHT, (x, y) => texture(x + shift, y - shift / 2))));
    return place;
  };
  const [first, second, field] = [frame(0), frame(1.4), heap.allocate(fieldBytes(WIDTH, HEIGHT))];
  return { width: WIDTH, height: HEIGHT, first, second, field, parameters, figures: DEFAULT_FIGURES };
}

/** Everything that a pool computes of the pair, but for times. */
async function computedBy(pool: FlowPool, parameters: FlowParameters) {
  const { heap } = pool;
  const wanted = requestIn(heap, parameters);
  const { stages, flowMs, ...shared } = await pool.flow({ ...wanted, bands: 2 });
  const field = Buffer.from(heap.bytes(wanted.field));
  const { stages: ofSummary, flowMs: summaryMs, ...summary } = await pool.summarise(wanted);
  const picture = heap.allocate(4 * WIDTH * HEIGHT);
  const { width, height, first, second } = wanted;
  const map = {
    kind: "colour",
    map: "difference",
    limit: 20,
    step: 1,
    minimumSpeed: 0,
    minimumReliability: 0,
    fading: false,
  } as const;
  await pool.run({ ...map, width, height, field: wanted.field, pair: { first, second }, picture });
  return {
    place: wanted.first.byteOffset,
    shared,
    summary,
    field,
    picture: Buffer.from(heap.bytes(picture)),
  };
}

const lucasKanade = (windowRadius: number): FlowParameters => ({
  ...DEFAULT_FLOW_PARAMETERS,
  method: "lucas-kanade",
  windowRadius,
});

describe.each([
  ["lucas-kanade", lucasKanade(2)],
  ["lucas-kanade with large windows", lucasKanade(18)],
  [
    "dense-pyramidal",
    { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.accurate } satisfies FlowParameters,
  ],
] as const)("%s gives the same bits", (_, parameters) => {
  test.each([
    // The first frame reaches from one half of the memory into the other.
    ["across 2 GiB", 2 ** 31 - 5000],
    ["above 2 GiB", 2 ** 31 + MIB],
    ["at the end of the memory", MAXIMUM_PAGES * 65536 - 12 * MIB],
  ])("%s", async (_, below) => {
    const expected = await computedBy(poolBehind(0), parameters);
    const { place, field, picture, ...reports } = await computedBy(poolBehind(below), parameters);
    expect(place).toBeGreaterThanOrEqual(below);
    expect(field.equals(expected.field)).toBe(true);
    expect(picture.equals(expected.picture)).toBe(true);
    expect(reports).toEqual({ shared: expected.shared, summary: expected.summary });
    expect(reports.shared.meanSpeed).toBeGreaterThan(0.3);
  });
});

test("a thread that waits for others sleeps at the right place", () => {
  const heap = new SharedHeap();
  heap.allocate(2 ** 31);
  const kernels = new WasmKernels(kernel, heap.memory);
  const cell = heap.allocate(64);
  prepareWorkspace(kernels, cell);
  const sleeps: (readonly [number, number, number])[] = [];
  const wait = vi.spyOn(Atomics, "wait").mockImplementation((array, index, value) => {
    sleeps.push([array.byteOffset, index, Number(value)]);
    abandonWorkspace(kernels, cell);
    return "timed-out";
  });
  try {
    expect(() => kernels.call.barrier(cell.byteOffset, 2)).toThrow(/cancel/i);
  } finally {
    wait.mockRestore();
  }
  expect(sleeps).toEqual([[cell.byteOffset + 4, 0, 0]]);
});
