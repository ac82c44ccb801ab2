import { beforeAll, describe, expect, test } from "vitest";
import { WINDOW_RADIUS } from "../../shared/flow";
import { exactFlow } from "../testing/exact-flow";
import { goldenFolder, readGoldens } from "../testing/golden";
import { BYTE_PICTURES, type BytePair, bytePair, flowOf } from "../testing/pictures";
import { type ComputedFlow, FlowRunner, singleScale } from "../testing/run-flow";
import { affinePair, waves, withNoise } from "../testing/scenes";
import { references } from "./methods";
import { contrastOf } from "./reliability";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** What the issue allows; the kernel stays below 3e-7. */
const RELATIVE_ERROR = 1e-5;

/** Fails unless the flow is the exact quotient, exactly 0 where the determinant is, and the reliability to match. */
function expectExact(flow: ComputedFlow, pair: BytePair, radius: number): void {
  const exact = exactFlow(pair, radius);
  const contrast = contrastOf(varianceOf(pair.first));
  for (let i = 0; i < exact.u.length; i++) {
    const where = () => `at (${i % pair.width}, ${Math.floor(i / pair.width)}), radius ${radius}`;
    for (const component of ["u", "v"] as const) {
      const [actual, expected] = [flow[component][i], exact[component][i]];
      if (!(Math.abs(actual - expected) <= RELATIVE_ERROR * Math.abs(expected))) {
        expect.fail(`${component} ${where()} is ${actual}, not ${expected}`);
      }
    }
    const reliability = exact.eigenvalue[i] / (exact.eigenvalue[i] + contrast);
    const isRight = exact.regular[i]
      ? Math.abs(flow.reliability[i] - reliability) <= 1e-4
      : flow.reliability[i] === 0;
    if (!isRight) expect.fail(`reliability ${where()} is ${flow.reliability[i]}, not ${reliability}`);
  }
}

function varianceOf(frame: Uint8Array): number {
  const mean = frame.reduce((sum, grey) => sum + grey, 0) / frame.length;
  return frame.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / frame.length;
}

/** Like footage: smooth, moved by a part of a pixel, with noise. */
function footage(width: number, height: number, seed: number): BytePair {
  return withNoise(affinePair({ width, height }, waves(seed, 12), [1, 0, 0, 1], [0.4, -0.3]), 2, seed);
}

describe("equals the exact quotient", () => {
  const radii = Array.from({ length: WINDOW_RADIUS.max }, (_, i) => i + 1);

  // Frames narrower than four strips of columns take another way through the kernel than wide ones.
  test.each(BYTE_PICTURES)(
    "on %s pictures, with every radius",
    (kind) => {
      for (const radius of radii) {
        const side = 2 * radius + 3;
        const narrow = bytePair(kind, side + (radius % 6), side + (radius % 4), radius);
        expectExact(
          runner.run(narrow, singleScale("lucas-kanade", radius), 1 + (radius % 3)),
          narrow,
          radius,
        );
        const wide = bytePair(kind, 4 * side + (radius % 7), side + 1 + (radius % 3), 100 + radius);
        expectExact(runner.run(wide, singleScale("lucas-kanade", radius), 1 + (radius % 3)), wide, radius);
      }
    },
    60_000,
  );

  test("on pictures like footage, with every radius", () => {
    for (const radius of radii) {
      const pair = footage(4 * (2 * radius + 3) + (radius % 5), 2 * radius + 8, radius);
      expectExact(runner.run(pair, singleScale("lucas-kanade", radius)), pair, radius);
    }
  }, 60_000);

  test.each([
    [5, 5],
    [6, 9],
    [37, 53],
    [53, 37],
    [64, 48],
    [131, 40],
  ])("on pictures of %d x %d", (width, height) => {
    for (const radius of [1, 2, 3, 7, 15]) {
      if (Math.min(width, height) < 2 * radius + 3) continue;
      for (const kind of BYTE_PICTURES) {
        const pair = bytePair(kind, width, height, radius);
        expectExact(runner.run(pair, singleScale("lucas-kanade", radius)), pair, radius);
      }
    }
  });
});

test.each([1, 2, 17, 45])("any number of bands gives the same bits, radius %d", (radius) => {
  const pair = footage(400, 2 * radius + 20, 3);
  const whole = runner.run(pair, singleScale("lucas-kanade", radius));
  for (const bands of [2, 3, 5]) {
    const parts = runner.run(pair, singleScale("lucas-kanade", radius), bands);
    expect(parts.u).toEqual(whole.u);
    expect(parts.v).toEqual(whole.v);
    expect(parts.reliability).toEqual(whole.reliability);
  }
});

test("the implementations in TypeScript agree, also about reliability", () => {
  const pair = footage(60, 50, 8);
  for (const radius of [1, 2, 6]) {
    const flow = runner.run(pair, singleScale("lucas-kanade", radius));
    for (const [name, method] of Object.entries(references)) {
      const expected = flowOf(method, pair, radius);
      for (let i = 0; i < expected.u.length; i++) {
        expect(Math.abs(flow.u[i] - expected.u[i])).toBeLessThanOrEqual(
          RELATIVE_ERROR * Math.abs(expected.u[i]),
        );
        expect(Math.abs(flow.v[i] - expected.v[i])).toBeLessThanOrEqual(
          RELATIVE_ERROR * Math.abs(expected.v[i]),
        );
      }
      const computed = runner.run(pair, singleScale(name as keyof typeof references, radius));
      expect(computed.u).toEqual(Float32Array.from(expected.u));
      expect(computed.reliability).toEqual(flow.reliability);
    }
  }
});

describe("golden arrays of the NumPy program", () => {
  // It takes reals; the kernel takes bytes.
  const goldens = readGoldens().filter(({ pair }) => pair.first instanceof Uint8Array);
  if (goldens.length === 0) test.skip(`not found in ${goldenFolder}, so nothing was compared with them`);

  test.each(goldens)("$name", ({ pair: { width, height, first, second }, windowRadius, u, v }) => {
    const pair = { width, height, first: Uint8Array.from(first), second: Uint8Array.from(second) };
    const flow = runner.run(pair, singleScale("lucas-kanade", windowRadius));
    const { regular } = exactFlow(pair, windowRadius);
    for (let i = 0; i < u.length; i++) {
      // Where the determinant is 0 the definition says 0; the NumPy program's noise may not.
      const [expectedU, expectedV] = regular[i] ? [u[i], v[i]] : [0, 0];
      expect(Math.abs(flow.u[i] - expectedU)).toBeLessThanOrEqual(1e-4 * Math.abs(expectedU) + 1e-6);
      expect(Math.abs(flow.v[i] - expectedV)).toBeLessThanOrEqual(1e-4 * Math.abs(expectedV) + 1e-6);
    }
  });
});
