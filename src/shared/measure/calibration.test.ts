import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyMatrix,
  axesInWords,
  type Calibration,
  displacementMatrix,
  IN_PIXELS,
  isInPixels,
  lengthUnit,
  placeOf,
  speedUnit,
  usualAxes,
  velocityMatrix,
} from "./calibration";
import { parseLength } from "./length";

const SQUARE = { height: 480, pixelAspect: 1 };

describe("lengths", () => {
  it.for([
    ["0.02mm", 0.02, "mm"],
    ["1.5 µm", 1.5, "µm"],
    ["6.5um", 6.5, "µm"],
    ["6.5μm", 6.5, "µm"],
    ["5e-3m", 0.005, "m"],
    ["250nm", 250, "nm"],
    [" 2 km ", 2, "km"],
  ] as const)("%s", ([text, value, unit]) => {
    expect(parseLength(text)).toEqual({ value, unit });
  });

  it.for(["", "mm", "5", "0mm", "-1mm", "5 px", "1e999m", "0x10mm", "5 mm/s", "1,5mm"])(
    "%s is none",
    (text) => {
      expect(parseLength(text)).toBeNull();
    },
  );
});

describe("axes", () => {
  it("pixels stay what they are, square or not", () => {
    expect(isInPixels(IN_PIXELS)).toBe(true);
    expect(placeOf(IN_PIXELS, { pixelAspect: 2 }, [3, 4])).toEqual([3, 4]);
    expect([lengthUnit(IN_PIXELS), speedUnit(IN_PIXELS)]).toEqual(["px", "px/frame"]);
  });

  it("y up counts from the last row, and turns v round", () => {
    const up: Calibration = { pixel: null, axes: usualAxes(true, SQUARE) };
    expect(placeOf(up, SQUARE, [10, 479])).toEqual([10, 0]);
    expect(placeOf(up, SQUARE, [10, 0])).toEqual([10, 479]);
    expect(applyMatrix(displacementMatrix(up, SQUARE), [1, -2])).toEqual([1, 2]);
  });

  it("a pixel twice as wide as high counts twice along the rows", () => {
    const calibration: Calibration = { pixel: { value: 0.5, unit: "mm" }, axes: IN_PIXELS.axes };
    expect(placeOf(calibration, { pixelAspect: 2 }, [3, 4])).toEqual([3, 2]);
    expect(lengthUnit(calibration)).toBe("mm");
  });

  it("speeds of the world are per second", () => {
    const calibration: Calibration = { pixel: { value: 2, unit: "µm" }, axes: IN_PIXELS.axes };
    expect(applyMatrix(velocityMatrix(calibration, SQUARE, 0.04), [1, -2])).toEqual([50, -100]);
    expect(speedUnit(calibration)).toBe("µm/s");
    expect(velocityMatrix(calibration, SQUARE, Number.NaN)).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it.for([
    // The x axis goes up on the screen; what moves up moves along it, and what moves left along y where that is counter-clockwise of it.
    [90, true, [0, -3], [3, 0]],
    [90, true, [-3, 0], [0, 3]],
    [90, false, [-3, 0], [0, -3]],
    [180, false, [1, 2], [-1, -2]],
    [-90, true, [0, 3], [3, 0]],
    [450, true, [0, -3], [3, 0]],
  ] as const)("turned by %d, y up %s: a motion of %j is %j", ([turn, yUp, motion, expected]) => {
    const calibration: Calibration = { pixel: null, axes: { origin: [0, 0], turn, yUp } };
    const [u, v] = applyMatrix(displacementMatrix(calibration, SQUARE), motion);
    expect([u + 0, v + 0]).toEqual(expected);
  });

  it("turning keeps lengths and the angles between motions", () => {
    const motion = fc.tuple(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.double({ min: -9, max: 9, noNaN: true }),
    );
    const turns = fc.double({ min: -720, max: 720, noNaN: true });
    fc.assert(
      fc.property(motion, motion, turns, fc.boolean(), (one, other, turn, yUp) => {
        const matrix = displacementMatrix({ pixel: null, axes: { origin: [0, 0], turn, yUp } }, SQUARE);
        const [a, b] = [applyMatrix(matrix, one), applyMatrix(matrix, other)];
        expect(a[0] * b[0] + a[1] * b[1]).toBeCloseTo(one[0] * other[0] + one[1] * other[1], 9);
        const turned = (yUp ? -1 : 1) * (a[0] * b[1] - a[1] * b[0]);
        expect(turned).toBeCloseTo(one[0] * other[1] - one[1] * other[0], 9);
      }),
    );
  });

  it("are said", () => {
    expect(axesInWords({ pixel: null, axes: usualAxes(true, SQUARE) })).toBe(
      "x right, y up, from the middle of pixel 0, 479 (counted from 0)",
    );
  });
});
