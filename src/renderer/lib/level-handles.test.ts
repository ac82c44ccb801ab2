import { describe, expect, it } from "vitest";
import { areWhole, histogramEnd, shareOfValue, stepOfKey, valueAtShare, withEnd } from "./level-handles";

const HISTOGRAM = { from: 100, step: 4, counts: new Uint32Array(200) };
const LEVELS = { black: 200, white: 600, gamma: 1 };

describe("the handles of levels", () => {
  it("stand at their values, and at the ends where these lie beyond", () => {
    expect(histogramEnd(HISTOGRAM)).toBe(899);
    for (const [value, share] of [
      [100, 0],
      [899, 1],
      [0, 0],
      [65535, 1],
    ])
      expect(shareOfValue(HISTOGRAM, value)).toBe(share);
    for (const value of [100, 217, 500, 899])
      expect(valueAtShare(HISTOGRAM, shareOfValue(HISTOGRAM, value))).toBe(value);
  });

  it("stay on their side of each other, and within what there can be", () => {
    expect(withEnd(LEVELS, "black", 599.6, 65535)).toEqual({ ...LEVELS, black: 599 });
    expect(withEnd(LEVELS, "black", -4, 65535)).toEqual({ ...LEVELS, black: 0 });
    expect(withEnd(LEVELS, "white", 10, 65535)).toEqual({ ...LEVELS, white: 201 });
    expect(withEnd(LEVELS, "white", 1e6, 255)).toEqual({ ...LEVELS, white: 255 });
  });

  it("go by arrows and pages, farther with Shift, and by nothing else", () => {
    const step = stepOfKey(HISTOGRAM, "ArrowRight", false) ?? 0;
    expect(step).toBeGreaterThanOrEqual(1);
    expect(stepOfKey(HISTOGRAM, "ArrowLeft", false)).toBe(-step);
    expect(stepOfKey(HISTOGRAM, "ArrowUp", true)).toBe(10 * step);
    expect(stepOfKey(HISTOGRAM, "PageDown", false)).toBe(-10 * step);
    expect(stepOfKey(HISTOGRAM, "x", false)).toBeNull();
  });

  it("know the whole range", () => {
    expect(areWhole({ black: 0, white: 4095, gamma: 1 }, 12)).toBe(true);
    expect(areWhole({ black: 0, white: 4095, gamma: 2 }, 12)).toBe(false);
    expect(areWhole({ black: 0, white: 4095, gamma: 1 }, 16)).toBe(false);
  });
});
