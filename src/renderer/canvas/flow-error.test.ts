import { expect, it } from "vitest";
import { checkFlow, meanDifference } from "./flow-error";

const grid = { stepX: 10, stepY: 10, columns: 2, rows: 2, firstX: 5, firstY: 7 };

it("measures the error of what is drawn, at the places where it is drawn", () => {
  const places: number[][] = [];
  // The second sample is too slow for an arrow, the last one unknown.
  const samples = Float32Array.of(3, 4, 0, 0.05, 1, 0, Number.NaN, 0);
  const check = checkFlow(grid, samples, 0.1, (x, y) => {
    places.push([x, y]);
    return { u: 1, v: 0 };
  });
  expect(places).toEqual([
    [5, 7],
    [5, 17],
  ]);
  expect(check?.arrows).toBe(2);
  expect(check?.meanEndpointError).toBeCloseTo(Math.hypot(2, 4) / 2);
  expect(check?.trueMeanSpeed).toBeCloseTo(1);
  expect(check?.measuredMeanSpeed).toBeCloseTo(3);
  expect(check?.measuredMean.u).toBeCloseTo(2);
  expect(check?.measuredMean.v).toBeCloseTo(2);
});

it("has nothing to say where nothing is drawn", () => {
  expect(checkFlow(grid, new Float32Array(8), 0, () => ({ u: 0, v: 0 }))).toBeNull();
});

it("says how far two flows are apart, where both are known", () => {
  const unknown = Number.NaN;
  const a = Float32Array.of(1, 2, 0, 0, unknown, unknown, 5, 5);
  const b = Float32Array.of(1, 2, 3, 4, 1, 1, unknown, unknown);
  expect(meanDifference(a, b)).toBe(2.5);
  expect(meanDifference(a, a)).toBe(0);
  expect(meanDifference(a, Float32Array.of())).toBeNaN();
});
