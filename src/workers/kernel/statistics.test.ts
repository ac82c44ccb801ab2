import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_FIGURES, FIGURE_PIXELS, type FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import { DIRECTION_BINS, type FlowSummary } from "../../shared/flow-report";
import { fieldBytes } from "../protocol";
import { randomNumbers } from "../testing/pictures";
import { ALL_PIXELS, FlowRunner, preset, singleScale } from "../testing/run-flow";
import { countBand, MOVING_SPEED, summarise } from "./statistics";
import { countWorkspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const dense = preset("fast");

const SPEEDS = [
  ...(["meanU", "meanV", "meanSpeed", "medianSpeed", "p95Speed", "p999Speed", "maxSpeed"] as const),
] satisfies readonly (keyof FlowSummary)[];

type Pixel = readonly [u: number, v: number, reliability?: number];

function summaryOf(
  width: number,
  height: number,
  parameters: FlowParameters,
  pixel: (x: number, y: number) => Pixel,
  figures = ALL_PIXELS,
  bands = 1,
): FlowSummary {
  const { heap, kernels } = runner;
  const pixels = width * height;
  const field = heap.allocate(fieldBytes(width, height));
  const workspace = heap.allocate(countWorkspaceBytes(kernels, height, bands));
  const planes = heap.floats(field.byteOffset, 3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const [u, v, reliability = 0] = pixel(i % width, Math.floor(i / width));
    [planes[i], planes[pixels + i], planes[2 * pixels + i]] = [u, v, reliability];
  }
  const origin = { width, height, parameters, figures, field, workspace, bands };
  for (let band = 0; band < bands; band++) countBand(kernels, origin, band);
  const summary = summarise(kernels, origin);
  heap.release(field);
  heap.release(workspace);
  return summary;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A pixel with its place. */
interface Placed {
  readonly u: number;
  readonly v: number;
  readonly reliability: number;
  readonly x: number;
  readonly y: number;
}

/** The summary of these pixels of a valid region by its definition, in doubles. */
function plainly(valid: readonly Placed[], figures: FigureChoice) {
  const { figurePixels, minimumReliability } = figures;
  const reliable = valid.filter(({ reliability }) => reliability >= Math.fround(minimumReliability));
  const counted = figurePixels === "all" ? valid : reliable;
  const speeds = counted.map(({ u, v }) => Math.hypot(u, v)).sort((a, b) => a - b);
  const slowerThan = (perMille: number) => speeds[Math.ceil((perMille * speeds.length) / 1000) - 1];
  const squareOf = ({ u, v }: Placed) =>
    Math.fround(Math.fround(Math.fround(u) * Math.fround(u)) + Math.fround(Math.fround(v) * Math.fround(v)));
  const most = counted.reduce((greatest, pixel) => Math.max(greatest, squareOf(pixel)), 0);
  const fastest = most > 0 ? counted.find((pixel) => squareOf(pixel) === most) : undefined;
  const moving = counted.filter(({ u, v }) => Math.hypot(u, v) > MOVING_SPEED);
  const directions = new Array<number>(DIRECTION_BINS).fill(0);
  for (const { u, v } of moving) {
    const degrees = ((Math.atan2(v, u) * 180) / Math.PI + 360) % 360;
    directions[Math.floor(degrees / 10)] += 1 / moving.length;
  }
  return {
    counted,
    meanSpeed: mean(speeds),
    medianSpeed: slowerThan(500),
    p95Speed: slowerThan(950),
    p999Speed: slowerThan(999),
    maxSpeed: speeds[speeds.length - 1],
    place: [fastest?.x ?? -1, fastest?.y ?? -1],
    reliablePixels: reliable.length,
    directions,
  };
}

test("equals a plain evaluation, over the reliable pixels and over all", () => {
  let empty = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 5, max: 60 }),
      fc.constantFrom(0.02, 0.2, 1, 300),
      fc.constantFrom(...FIGURE_PIXELS),
      fc.constantFrom(0, 0.05, 0.19, 0.5),
      fc.integer({ min: 1, max: 3 }),
      fc.integer(),
      (width, height, scale, figurePixels, minimumReliability, bands, seed) => {
        const random = randomNumbers(seed);
        const pixels: Pixel[] = Array.from({ length: width * height }, () => [
          Math.fround((random() - 0.5) * scale),
          Math.fround((random() - 0.4) * scale),
          Math.fround(random() / 5),
        ]);
        const figures = { figurePixels, minimumReliability };
        const parameters = singleScale("lucas-kanade", 1);
        const summary = summaryOf(width, height, parameters, (x, y) => pixels[y * width + x], figures, bands);
        const valid = pixels
          .map(([u, v, reliability = 0], i) => ({
            u,
            v,
            reliability,
            x: i % width,
            y: Math.floor(i / width),
          }))
          .filter(({ x, y }) => x >= 2 && y >= 2 && x < width - 2 && y < height - 2);
        const expected = plainly(valid, figures);
        const { counted } = expected;
        expect(summary.figures).toEqual(figures);
        expect([summary.pixels, summary.reliablePixels]).toEqual([counted.length, expected.reliablePixels]);
        expect(summary.reliableShare).toBe(expected.reliablePixels / valid.length);
        expect([summary.maxSpeedX, summary.maxSpeedY]).toEqual(expected.place);
        if (counted.length === 0) {
          empty++;
          for (const speed of SPEEDS) expect(summary[speed], speed).toBeNaN();
          expect(Math.max(...summary.directions)).toBe(0);
          return;
        }
        const near = (actual: number, exact: number, tolerance: number) =>
          expect(Math.abs(actual - exact)).toBeLessThanOrEqual(tolerance * Math.abs(exact) + 1e-9);
        const magnitude = (values: readonly number[]) => 2 ** -20 * mean(values.map(Math.abs));
        const [us, vs] = [counted.map(({ u }) => u), counted.map(({ v }) => v)];
        expect(Math.abs(summary.meanU - mean(us))).toBeLessThanOrEqual(magnitude(us));
        expect(Math.abs(summary.meanV - mean(vs))).toBeLessThanOrEqual(magnitude(vs));
        near(summary.meanSpeed, expected.meanSpeed, 1e-6);
        near(summary.maxSpeed, expected.maxSpeed, 1e-6);
        for (const speed of ["medianSpeed", "p95Speed", "p999Speed"] as const) {
          near(summary[speed], expected[speed], 1e-3);
          expect(summary[speed]).toBeLessThanOrEqual(summary.maxSpeed);
        }
        for (const [bin, share] of expected.directions.entries()) near(summary.directions[bin], share, 1e-9);
      },
    ),
    { seed: 4, numRuns: 150 },
  );
  expect(empty).toBeGreaterThan(5);
});

test("keeps percentiles of small and of large speeds apart", () => {
  // Of 10,000 pixels, 9 move by 900 px, 30 by 250, 700 by 12, the others by less than a hundredth.
  const pixel = (x: number, y: number): Pixel => {
    const at = y * 100 + x;
    if (at >= 9991) return [0, -900, 1];
    if (at >= 9961) return [250, 0, 1];
    return at >= 9261 ? [0, 12, 1] : [0.004, 0, 1];
  };
  const { medianSpeed, p95Speed, p999Speed, maxSpeed } = summaryOf(100, 100, dense, pixel, DEFAULT_FIGURES);
  for (const [is, should] of [
    [medianSpeed, 0.004],
    [p95Speed, 12],
    [p999Speed, 250],
    [maxSpeed, 900],
  ]) {
    expect(Math.abs(is / should - 1)).toBeLessThan(1e-3);
  }
});

test("names the first of several fastest pixels, in any band", () => {
  const pixel = (x: number, y: number): Pixel => [
    (x === 31 && y === 20) || (x === 4 && y > 19) ? 3 : 1,
    0,
    1,
  ];
  for (const bands of [1, 2, 3, 5]) {
    const summary = summaryOf(37, 40, dense, pixel, DEFAULT_FIGURES, bands);
    expect([summary.maxSpeedX, summary.maxSpeedY], `${bands} bands`).toEqual([4, 20]);
  }
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

test("is 0 where nothing moves, and has no place of the fastest pixel", () => {
  const { figures, pixels, directions, maxSpeedX, maxSpeedY, ...numbers } = summaryOf(20, 20, dense, () => [
    0, 0,
  ]);
  expect(new Set([...Object.values(numbers), ...directions])).toEqual(new Set([0]));
  expect([pixels, maxSpeedX, maxSpeedY]).toEqual([400, -1, -1]);
});

test("says that nothing is known where there is no valid region, and where nothing is reliable", () => {
  const none = summaryOf(6, 6, singleScale("lucas-kanade", 2), () => [3, 4, 1]);
  const noise = summaryOf(20, 20, dense, () => [3, 4, 0.01], DEFAULT_FIGURES);
  for (const summary of [none, noise]) {
    for (const speed of SPEEDS) expect(summary[speed], speed).toBeNaN();
    expect([summary.pixels, summary.reliablePixels, summary.reliableShare]).toEqual([0, 0, 0]);
    expect([summary.maxSpeedX, summary.maxSpeedY]).toEqual([-1, -1]);
    expect(Math.max(...summary.directions)).toBe(0);
  }
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
