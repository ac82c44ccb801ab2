import { expect, it } from "vitest";
import { roundNumberAbove } from "./round-number";

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
