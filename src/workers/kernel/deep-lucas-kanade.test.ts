import { beforeAll, describe, expect, test } from "vitest";
import { WINDOW_RADIUS } from "../../shared/flow";
import { type DeepPair, deepened } from "../testing/deep-pictures";
import { exactFlow } from "../testing/exact-flow";
import { BYTE_PICTURES, bytePair, flowOf, randomNumbers } from "../testing/pictures";
import { ALL_PIXELS, type ComputedFlow, FlowRunner, singleScale } from "../testing/run-flow";
import { affinePair, waves, withNoise } from "../testing/scenes";
import { greyLevelsOf } from "./grey-levels";
import { references } from "./methods";
import { contrastOf } from "./reliability";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** What assembly/deep-lucas-kanade.ts says: of the component, and of the flow's length. */
const RELATIVE_ERROR = 4 * 2 ** -24;
const LENGTH_ERROR = 2 ** -26;

/** Fails unless the flow is the exact quotient, exactly 0 where the determinant is, and the reliability to match. */
function expectExact(flow: ComputedFlow, pair: DeepPair, radius: number): void {
  const exact = exactFlow(pair, radius);
  const { gain } = greyLevelsOf(pair.first, pair.second, pair);
  const contrast = contrastOf(varianceOf(pair.first), gain);
  for (let i = 0; i < exact.u.length; i++) {
    const where = () => `at (${i % pair.width}, ${Math.floor(i / pair.width)}), radius ${radius}`;
    const length = Math.hypot(exact.u[i], exact.v[i]);
    for (const component of ["u", "v"] as const) {
      const [actual, expected] = [flow[component][i], exact[component][i]];
      if (!(Math.abs(actual - expected) <= RELATIVE_ERROR * Math.abs(expected) + LENGTH_ERROR * length)) {
        expect.fail(`${component} ${where()} is ${actual}, not ${expected}`);
      }
    }
    const reliability = exact.eigenvalue[i] / (exact.eigenvalue[i] + contrast);
    const isRight = exact.regular[i]
      ? Math.abs(flow.reliability[i] - reliability) <= 1e-6
      : flow.reliability[i] === 0;
    if (!isRight) expect.fail(`reliability ${where()} is ${flow.reliability[i]}, not ${reliability}`);
  }
}

function varianceOf(frame: Uint16Array): number {
  const mean = frame.reduce((sum, sample) => sum + sample, 0) / frame.length;
  return frame.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / frame.length;
}

/** Like footage: smooth, moved by a part of a pixel, with noise. */
function footage(width: number, height: number, bits: number, seed: number): DeepPair {
  const pair = withNoise(affinePair({ width, height }, waves(seed, 12), [1, 0, 0, 1], [0.4, -0.3]), 2, seed);
  return deepened(pair, bits, seed);
}

const DEPTHS = [10, 12, 16];

describe.each(DEPTHS)("of %d bits equals the exact quotient", (bits) => {
  const radii = Array.from({ length: WINDOW_RADIUS.max }, (_, i) => i + 1);

  test.each(BYTE_PICTURES)(
    "on %s pictures, with every radius",
    (kind) => {
      for (const radius of radii) {
        const side = 2 * radius + 3;
        const pair = bytePair(kind, side + (radius % 9), side + (radius % 4), radius);
        // Plain ones stay plain in half of the cases: their systems are singular.
        const scale = 2 ** (bits - 8);
        const plain = {
          ...pair,
          first: Uint16Array.from(pair.first, (level) => level * scale),
          second: Uint16Array.from(pair.second, (level) => level * scale),
        };
        const deep = radius % 2 === 0 ? plain : deepened(pair, bits, radius);
        expectExact(runner.run(deep, singleScale("lucas-kanade", radius), 1 + (radius % 3)), deep, radius);
      }
    },
    60_000,
  );

  test("on pictures like footage, with every radius", () => {
    for (const radius of radii) {
      const pair = footage(2 * radius + 9 + (radius % 5), 2 * radius + 8, bits, radius);
      expectExact(runner.run(pair, singleScale("lucas-kanade", radius)), pair, radius);
    }
  }, 60_000);

  test("on nearly straight edges, whose systems are nearly singular", () => {
    const random = randomNumbers(bits);
    const most = 2 ** bits - 1;
    for (const radius of [1, 2, 7, 15, 45]) {
      const [width, height] = [2 * radius + 16, 2 * radius + 10];
      const plane = (shift: number): Uint16Array =>
        Uint16Array.from({ length: width * height }, (_, i) => {
          const level = ((i % width) + shift) * Math.floor(most / (width + 1));
          return Math.min(most, level + (random() < 0.02 ? 1 : 0));
        });
      const pair = { width, height, first: plane(1), second: plane(0) };
      expectExact(runner.run(pair, singleScale("lucas-kanade", radius)), pair, radius);
    }
  });
});

test("on the steepest slanting stripes with next to nothing along them, where plain products are not exact enough", () => {
  for (const radius of [1, 2, 7, 15, 45]) {
    const [width, height] = [2 * radius + 16, 2 * radius + 10];
    const random = randomNumbers(radius);
    const plane = (): Uint16Array =>
      Uint16Array.from({ length: width * height }, (_, i) => {
        const level = ((i % width) + Math.floor(i / width)) & 2 ? 65534 : 0;
        return level + (random() < 0.05 ? 1 : 0);
      });
    const pair = { width, height, first: plane(), second: plane() };
    expectExact(runner.run(pair, singleScale("lucas-kanade", radius)), pair, radius);
  }
});

test.each([1, 2, 17, 45])("any number of bands gives the same bits, radius %d", (radius) => {
  const pair = footage(130, 2 * radius + 20, 12, 3);
  const whole = runner.run(pair, singleScale("lucas-kanade", radius));
  for (const bands of [2, 3, 5]) {
    const parts = runner.run(pair, singleScale("lucas-kanade", radius), bands);
    expect(parts.u).toEqual(whole.u);
    expect(parts.v).toEqual(whole.v);
    expect(parts.reliability).toEqual(whole.reliability);
  }
});

test("samples of 8 bits have the same flow in 16 bits", () => {
  for (const radius of [1, 2, 16, 17]) {
    const pair = withNoise(affinePair({ width: 150, height: 90 }, waves(4), [1, 0, 0, 1], [0.4, -0.3]), 2, 5);
    const deep = { ...pair, first: Uint16Array.from(pair.first), second: Uint16Array.from(pair.second) };
    const [bytes, words] = [pair, deep].map((one) => runner.run(one, singleScale("lucas-kanade", radius)));
    for (let i = 0; i < bytes.u.length; i++) {
      const bound = 2 ** -21 * Math.hypot(bytes.u[i], bytes.v[i]);
      expect(Math.abs(bytes.u[i] - words.u[i])).toBeLessThanOrEqual(bound);
      expect(Math.abs(bytes.v[i] - words.v[i])).toBeLessThanOrEqual(bound);
    }
  }
});

test.each(DEPTHS)("of %d bits, the implementations in TypeScript agree, also about reliability", (bits) => {
  const pair = footage(60, 50, bits, 8);
  for (const radius of [1, 2, 6]) {
    const flow = runner.run(pair, singleScale("lucas-kanade", radius));
    for (const [name, method] of Object.entries(references)) {
      const expected = flowOf(method, pair, radius);
      for (let i = 0; i < expected.u.length; i++) {
        const bound = 1e-5 * Math.hypot(expected.u[i], expected.v[i]);
        expect(Math.abs(flow.u[i] - expected.u[i])).toBeLessThanOrEqual(bound);
        expect(Math.abs(flow.v[i] - expected.v[i])).toBeLessThanOrEqual(bound);
      }
      const computed = runner.run(pair, singleScale(name as keyof typeof references, radius));
      expect(computed.u).toEqual(Float32Array.from(expected.u));
      expect(computed.reliability).toEqual(flow.reliability);
    }
  }
});

test.each(DEPTHS)("a summary of %d bits is that of the field", (bits) => {
  for (const [width, height, radius] of [
    [7, 7, 2],
    [61, 40, 2],
    [128, 64, 7],
    [99, 96, 45],
  ]) {
    const pair = footage(width, height, bits, radius);
    for (const figures of [ALL_PIXELS, { ...ALL_PIXELS, figurePixels: "reliable" as const }]) {
      const parameters = singleScale("lucas-kanade", radius);
      const { summary } = runner.run(pair, parameters, 1, figures);
      const walked = runner.summarise(pair, parameters, true, figures);
      for (const name of ["meanU", "meanV", "meanSpeed"] as const) {
        const bound = 2 ** -20 * summary.meanSpeed;
        if (Number.isNaN(summary[name])) expect(walked[name]).toBeNaN();
        else expect(Math.abs(walked[name] - summary[name])).toBeLessThanOrEqual(bound);
      }
      const { meanU: _u, meanV: _v, meanSpeed: _s, ...exact } = summary;
      expect(walked).toMatchObject(exact);
    }
  }
});
