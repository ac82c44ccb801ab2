import { expect, it } from "vitest";
import { fittedArrowScale } from "./arrow-scale";

it.each([
  [12, 1.12, 8],
  [16, 30, 0.4],
  [36, 2, 15],
  [20, 0, 30],
  [16, 0.3, 20],
  [8, 1e6, 0.02],
])("has a round scale for a spacing of %d px and a speed of %d px/frame", (spacing, speed, scale) => {
  expect(fittedArrowScale(spacing, speed)).toBe(scale);
});

it("draws the typical speed so long that it is seen, and short of the next arrow", () => {
  for (let speed = 0.5; speed < 60; speed *= 1.07) {
    const length = fittedArrowScale(16, speed) * speed;
    expect(length).toBeGreaterThan(0.56 * 16);
    expect(length).toBeLessThan(0.86 * 16);
  }
});
