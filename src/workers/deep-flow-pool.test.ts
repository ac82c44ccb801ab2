import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import {
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  DENSE_PRESETS,
  type FlowParameters,
} from "../shared/flow";
import type { FlowRequest } from "./flow-pool";
import { fieldBytes, type LumaPlane } from "./protocol";
import type { SharedHeap } from "./shared-heap";
import { type DeepPair, deepened } from "./testing/deep-pictures";
import { expectFailure } from "./testing/failure";
import { ALL_PIXELS, singleScale } from "./testing/run-flow";
import { affinePair, waves, withNoise } from "./testing/scenes";
import { testPools } from "./testing/test-pools";

const built = testPools();
const scratch = mkdtempSync(join(tmpdir(), "kinoflow-deep-pool-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A texture of 12 bits that moves by (3, -2) a frame, `frame` times. */
function frameOf(width: number, height: number, frame: number): Uint16Array {
  return pairOf(width, height, frame).second;
}
function pairOf(width: number, height: number, frames = 1): DeepPair {
  const scene = affinePair({ width, height }, waves(2), [1, 0, 0, 1], [3 * frames, -2 * frames]);
  return deepened(withNoise(scene, 1, frames), 12, frames);
}

function put(heap: SharedHeap, samples: Uint16Array): LumaPlane {
  const place = heap.allocate(samples.byteLength);
  heap.bytes(place).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return { ...place, bits: 16 };
}

function requestOf(heap: SharedHeap, pair: DeepPair, parameters: FlowParameters): FlowRequest {
  const { width, height } = pair;
  const field = heap.allocate(fieldBytes(width, height));
  const [first, second] = [put(heap, pair.first), put(heap, pair.second)];
  return { width, height, first, second, field, parameters, figures: ALL_PIXELS };
}

const DENSE: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "dense-pyramidal" };

test.each([
  ["lucas-kanade", singleScale("lucas-kanade", 3)],
  ["lucas-kanade with large windows", singleScale("lucas-kanade", 20)],
  ...DENSE_PRESETS.map((name) => [name, { ...DENSE, dense: DENSE_PRESET_PARAMETERS[name] }] as const),
] as const)("by %s has the same bits for any number of bands", async (_, parameters) => {
  const pool = built.newPool({ size: 3 });
  for (const [width, height] of [
    [101, 75],
    [131, 51],
  ]) {
    const wanted = requestOf(pool.heap, pairOf(width, height), parameters);
    const fields: Buffer[] = [];
    for (const bands of [1, 2, 3]) {
      pool.heap.bytes(wanted.field).fill(0xff);
      expect((await pool.flow({ ...wanted, bands })).threads).toBe(bands);
      fields.push(Buffer.from(pool.heap.bytes(wanted.field)));
    }
    expect(fields.map((field) => field.equals(fields[0]))).toEqual([true, true, true]);
  }
});

test("dense-pyramidal takes frames of 8 and of 16 bits in turn", async () => {
  const pool = built.newPool();
  const { heap } = pool;
  const scene = affinePair({ width: 120, height: 90 }, waves(5), [1, 0, 0, 1], [3, -2]);
  const deep = requestOf(heap, deepened(scene, 12, 1), DENSE);
  const bytes = { ...deep };
  for (const which of ["first", "second"] as const) {
    const place = heap.allocate(scene[which].length);
    heap.bytes(place).set(scene[which]);
    bytes[which] = place;
  }
  const fieldOf = async (request: FlowRequest): Promise<Buffer> => {
    await pool.flow(request);
    return Buffer.from(heap.bytes(request.field));
  };
  const [first, second] = [await fieldOf(bytes), await fieldOf(deep)];
  expect((await fieldOf(bytes)).equals(first)).toBe(true);
  expect((await fieldOf(deep)).equals(second)).toBe(true);
  expect(first.equals(second)).toBe(false);
});

test("a stream of 16 bits says of each frame what the summary of the pair that it ends says", async () => {
  const pool = built.newPool();
  const { heap } = pool;
  const [width, height] = [72, 50];
  const frames = Array.from({ length: 5 }, (_, k) => frameOf(width, height, k));
  const path = join(scratch, "frames.raw");
  writeFileSync(path, Buffer.concat(frames.map((frame) => Buffer.from(frame.buffer))));
  const pipe = openSync(path, "r");
  onTestFinished(() => closeSync(pipe));
  const frameBytes = 2 * width * height;
  const places = [heap.allocate(frameBytes), heap.allocate(frameBytes)] as const;
  const how = { width, height, figures: ALL_PIXELS, parameters: singleScale("lucas-kanade", 3) };
  const request = {
    pipe,
    frameBytes,
    lumaBits: 16,
    places,
    ...how,
    skipped: 0,
    before: 0,
    count: 9,
  } as const;
  const { frames: read } = await pool.summariseStream(request);
  expect(read.length).toBe(5);
  for (let k = 1; k < 5; k++) {
    const pair = { ...how, first: put(heap, frames[k - 1]), second: put(heap, frames[k]) };
    const { meanU, p95Speed, change } = await pool.summarise(pair);
    expect(read[k].report).toMatchObject({ meanU, p95Speed, change });
    expect(change.lumaDifference).toBeGreaterThan(1);
  }
  const odd = places.map(({ byteOffset, byteLength }) => ({ byteOffset: byteOffset + 1, byteLength }));
  await expectFailure(
    pool.summariseStream({ ...request, places: [odd[0], odd[1]] }),
    "invalid-argument",
    /must start at an even byte/,
  );
});

test("the map of the difference has the levels of the samples", async () => {
  const pool = built.newPool();
  const pair = pairOf(64, 48);
  const wanted = requestOf(pool.heap, pair, singleScale("lucas-kanade", 3));
  const field = pool.heap.floats(wanted.field.byteOffset, 3 * 64 * 48).fill(0);
  field.fill(1, 2 * 64 * 48);
  const { extent } = await pool.run({
    ...{ kind: "extent", map: "difference", width: 64, height: 48, minimumReliability: 0 },
    ...{ field: wanted.field, pair: wanted },
  });
  const differences = Array.from(pair.first, (sample, at) => Math.abs(sample - pair.second[at]));
  differences.sort((a, b) => a - b);
  expect(extent).toBe(differences[Math.ceil(0.95 * differences.length) - 1]);
  expect(extent).toBeGreaterThan(255);
});

test("planes of another depth, or at odd addresses, are refused with one sentence", async () => {
  const pool = built.newPool();
  const wanted = requestOf(pool.heap, pairOf(64, 48), singleScale("lucas-kanade", 3));
  const { first, second } = wanted;
  const refused: [FlowRequest, RegExp][] = [
    [
      { ...wanted, second: { ...second, bits: 8 } },
      /same depth, but the first has 16 bits and the second 8\.$/,
    ],
    [{ ...wanted, first: { ...first, bits: 8 }, second: { ...second, bits: 8 } }, /same size/],
    [{ ...wanted, first: { ...first, byteOffset: first.byteOffset + 1 } }, /must start at an even byte/],
  ];
  for (const [request, message] of refused) {
    await expectFailure(pool.flow(request), "invalid-argument", message);
    const { field: _, ...pair } = request;
    await expectFailure(pool.summarise(pair), "invalid-argument", message);
  }
});
