import { describe, expect, it } from "vitest";
import { chartDistance, chartPath, chartX, chartY } from "./line-chart";

const PLACE = { left: 40, top: 10, width: 200, height: 100 };
const RANGE = { length: 50, least: -2, most: 2 };

describe("a chart over a distance", () => {
  it("has its values where they belong", () => {
    expect([chartX(PLACE, RANGE, 0), chartX(PLACE, RANGE, 25), chartX(PLACE, RANGE, 50)]).toEqual([
      40, 140, 240,
    ]);
    expect([chartY(PLACE, RANGE, 2), chartY(PLACE, RANGE, 0), chartY(PLACE, RANGE, -2)]).toEqual([
      10, 60, 110,
    ]);
    expect([chartDistance(PLACE, RANGE, 140), chartDistance(PLACE, RANGE, 9)]).toEqual([25, 0]);
  });

  it("leaves gaps where nothing is known, and stays in its plot", () => {
    const values = [0, 1, Number.NaN, 9, Number.NaN, -1];
    expect(chartPath([0, 10, 20, 30, 40, 50], values, PLACE, RANGE)).toBe("M40 60h0L80 35M160 10h0M240 85h0");
  });
});
