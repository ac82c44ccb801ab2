import { describe, expect, it } from "vitest";
import { degreesOf } from "../../shared/direction";
import { readingOf } from "./reading";

describe("degreesOf", () => {
  it.for([
    [1, 0, 0],
    [1, 1, 45],
    [0, 2, 90],
    [-3, 0, 180],
    [0, -1, 270],
    [1, -1, 315],
    [1, -1e-20, 0],
    [-1, -0, 180],
  ] as const)("of (%d, %d) is %d: clockwise from the right, as y is down", ([u, v, degrees]) => {
    expect(degreesOf(u, v)).toBeCloseTo(degrees, 9);
    expect(degreesOf(u, v)).toBeLessThan(360);
  });

  it("of what does not move is none", () => {
    expect(degreesOf(0, -0)).toBeNaN();
  });
});

describe("readingOf", () => {
  it("has speed and direction of the motion", () => {
    expect(readingOf([3, -4, 0.5, 0.01, 2731])).toMatchObject({
      ...{ u: 3, v: -4, speed: 5, reliability: 0.5, map: 0.01, luma: 2731 },
    });
  });

  it("is none where nothing was read, or the flow is unknown", () => {
    for (const values of [
      null,
      [Number.NaN, 0, 1, 0, 9],
      [0, Number.NaN, 1, 0, 9],
      [1.7e9, 1.7e9, 1, 0, 9],
    ] as const)
      expect(readingOf(values)).toBeNull();
  });
});
