import { describe, expect, it } from "vitest";
import { linearScale, logarithmicScale, movedValue, powerScale, SLIDER_POSITIONS } from "./slider-scale";

const scales = [
  { name: "logarithmic", scale: logarithmicScale(2, 200, 1), min: 2, max: 200, step: 1 },
  { name: "fine logarithmic", scale: logarithmicScale(0.05, 1000, 0.01), min: 0.05, max: 1000, step: 0.01 },
  { name: "power", scale: powerScale(100, 4, 0.01), min: 0, max: 100, step: 0.01 },
  { name: "linear", scale: linearScale(1, 45, 1), min: 1, max: 45, step: 1 },
  { name: "linear share", scale: linearScale(0, 1, 0.01), min: 0, max: 1, step: 0.01 },
];

describe.each(scales)("the $name scale", ({ scale, min, max, step }) => {
  it("reaches from limit to limit", () => {
    expect(scale.toValue(0)).toBe(min);
    expect(scale.toValue(SLIDER_POSITIONS)).toBe(max);
    expect(scale.toPosition(min)).toBeCloseTo(0);
    expect(scale.toPosition(max)).toBeCloseTo(SLIDER_POSITIONS);
  });

  it("never falls on the way up", () => {
    let before = min;
    for (let position = 0; position <= SLIDER_POSITIONS; position += 1) {
      const value = scale.toValue(position);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
  });

  it("can be walked from end to end by key", () => {
    let value = min;
    let presses = 0;
    while (value < max && presses < 5000) {
      const position = Math.min(Math.round(scale.toPosition(value)) + 1, SLIDER_POSITIONS);
      const next = movedValue(scale, value, position, step);
      expect(next).toBeGreaterThan(value);
      value = next;
      presses += 1;
    }
    expect(value).toBe(max);
    while (value > min && presses < 10000) {
      const position = Math.max(Math.round(scale.toPosition(value)) - 1, 0);
      const next = movedValue(scale, value, position, step);
      expect(next).toBeLessThan(value);
      value = next;
      presses += 1;
    }
    expect(value).toBe(min);
  });
});
