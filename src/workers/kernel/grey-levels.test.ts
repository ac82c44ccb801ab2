import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { cachedKernel } from "../../../scripts/build-kernel.mjs";
import { SharedHeap } from "../shared-heap";
import { deepened, rescaled } from "../testing/deep-pictures";
import { randomNumbers } from "../testing/pictures";
import { affinePair, waves, withNoise } from "../testing/scenes";
import { EXACT_SPAN, type GreyLevels, greyLevel, greyLevelsOf } from "./grey-levels";
import { WasmKernels } from "./wasm-kernels";

const SIZE = { width: 320, height: 200 };
const PIXELS = SIZE.width * SIZE.height;
const PAIR = deepened(withNoise(affinePair(SIZE, waves(3), [1, 0, 0, 1], [2, 1]), 1, 4), 12, 5);

/** Normally distributed numbers around 400. */
function noise(deviation: number, seed: number): Uint16Array {
  const random = randomNumbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Uint16Array.from({ length: PIXELS }, () => Math.round(400 + deviation * normal()));
}

function levelsIn(frame: Uint16Array, levels: GreyLevels): Uint8Array {
  return Uint8Array.from(frame, (sample) => greyLevel(levels, sample));
}

test("the pair fills the grey levels, and is linear in them", () => {
  const levels = greyLevelsOf(PAIR.first, PAIR.second, SIZE);
  const sorted = levelsIn(PAIR.first, levels).sort();
  expect(sorted[0.005 * PIXELS]).toBeLessThan(48);
  expect(sorted[0.995 * PIXELS]).toBeGreaterThan(208);
  for (let sample = levels.low; greyLevel(levels, sample) < 240; sample++) {
    expect(Math.abs(greyLevel(levels, sample) - 16 - (sample - levels.low) * levels.gain)).toBeLessThan(
      0.501,
    );
  }
});

test("another unit and another black give the same levels, to the bit", () => {
  const spans = PAIR.first.reduce((most, sample) => Math.max(most, sample)) < EXACT_SPAN;
  expect(spans).toBe(true);
  const one = levelsIn(PAIR.second, greyLevelsOf(PAIR.first, PAIR.second, SIZE));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 0, max: 5 }), (gain, offset) => {
      const other = rescaled(PAIR, gain, offset);
      const levels = levelsIn(other.second, greyLevelsOf(other.first, other.second, SIZE));
      // The matcher for arrays takes seconds for so many.
      expect(Buffer.compare(levels, one)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test("levels rise with the samples, whatever the mapping", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65534 }),
      fc.double({ min: 1e-4, max: 300, noNaN: true }),
      (low, gain) => {
        const levels = { low, gain: Math.fround(gain) };
        let last = 0;
        for (let sample = 0; sample <= 65535; sample += 97) {
          const level = greyLevel(levels, sample);
          expect(Number.isInteger(level) && level >= last && level <= 255).toBe(true);
          last = level;
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("hot pixels and a burned-in text cost the others no contrast, and stay brighter", () => {
  const spotted = { first: PAIR.first.slice(), second: PAIR.second.slice() };
  const random = randomNumbers(8);
  for (const frame of [spotted.first, spotted.second]) {
    for (let spot = 0; spot < 0.001 * PIXELS; spot++) frame[Math.floor(PIXELS * random())] = 65535;
  }
  const plain = greyLevelsOf(PAIR.first, PAIR.second, SIZE);
  const levels = greyLevelsOf(spotted.first, spotted.second, SIZE);
  expect(levels.gain / plain.gain).toBeGreaterThan(0.9);
  expect(greyLevel(levels, 65535)).toBeGreaterThan(greyLevel(levels, 4095));
});

test.each([0.5, 2, 20])("noise of %d alone stays noise of a level or so", (deviation) => {
  const { gain } = greyLevelsOf(noise(deviation, 1), noise(deviation, 2), SIZE);
  expect(gain * deviation).toBeLessThan(3);
  expect(gain * deviation).toBeGreaterThan(0.5);
});

test("plain frames have one level, but for the one spot there may be", () => {
  const plain = new Uint16Array(PIXELS).fill(700);
  const levels = greyLevelsOf(plain, plain, SIZE);
  expect(levels.gain).toBe(0);
  expect(greyLevel(levels, 700)).toBe(16);
  const spot = plain.slice();
  spot[PIXELS - 1] = 900;
  const apart = greyLevelsOf(plain, spot, SIZE);
  expect(greyLevel(apart, 900) - greyLevel(apart, 700)).toBe(224);
});

test("frames of any size have levels", () => {
  for (const [width, height] of [
    [1, 1],
    [2, 5],
    [3, 3],
    [65, 4],
    [700, 2],
  ]) {
    const plane = Uint16Array.from({ length: width * height }, (_, i) => 100 * i);
    const { low, gain } = greyLevelsOf(plane, plane, { width, height });
    expect(Number.isFinite(gain)).toBe(true);
    expect(low).toBeGreaterThanOrEqual(0);
  }
});

describe("the kernel", () => {
  let kernels: WasmKernels;
  let heap: SharedHeap;

  beforeAll(async () => {
    heap = new SharedHeap();
    kernels = new WasmKernels(await WebAssembly.compile(await readFile(await cachedKernel())), heap.memory);
  }, 60_000);

  test("has the same levels of every sample, in rows of any length", () => {
    const from = heap.allocate(2 * 65536);
    const to = heap.allocate(65536 + 16);
    for (const [low, gain] of [
      [0, 224 / 65535],
      [100, 224 / 3995],
      [60000, 0.3],
      [65535, 2],
      [100, 0.001],
      [30000, 224],
      [700, 0],
    ]) {
      const levels = { low, gain: Math.fround(gain) };
      for (const stride of [1, 257]) {
        const samples = Uint16Array.from({ length: 65536 }, (_, i) => i * stride);
        for (const width of [65536, 1007, 16, 15, 1]) {
          kernels.shorts(from.byteOffset, width).set(samples.subarray(0, width));
          heap.bytes(to).fill(7);
          kernels.call.greyRow(from.byteOffset, to.byteOffset, width, low, levels.gain);
          const expected = levelsIn(samples.subarray(0, width), levels);
          expect(heap.bytes(to).subarray(0, width)).toEqual(expected);
          expect(
            heap
              .bytes(to)
              .subarray(width, width + 16)
              .every((byte) => byte === 7),
          ).toBe(true);
        }
      }
    }
  });
});
