import { afterAll, beforeAll, expect, it, test } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, type FlowMethod } from "../shared/flow";
import { parsePreparation } from "../shared/preparation";
import { FlowPool } from "./flow-pool";
import { addToBackground, finishBackground } from "./kernel/prepare/background";
import { stageBytes } from "./kernel/prepare/stage-memory";
import { loadKernelModule } from "./kernel/wasm-kernels";
import { fieldBytes, type SharedBytes } from "./protocol";
import { SharedHeap } from "./shared-heap";
import { buildFlowWorker } from "./testing/build-worker";
import { expectFailure } from "./testing/failure";
import { ALL_PIXELS } from "./testing/run-flow";
import { affinePair, waves } from "./testing/scenes";

const SIZE = { width: 161, height: 121 };
const PIXELS = SIZE.width * SIZE.height;
const EVERYTHING = "flicker,background=mean,cap,clahe,highpass=8,smooth";

let pool: FlowPool;
let first: SharedBytes;
let second: SharedBytes;
let background: SharedBytes;

beforeAll(async () => {
  const { workerPath, kernelPath } = await buildFlowWorker();
  const kernel = await loadKernelModule(kernelPath);
  pool = new FlowPool({ workerUrl: workerPath, kernel, heap: new SharedHeap(), size: 3 });
  const { heap } = pool;
  const pair = affinePair(SIZE, waves(4), [1, 0, 0, 1], [2, 1]);
  [first, second] = [heap.allocate(PIXELS), heap.allocate(PIXELS)];
  heap.bytes(first).set(pair.first);
  // In another light.
  heap.bytes(second).set(pair.second.map((level) => Math.min(255, 1.05 * level + 4)));
  background = heap.allocate(2 * PIXELS);
  heap
    .bytes(background)
    .set(Uint8Array.from({ length: 2 * PIXELS }, (_, i) => (i % 2 === 0 ? 0 : 60 + (i % 31))));
}, 120_000);
afterAll(() => pool.dispose());

async function field(method: FlowMethod, bands: number, prepare = EVERYTHING) {
  const { heap } = pool;
  const place = heap.allocate(fieldBytes(SIZE.width, SIZE.height));
  const parameters = { ...DEFAULT_FLOW_PARAMETERS, method, preparation: parsePreparation(prepare) };
  const pair = { ...SIZE, first, second, background, parameters, figures: ALL_PIXELS };
  const report = await pool.flow({ ...pair, field: place, bands });
  const planes = heap.floats(place.byteOffset, 3 * PIXELS).slice();
  heap.release(place);
  return { report, planes, summary: await pool.summarise(pair) };
}

test.each(["dense-pyramidal", "lucas-kanade", "streaming"] as const)(
  "%s of prepared frames is the same by any number of workers",
  async (method) => {
    const before = [first, second, background].map((plane) => pool.heap.bytes(plane).slice());
    const one = await field(method, 1);
    expect(one.report.stages.prepareMs).toBeGreaterThan(0);
    expect(one.report.flowMs).toBeGreaterThan(one.report.stages.prepareMs);
    for (const bands of [2, 3]) expect((await field(method, bands)).planes).toEqual(one.planes);
    expect(one.summary.meanSpeed).toBeCloseTo(one.report.meanSpeed, 2);
    expect(one.summary.stages.prepareMs).toBeGreaterThan(0);
    const plain = await field(method, 2, "");
    expect(plain.planes).not.toEqual(one.planes);
    expect(plain.report.stages.prepareMs).toBe(0);
    expect([first, second, background].map((plane) => pool.heap.bytes(plane))).toEqual(before);
  },
);

it("is of frames of 16 bits as of the same ones of 8", async () => {
  const { heap } = pool;
  const deep = [first, second].map((plane) => {
    const wide = heap.allocate(2 * PIXELS);
    const samples = Uint16Array.from(heap.bytes(plane), (level) => 256 * level);
    heap.bytes(wide).set(new Uint8Array(samples.buffer));
    return { ...wide, bits: 16 as const };
  });
  const parameters = { ...DEFAULT_FLOW_PARAMETERS, preparation: parsePreparation("flicker,smooth") };
  const pair = { ...SIZE, parameters, figures: ALL_PIXELS };
  const [wide, narrow] = [
    await pool.summarise({ ...pair, first: deep[0], second: deep[1] }),
    await pool.summarise({ ...pair, first, second }),
  ];
  expect(Math.abs(wide.meanU - narrow.meanU)).toBeLessThan(0.05);
  expect(Math.abs(wide.meanV - narrow.meanV)).toBeLessThan(0.05);
  for (const plane of deep) heap.release(plane);
});

it("is refused without the background that is to be subtracted", async () => {
  const preparation = parsePreparation("background=min");
  const pair = { ...SIZE, first, second, parameters: { ...DEFAULT_FLOW_PARAMETERS, preparation } };
  await expectFailure(pool.summarise({ ...pair, figures: ALL_PIXELS }), "invalid-argument", /background/);
  const small = { byteOffset: background.byteOffset, byteLength: 2 * PIXELS - 1 };
  const wanted = { ...pair, background: small, figures: ALL_PIXELS };
  await expectFailure(pool.summarise(wanted), "invalid-argument", /background/);
});

it("can be cancelled while frames are prepared, and works the next time", async () => {
  const before = await field("dense-pyramidal", 2);
  const { heap } = pool;
  const place = heap.allocate(fieldBytes(SIZE.width, SIZE.height));
  const parameters = { ...DEFAULT_FLOW_PARAMETERS, preparation: parsePreparation(EVERYTHING) };
  const wanted = { ...SIZE, first, second, background, parameters, figures: ALL_PIXELS, field: place };
  const control = new AbortController();
  const cancelled = pool.flow({ ...wanted, bands: 3 }, { signal: control.signal });
  control.abort();
  await expectFailure(cancelled, "cancelled");
  heap.release(place);
  expect((await field("dense-pyramidal", 2)).planes).toEqual(before.planes);
});

it("makes a background of frames, and pictures of what the flow sees", async () => {
  const { heap } = pool;
  const sums = heap.allocate(4 * PIXELS);
  heap.integers(sums.byteOffset, PIXELS).fill(0);
  for (const luma of [first, second]) {
    await pool.run({ kind: "background", background: "mean", ...SIZE, luma, sums });
  }
  const own = new Uint32Array(PIXELS);
  for (const plane of [first, second]) addToBackground("mean", heap.bytes(plane), own);
  expect(Uint32Array.from(heap.integers(sums.byteOffset, PIXELS))).toEqual(own);
  const mean = finishBackground("mean", own, 2);
  heap.bytes(background).set(new Uint8Array(mean.buffer));

  const [target, scratch] = [heap.allocate(PIXELS), heap.allocate(stageBytes(SIZE))];
  const preparation = parsePreparation("background=mean");
  await pool.run({ kind: "prepare", ...SIZE, luma: first, preparation, background, target, scratch });
  const wanted = Array.from(heap.bytes(first), (level, i) =>
    Math.max(0, Math.min(255, Math.floor(128 + level - mean[i] / 256 + 0.5))),
  );
  expect([...heap.bytes(target)]).toEqual(wanted);
  const refused = pool.run({
    ...{ kind: "prepare", ...SIZE, luma: first, preparation, target, scratch },
    background: undefined,
  });
  await expectFailure(refused, "invalid-argument", /background/);
});
