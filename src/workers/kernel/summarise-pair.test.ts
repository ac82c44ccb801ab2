import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { cancelledError, isCancelled } from "../../shared/errors";
import { automaticFigures, FIGURE_PIXELS, type FigureChoice } from "../../shared/figures";
import { FLOW_METHODS, type FlowParameters, isSingleScale } from "../../shared/flow";
import type { FlowSummary } from "../../shared/flow-report";
import { fieldBytes } from "../protocol";
import { BYTE_PICTURES, type BytePair, bytePair, randomNumbers, undisturbed } from "../testing/pictures";
import { ALL_PIXELS, FlowRunner, preset, singleScale } from "../testing/run-flow";
import { bytesOf, render, waves } from "../testing/scenes";
import { summarisePair } from "./summarise-pair";
import { prepareWorkspace, summaryWorkspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const MEANS = ["meanU", "meanV", "meanSpeed"] as const;

/** Of lucas-kanade, a speed may be off by 2^-11 of itself; none of these pictures comes near that. */
const ACCURACY = 2 ** -16;
/** Bins of the speeds are so wide; the first one holds speeds up to 2^-10. */
const BIN = 2 ** -9;

/**
 * Compares a summary with that of the field that `computeFlow` makes of the same pair, as closely as `SummaryJob` says, over
 * all pixels and over the reliable ones.
 */
function expectSame(pair: BytePair, parameters: FlowParameters): FlowSummary {
  const figures = automaticFigures(parameters.method);
  expectSameFigures(pair, parameters, figures);
  return expectSameFigures(pair, parameters, { ...figures, figurePixels: "all" });
}

function expectSameFigures(pair: BytePair, parameters: FlowParameters, figures: FigureChoice): FlowSummary {
  const { summary: expected, u, v } = runner.run(pair, parameters, 1, figures);
  const summary = runner.summarise(pair, parameters, true, figures);
  const { pixels, reliablePixels, reliableShare, directions } = expected;
  const { maxSpeed } = expected;
  expect(summary).toMatchObject({ figures, pixels, reliablePixels, reliableShare, directions });
  const { directions: none, ...speeds } = runner.summarise(pair, parameters, false, figures);
  expect(none).toEqual([]);
  expect(speeds).toMatchObject(withoutCosts(summary));
  if (pixels === 0) {
    expect(withoutCosts(summary)).toMatchObject(withoutCosts(expected));
    return summary;
  }
  const accuracy = parameters.method === "lucas-kanade" ? ACCURACY : 0;
  // The sums of the means have another order.
  for (const mean of MEANS) expectNear(summary[mean], expected[mean], 2 ** -19 * expected.meanSpeed);
  expectNear(summary.maxSpeed, maxSpeed, accuracy * maxSpeed);
  // Of two that are as good as equally fast, another one may be the fastest.
  const at = summary.maxSpeedY * pair.width + summary.maxSpeedX;
  if (maxSpeed > 0) expectNear(Math.hypot(u[at], v[at]), maxSpeed, Math.max(2 * accuracy, 1e-6) * maxSpeed);
  else expect([summary.maxSpeedX, summary.maxSpeedY]).toEqual([-1, -1]);
  // A speed on the border of two bins may be counted in either.
  const width = accuracy > 0 ? BIN : 0;
  for (const percentile of ["medianSpeed", "p95Speed", "p999Speed"] as const) {
    expectNear(summary[percentile], expected[percentile], width * (expected[percentile] + 0.5));
  }
  return summary;
}

/** What a field says of itself, but for the directions. */
function withoutCosts({ figures, directions, ...rest }: FlowSummary): Partial<FlowSummary> {
  const names = ["pixels", "reliablePixels", "reliableShare", "maxSpeedX", "maxSpeedY"] as const;
  const speeds = [...MEANS, "medianSpeed", "p95Speed", "p999Speed", "maxSpeed"] as const;
  return Object.fromEntries([...names, ...speeds].map((name) => [name, rest[name]]));
}

function expectNear(is: number, should: number, tolerance: number): void {
  expect(Math.abs(is - should), `${is} instead of ${should}`).toBeLessThanOrEqual(tolerance);
}

/** A texture that moves by less than a pixel. */
function movingPair(width: number, height: number, seed: number): BytePair {
  const texture = waves(seed, 10);
  const frame = (x0: number, y0: number) => bytesOf(render(width, height, (x, y) => texture(x + x0, y + y0)));
  return { width, height, first: frame(0, 0), second: frame(-0.6, 0.3) };
}

describe("the summary of lucas-kanade is that of its field", () => {
  test("on any pictures, of any size and radius", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 17, max: 45 })),
        fc.nat(150),
        fc.nat(12),
        fc.constantFrom(...BYTE_PICTURES),
        fc.integer(),
        (radius, moreColumns, moreRows, kind, seed) => {
          const smallest = 2 * radius + 3;
          const pair = bytePair(kind, smallest + moreColumns, smallest + moreRows, seed);
          expectSame(pair, singleScale("lucas-kanade", radius));
        },
      ),
      { seed: 11, numRuns: 150 },
    );
  });

  test.each([
    [1, 640, 30],
    [2, 854, 40],
    [15, 333, 50],
    // The widest window of the plain arithmetic, and the narrowest of the other one.
    [16, 301, 60],
    [17, 302, 60],
    [45, 411, 110],
    // Too narrow for strips.
    [45, 200, 100],
  ])("with radius %d on a moving texture of %d x %d", (radius, width, height) => {
    const summary = expectSame(movingPair(width, height, radius), singleScale("lucas-kanade", radius));
    expect(summary.medianSpeed).toBeGreaterThan(0.3);
    expect(summary.reliableShare).toBeGreaterThan(0.5);
  });

  test("at each width from the narrowest frame on, with strips and without", () => {
    for (const radius of [1, 2, 7]) {
      for (let width = 2 * radius + 3; width < 90; width++) {
        expectSame(movingPair(width, 2 * radius + 5, width), singleScale("lucas-kanade", radius));
      }
    }
  });

  test("on the steepest gradients there are, with the largest window", () => {
    expectSame(bytePair("saturated", 420, 100, 3), singleScale("lucas-kanade", 45));
    expectSame(bytePair("checkerboard", 420, 100, 3), singleScale("lucas-kanade", 45));
  });

  test("on flat frames, where nothing moves and nothing is reliable", () => {
    const summary = expectSame(bytePair("flat", 101, 37, 1), singleScale("lucas-kanade", 3));
    expect([summary.meanSpeed, summary.maxSpeed, summary.reliableShare]).toEqual([0, 0, 0]);
  });
});

/**
 * Steep diagonal stripes with a little noise: the larger eigenvalue is as large as can be, so that rounding of it is much beside
 * the smaller one, which lies on either side of the threshold.
 */
function noisyStripes(width: number, height: number, period: number, noise: number, seed: number): BytePair {
  const random = randomNumbers(seed);
  const frame = () =>
    Uint8Array.from({ length: width * height }, (_, at) => {
      const stripe = Math.floor(((at % width) + Math.floor(at / width)) / period) % 2 === 0 ? 0 : 255;
      const grey = stripe + (stripe === 0 ? 1 : -1) * Math.round(random() * noise);
      return Math.min(255, Math.max(0, grey));
    });
  return { width, height, first: frame(), second: frame() };
}

describe("which pixels are reliable is decided as in the field", () => {
  test("also where the threshold is close", () => {
    let shares = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3, 5, 17),
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 8, max: 20 }),
        fc.constantFrom(...[0.02, 0.05, 0.1, 0.3, 0.97, 0.99]),
        fc.integer(),
        (radius, period, noise, threshold, seed) => {
          const pair = noisyStripes(403, 101, period, noise, seed);
          const figures = { figurePixels: "reliable", minimumReliability: threshold } as const;
          const { reliableShare } = expectSameFigures(pair, singleScale("lucas-kanade", radius), figures);
          if (reliableShare > 0 && reliableShare < 1) shares++;
        },
      ),
      { seed: 5, numRuns: 40 },
    );
    // Else the threshold was close to nothing.
    expect(shares).toBeGreaterThan(5);
  });
});

describe.each(FLOW_METHODS)("%s", (method) => {
  const parameters = isSingleScale(method) ? singleScale(method, 3) : preset("balanced");

  test("counts every pixel where every one is reliable enough", () => {
    const pair = movingPair(67, 45, 5);
    for (const figurePixels of FIGURE_PIXELS) {
      const { pixels, reliablePixels, reliableShare } = expectSameFigures(pair, parameters, {
        ...{ figurePixels, minimumReliability: 0 },
      });
      const margin = isSingleScale(method) ? 2 * (parameters.windowRadius + 1) : 0;
      const valid = (67 - margin) * (45 - margin);
      expect([pixels, reliablePixels, reliableShare]).toEqual([valid, valid, 1]);
    }
  });

  test("has the summary of its field", () => {
    const summary = expectSame(movingPair(67, 45, 5), parameters);
    expect(summary.meanSpeed).toBeGreaterThan(0.3);
  });

  test("says what it cost", () => {
    const pair = movingPair(67, 45, 5);
    const { flowMs, stages, workingBytes, threads } = runner.summarise(pair, parameters);
    expect(flowMs).toBeGreaterThan(0);
    expect(stages.solveMs).toBeGreaterThan(0);
    expect(threads).toBe(1);
    const field = method === "lucas-kanade" ? 0 : fieldBytes(67, 45);
    expect(workingBytes).toBe(runner.run(pair, parameters).report.workingBytes + field);
  });

  test("gives up when it is cancelled", () => {
    const { kernels, heap } = runner;
    const { width, height, first, second } = movingPair(67, 45, 5);
    const [one, two, workspace] = [
      first.length,
      second.length,
      summaryWorkspaceBytes(kernels, { parameters, width, height }),
    ].map((bytes) => heap.allocate(bytes));
    heap.bytes(one).set(first);
    heap.bytes(two).set(second);
    prepareWorkspace(kernels, workspace);
    const how = { parameters, figures: ALL_PIXELS, directions: false };
    const task = { width, height, first: one, second: two, workspace, ...how };
    const throwIfCancelled = () => {
      throw cancelledError();
    };
    let thrown: unknown;
    try {
      summarisePair(kernels, task, { ...undisturbed, throwIfCancelled });
    } catch (error) {
      thrown = error;
    }
    expect(isCancelled(thrown)).toBe(true);
    const bad = { ...task, workspace: { ...workspace, byteLength: workspace.byteLength - 1 } };
    expect(() => summarisePair(kernels, bad, undisturbed)).toThrow(/^The working memory needs .*\.$/);
    const short = { ...task, second: { ...two, byteLength: 9 } };
    expect(() => summarisePair(kernels, short, undisturbed)).toThrow(/same size/);
  });
});

describe("no number depends on bands", () => {
  test.each([
    [854, 60, 2],
    [101, 47, 3],
    [64, 100, 20],
  ])("%d x %d, radius %d", (width, height, radius) => {
    const pair = movingPair(width, height, 9);
    const parameters = singleScale("lucas-kanade", radius);
    const { summary } = runner.run(pair, parameters);
    for (const bands of [2, 3, 7]) {
      expect(runner.run(pair, parameters, bands).summary, `${bands} bands`).toEqual(summary);
    }
  });
});
