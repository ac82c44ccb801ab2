import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  DIRECTION_BINS,
  type FlowParameters,
  type FlowSummary,
  RELIABILITY_THRESHOLD,
} from "../../shared/flow";
import { fieldBytes } from "../protocol";
import { randomNumbers } from "../testing/pictures";
import { FlowRunner, preset, singleScale } from "../testing/run-flow";
import { countBand, MOVING_SPEED, summarise } from "./statistics";
import { workspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const dense = preset("fast");

type Pixel = readonly [u: number, v: number, reliability?: number];

function summaryOf(
  width: number,
  height: number,
  parameters: FlowParameters,
  pixel: (x: number, y: number) => Pixel,
): FlowSummary {
  const { heap, kernels } = runner;
  const pixels = width * height;
  const field = heap.allocate(fieldBytes(width, height));
  const workspace = heap.allocate(workspaceBytes(kernels, dense, width, height, 1));
  const planes = heap.floats(field.byteOffset, 3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const [u, v, reliability = 0] = pixel(i % width, Math.floor(i / width));
    [planes[i], planes[pixels + i], planes[2 * pixels + i]] = [u, v, reliability];
  }
  const origin = { width, height, parameters, field, workspace, bands: 1 };
  countBand(kernels, origin, 0);
  const summary = summarise(kernels, origin);
  heap.release(field);
  heap.release(workspace);
  return summary;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("equals a plain evaluation", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 40 }),
      fc.integer({ min: 5, max: 40 }),
      fc.constantFrom(0.02, 0.2, 1, 300),
      fc.integer(),
      (width, height, scale, seed) => {
        const random = randomNumbers(seed);
        const pixels: Pixel[] = Array.from({ length: width * height }, () => [
          Math.fround((random() - 0.5) * scale),
          Math.fround((random() - 0.4) * scale),
          Math.fround(random() / 5),
        ]);
        const summary = summaryOf(
          width,
          height,
          singleScale("lucas-kanade", 1),
          (x, y) => pixels[y * width + x],
        );
        const valid = pixels.filter((_, i) => {
          const [x, y] = [i % width, Math.floor(i / width)];
          return x >= 2 && y >= 2 && x < width - 2 && y < height - 2;
        });
        const speeds = valid.map(([u, v]) => Math.hypot(u, v)).sort((a, b) => a - b);
        const near = (actual: number, expected: number, tolerance: number) =>
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected) + 1e-9);
        const magnitude = (values: readonly number[]) => 2 ** -20 * mean(values.map(Math.abs));
        const [us, vs] = [valid.map(([u]) => u), valid.map(([, v]) => v)];
        expect(Math.abs(summary.meanU - mean(us))).toBeLessThanOrEqual(magnitude(us));
        expect(Math.abs(summary.meanV - mean(vs))).toBeLessThanOrEqual(magnitude(vs));
        near(summary.meanSpeed, mean(speeds), 1e-6);
        near(summary.maxSpeed, speeds[speeds.length - 1], 1e-6);
        near(summary.medianSpeed, speeds[Math.ceil(0.5 * speeds.length) - 1], 1e-3);
        near(summary.p95Speed, speeds[Math.ceil(0.95 * speeds.length) - 1], 1e-3);
        expect(summary.p95Speed).toBeLessThanOrEqual(summary.maxSpeed);
        const threshold = Math.fround(RELIABILITY_THRESHOLD.default);
        near(summary.reliableShare, mean(valid.map(([, , r = 0]) => (r >= threshold ? 1 : 0))), 1e-9);

        const moving = valid.filter(([u, v]) => Math.hypot(u, v) > MOVING_SPEED);
        const directions = new Array<number>(DIRECTION_BINS).fill(0);
        for (const [u, v] of moving) {
          const degrees = ((Math.atan2(v, u) * 180) / Math.PI + 360) % 360;
          directions[Math.floor(degrees / 10)] += 1 / moving.length;
        }
        for (const [bin, share] of directions.entries()) near(summary.directions[bin], share, 1e-9);
      },
    ),
    { seed: 4, numRuns: 150 },
  );
});

describe("directions", () => {
  const binOf = (u: number, v: number) => summaryOf(3, 3, dense, () => [u, v]).directions.indexOf(1);

  test("start at the right and turn clockwise, axes at the start of their bins", () => {
    expect([binOf(2, 0), binOf(0, 2), binOf(-2, 0), binOf(0, -2)]).toEqual([0, 9, 18, 27]);
    expect([binOf(2, 2), binOf(-2, 2), binOf(-2, -2), binOf(2, -2)]).toEqual([4, 13, 22, 31]);
  });

  test("are those of every angle", () => {
    for (let degrees = 0.5; degrees < 360; degrees++) {
      const angle = (degrees * Math.PI) / 180;
      expect(binOf(3 * Math.cos(angle), 3 * Math.sin(angle)), `${degrees}`).toBe(Math.floor(degrees / 10));
    }
  });

  test("are of moving pixels only", () => {
    const summary = summaryOf(4, 4, dense, (x) => (x < 2 ? [0.04, 0] : x < 3 ? [0, 1] : [0, -1]));
    expect(summary.directions.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect([summary.directions[0], summary.directions[9], summary.directions[27]]).toEqual([0, 0.5, 0.5]);
  });
});

test("is 0 where nothing moves, and where there is no valid region", () => {
  const { directions, ...numbers } = summaryOf(20, 20, dense, () => [0, 0]);
  expect(new Set([...Object.values(numbers), ...directions])).toEqual(new Set([0]));
  const none = summaryOf(6, 6, singleScale("lucas-kanade", 2), () => [3, 4, 1]);
  expect([none.meanSpeed, none.maxSpeed, none.reliableShare]).toEqual([0, 0, 0]);
});

test("leaves out the margin of the single-scale methods, and nothing of dense-pyramidal", () => {
  const isMargin = (x: number, y: number) => x < 3 || y < 3 || x >= 97 || y >= 97;
  const pixel = (x: number, y: number): Pixel => (isMargin(x, y) ? [100, 0, 0] : [y === 3 ? 5 : 1, 0, 1]);
  const inside = summaryOf(100, 100, singleScale("lucas-kanade", 2), pixel);
  expect(inside.meanSpeed).toBeCloseTo((93 + 5) / 94, 9);
  expect([inside.maxSpeed, inside.reliableShare]).toEqual([5, 1]);
  expect(Math.abs(inside.p95Speed - 1)).toBeLessThan(1e-3);
  const all = summaryOf(100, 100, dense, pixel);
  expect(all.maxSpeed).toBe(100);
  expect(all.reliableShare).toBeCloseTo(94 ** 2 / 100 ** 2, 12);
});
