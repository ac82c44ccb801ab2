import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";
import { fieldBytes, type LumaPlane } from "../protocol";
import { deepened } from "../testing/deep-pictures";
import { type BytePair, bytePair, type LumaPair, undisturbed } from "../testing/pictures";
import { ALL_PIXELS, FlowRunner, singleScale } from "../testing/run-flow";
import { affinePair, waves, withNoise } from "../testing/scenes";
import { computeAndCount, computeFlow, computeVectors } from "./compute-flow";
import { validRegion } from "./method";
import { contrastOf } from "./reliability";
import { countBand, summarise } from "./statistics";
import { prepareWorkspace, workspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** Like footage: smooth, moved by a part of a pixel, with noise. */
function footage(width: number, height: number, seed: number): BytePair {
  return withNoise(affinePair({ width, height }, waves(seed, 12), [1, 0, 0, 1], [0.4, -0.3]), 2, seed);
}

const { fround } = Math;

/** What the kernel says of one pixel of bytes, step by step in the precision that it has there. */
function bitsAt(pair: BytePair, x: number, y: number, radius: number, contrast: number) {
  const { width, first, second } = pair;
  const sums = [0, 0, 0, 0, 0];
  for (let row = y - radius; row <= y + radius; row++) {
    for (let column = x - radius; column <= x + radius; column++) {
      const i = row * width + column;
      const gx = first[i + 1] - first[i - 1];
      const gy = first[i + width] - first[i - width];
      const gt = first[i] - second[i];
      for (const [k, product] of [gx * gx, gy * gy, gx * gy, gx * gt, gy * gt].entries()) sums[k] += product;
    }
  }
  const [a, b, c, d, e] = sums.map(BigInt);
  const rounded = (exact: bigint) => fround(Number(exact));
  const det = rounded(a * b - c * c);
  const quotient = det === 0 ? 0 : fround(2 / det);
  const scale = fround(0.25 / (2 * radius + 1) ** 2);
  const [xx, yy, xy] = sums.slice(0, 3).map((sum) => fround(fround(sum) * scale));
  const mean = fround(fround(xx + yy) * 0.5);
  const difference = fround(fround(xx - yy) * 0.5);
  const squares = fround(fround(difference * difference) + fround(xy * xy));
  const larger = fround(mean + fround(Math.sqrt(squares)));
  const product = Math.max(0, fround(fround(xx * yy) - fround(xy * xy)));
  const limit = fround(product + fround(fround(contrast) * larger));
  return {
    u: fround(rounded(b * d - c * e) * quotient),
    v: fround(rounded(a * e - c * d) * quotient),
    reliability: det === 0 ? 0 : fround(product / limit),
  };
}

test.each([1, 2, 5, 16, 17, 30])(
  "u, v and reliability have the bits of the definition, radius %d",
  (radius) => {
    const side = 2 * radius + 3;
    const sizes = [
      [side + 9, side + 4],
      [4 * side + 30, side + 3],
    ];
    for (const [width, height] of sizes) {
      for (const pair of [footage(width, height, radius), bytePair("half flat", width, height, radius)]) {
        const { u, v, reliability } = runner.run(pair, singleScale("lucas-kanade", radius));
        const mean = pair.first.reduce((sum, grey) => sum + grey, 0) / pair.first.length;
        const square = pair.first.reduce((sum, grey) => sum + grey * grey, 0) / pair.first.length;
        const contrast = contrastOf(square - mean * mean);
        const valid = validRegion(width, height, radius);
        if (!valid) throw new Error("There is nothing to compare.");
        for (let i = 0; i < u.length; i++) {
          const [x, y] = [i % width, Math.floor(i / width)];
          const isInside = x >= valid.left && x < valid.right && y >= valid.top && y < valid.bottom;
          const expected = isInside ? bitsAt(pair, x, y, radius, contrast) : { u: 0, v: 0, reliability: 0 };
          // 0 may have either sign.
          const actual = { u: u[i] + 0, v: v[i] + 0, reliability: reliability[i] + 0 };
          if (
            actual.u !== expected.u ||
            actual.v !== expected.v ||
            actual.reliability !== expected.reliability
          ) {
            expect(actual, `at (${x}, ${y}) of ${width} x ${height}`).toEqual(expected);
          }
        }
      }
    }
  },
);

const STRICT: FigureChoice = { ...DEFAULT_FIGURES, minimumReliability: 0.5 };

/** The field of a pair and what is counted of it: rows in the walk, and, with `apart`, once the field is there. */
function countedIn(pair: LumaPair, radius: number, bands: number, figures: FigureChoice, apart: boolean) {
  const { kernels, heap } = runner;
  const { width, height, first, second } = pair;
  const parameters = singleScale("lucas-kanade", radius);
  const put = (samples: LumaPair["first"]): LumaPlane => {
    const place = heap.allocate(samples.byteLength);
    heap.bytes(place).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    return { ...place, bits: samples instanceof Uint16Array ? 16 : 8 };
  };
  const [one, two] = [put(first), put(second)];
  const field = heap.allocate(fieldBytes(width, height));
  const workspace = heap.allocate(workspaceBytes(kernels, parameters, width, height, bands));
  heap.bytes(field).fill(0x55);
  prepareWorkspace(kernels, workspace);
  const task = { width, height, first: one, second: two, field, parameters, figures, workspace, bands };
  // The last band first, as bands may come in any order.
  for (let band = bands - 1; band >= 0; band--) {
    if (apart) {
      computeFlow(kernels, task, band, undisturbed);
      countBand(kernels, task, band);
    } else {
      computeAndCount(kernels, task, band, undisturbed);
    }
  }
  const summary = summarise(kernels, task);
  const values = heap.floats(field.byteOffset, 3 * width * height).slice();
  for (const piece of [one, two, field, workspace]) heap.release(piece);
  return { values, summary };
}

describe("a field whose rows are counted as they come", () => {
  const bytes = footage(150, 70, 4);
  test.each([
    ["8 bits", bytes, 2],
    ["8 bits, a wide window", footage(171, 75, 5), 17],
    ["8 bits, too narrow for strips", footage(45, 70, 6), 2],
    ["16 bits", deepened(bytes, 16, 7), 2],
  ])("is that of one that is counted at its end, in any number of bands: %s", (_, pair, radius) => {
    for (const figures of [ALL_PIXELS, DEFAULT_FIGURES, STRICT]) {
      const expected = countedIn(pair, radius, 1, figures, true);
      expect(expected.summary.pixels).toBeGreaterThan(0);
      for (const bands of [1, 2, 3, 7, 16]) {
        expect(countedIn(pair, radius, bands, figures, false)).toEqual(expected);
      }
    }
  });
});

test.each(["lucas-kanade", "streaming"] as const)(
  "u and v alone leave the reliability as it was: %s",
  (method) => {
    const { kernels, heap } = runner;
    const [width, height] = [90, 40];
    const pair = footage(width, height, 8);
    const parameters = singleScale(method, 2);
    const { u, v } = runner.run(pair, parameters);
    const [first, second] = [pair.first, pair.second].map((frame) => {
      const place = heap.allocate(frame.byteLength);
      heap.bytes(place).set(frame);
      return place;
    });
    const field = heap.allocate(fieldBytes(width, height));
    const workspace = heap.allocate(workspaceBytes(kernels, parameters, width, height, 1));
    prepareWorkspace(kernels, workspace);
    const planes = () => heap.floats(field.byteOffset, 3 * width * height);
    planes().fill(7);
    computeVectors(
      kernels,
      { width, height, first, second, field, workspace, parameters, bands: 1 },
      0,
      undisturbed,
    );
    const values = planes().slice();
    for (const piece of [first, second, field, workspace]) heap.release(piece);
    expect(values.subarray(0, u.length)).toEqual(u);
    expect(values.subarray(u.length, 2 * u.length)).toEqual(v);
    expect(values.subarray(2 * u.length).every((value) => value === 7)).toBe(true);
  },
);
