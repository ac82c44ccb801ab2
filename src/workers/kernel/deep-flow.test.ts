import { beforeAll, describe, expect, test } from "vitest";
import { DENSE_PRESETS, FLOW_METHODS, type FlowParameters, isSingleScale } from "../../shared/flow";
import { pictureChange } from "../picture-change";
import { deepened, rescaled } from "../testing/deep-pictures";
import type { LumaPair } from "../testing/pictures";
import { ALL_PIXELS, type ComputedFlow, FlowRunner, preset, singleScale } from "../testing/run-flow";
import { affinePair, type MovedPair, waves, withNoise } from "../testing/scenes";

const SIZE = { width: 160, height: 120 };
const MOTION = [1.3, -0.6] as const;
const SCENE: MovedPair = withNoise(affinePair(SIZE, waves(6), [1, 0, 0, 1], MOTION), 1.5, 7);

const METHODS: readonly (readonly [string, FlowParameters])[] = [
  ...FLOW_METHODS.filter(isSingleScale).map((method) => [method, singleScale(method, 5)] as const),
  ...DENSE_PRESETS.map((name) => [name, preset(name)] as const),
];

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** Mean endpoint error in px, away from the border. */
function errorOf({ u, v }: ComputedFlow): number {
  const margin = 12;
  let sum = 0;
  let count = 0;
  for (let y = margin; y < SIZE.height - margin; y++) {
    for (let x = margin; x < SIZE.width - margin; x++) {
      const at = y * SIZE.width + x;
      sum += Math.hypot(u[at] - MOTION[0], v[at] - MOTION[1]);
      count++;
    }
  }
  return sum / count;
}

function greatestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe.each(METHODS)("%s", (_, parameters) => {
  test.each([10, 12, 16])("of %d bits is as accurate as of 8", (bits) => {
    const bytes = errorOf(runner.run(SCENE, parameters));
    const deep = errorOf(runner.run(deepened(SCENE, bits, 9), parameters));
    // The contrast is not the same; on real pairs `npm run bench -- depth` looks closer.
    expect(deep).toBeLessThanOrEqual(1.05 * bytes + 1e-3);
  });

  test("is that of the same pair in other units, and so is its reliability", () => {
    const pair = { ...SCENE, first: Uint16Array.from(SCENE.first), second: Uint16Array.from(SCENE.second) };
    const flow = runner.run(pair, parameters);
    for (const [gain, offset] of [
      [1, 300],
      [4, 0],
      [16, 100],
      [100, 7],
      [213, 3000],
    ]) {
      const other = runner.run(rescaled(pair, gain, offset), parameters);
      expect(greatestDifference(flow.u, other.u)).toBeLessThan(1e-3);
      expect(greatestDifference(flow.v, other.v)).toBeLessThan(1e-3);
      expect(greatestDifference(flow.reliability, other.reliability)).toBeLessThan(1e-5);
      expect(other.summary.reliablePixels).toBe(flow.summary.reliablePixels);
    }
  });

  test("sums up to what its field says", () => {
    const pair = deepened(SCENE, 12, 3);
    const figures = { ...ALL_PIXELS, figurePixels: "reliable" as const };
    const { summary } = runner.run(pair, parameters, 1, figures);
    const walked = runner.summarise(pair, parameters, true, figures);
    expect(walked.reliablePixels).toBe(summary.reliablePixels);
    expect(walked.p95Speed).toBe(summary.p95Speed);
    expect(walked.maxSpeed).toBe(summary.maxSpeed);
    expect(Math.abs(walked.meanSpeed - summary.meanSpeed)).toBeLessThan(1e-5 * summary.meanSpeed);
  });
});

describe("noise alone", () => {
  const plain = (seed: number): LumaPair => {
    const flat: MovedPair = affinePair(SIZE, () => 128, [1, 0, 0, 1], [0, 0]);
    return rescaled(deepened(withNoise(flat, 3, seed), 8, seed), 60, 200);
  };

  test.each([
    ["lucas-kanade", singleScale("lucas-kanade", 2)],
    ["balanced", preset("balanced")],
  ] as const)("is no reliable motion to %s", (_, parameters) => {
    const { reliability } = runner.run(plain(1), parameters);
    const reliable = reliability.filter((value) => value >= 0.5).length;
    expect(reliable / reliability.length).toBeLessThan(0.02);
  });

  test("changes the picture by a level or two", () => {
    const { first, second } = plain(2);
    expect(pictureChange(first, second, SIZE).lumaDifference).toBeLessThan(3);
  });
});

test("the change of a picture is the same in other units", () => {
  const pair = {
    ...SCENE,
    first: Uint16Array.from(SCENE.first),
    second: Uint16Array.from(SCENE.second).reverse(),
  };
  const change = pictureChange(pair.first, pair.second, SIZE);
  expect(change.lumaDifference).toBeGreaterThan(20);
  for (const gain of [1, 4, 16, 100]) {
    const other = rescaled(pair, gain, 31);
    expect(pictureChange(other.first, other.second, SIZE)).toEqual(change);
  }
  // That of bytes is not stretched.
  const bytes = pictureChange(SCENE.first, SCENE.second.slice().reverse(), SIZE);
  expect(change.lumaDifference / bytes.lumaDifference).toBeGreaterThan(0.8);
});
