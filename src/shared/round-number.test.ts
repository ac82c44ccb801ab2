import { expect, it } from "vitest";
import { axisEndAbove, axisEndBelow, roundNumberAbove } from "./round-number";

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
  [1, 1],
  [1.49, 1],
  [10.7, 10],
  [0.79, 0.6],
  [0.3, 0.3],
  [999, 800],
])("goes from %d down to %d", (value, expected) => {
  expect(axisEndBelow(value)).toBe(expected);
});
