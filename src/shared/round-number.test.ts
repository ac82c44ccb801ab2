import { expect, it } from "vitest";
import { axisEndAbove, roundNumberAbove, roundNumberNear } from "./round-number";

it.each([
  [0.5, 0.5],
  [0.51, 1],
  [0.13, 0.2],
  [1, 1],
  [1.01, 2],
  [3.7, 5],
  [7, 10],
  [99, 100],
  [0.3, 0.5],
  [0, 1],
  [Number.NaN, 1],
])("goes from %d to %d", (value, expected) => {
  expect(roundNumberAbove(value)).toBe(expected);
});

it.each([
  [0, 1],
  [Number.NaN, 1],
  [1, 1],
  [1.01, 1.5],
  [10.7, 15],
  [0.21, 0.3],
  [6.1, 8],
  [99, 100],
])("ends an axis for %d at %d", (value, expected) => {
  expect(axisEndAbove(value)).toBe(expected);
});

it.each([
  [0, 1],
  [Number.NaN, 1],
  [1, 1],
  [1.09, 1],
  [1.1, 1.2],
  [0.0337, 0.03],
  [0.035, 0.04],
  [930, 1000],
  [9e-9, 1e-8],
])("takes for %d the round number %d", (value, expected) => {
  expect(roundNumberNear(value)).toBe(expected);
});

it("takes a round number that is at most a sixth away", () => {
  for (let value = 1e-4; value < 1e5; value *= 1.013) {
    const ratio = roundNumberNear(value) / value;
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(1.16);
  }
});
