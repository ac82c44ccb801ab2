import { expect, it } from "vitest";
import { Units } from "../../shared/measure/units";
import { NEXT_FRAME } from "../../shared/pairing";
import { en } from "../../shared/texts/en";
import { describeDirections, mainDirection } from "./directions";

function unitsOf(yUp: boolean): Units {
  return new Units({
    calibration: { pixel: null, axes: { origin: [0, 0], turn: 0, yUp } },
    grid: { width: 64, height: 48, pixelAspect: 1 },
    ...{ pairing: NEXT_FRAME, times: [0, 0.04], frameRate: 25, variableFrameRate: false },
  });
}

function bins(shares: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 36 }, (_, bin) => shares[bin] ?? 0);
}

it("finds the direction that most pixels move in, clockwise from right", () => {
  expect(mainDirection(bins({ 0: 1 }))).toEqual({ degrees: 5, word: "right", share: 1 });
  expect(mainDirection(bins({ 9: 0.6, 18: 0.4 }))?.word).toBe("down");
  expect(mainDirection(bins({ 18: 1 }))?.word).toBe("left");
  expect(mainDirection(bins({ 27: 1 }))?.word).toBe("up");
  expect(mainDirection(bins({ 35: 1 }))?.word).toBe("right");
  expect(mainDirection(bins({}))).toBeNull();
});

it("says what it found", () => {
  const describe = (directions: number[]) =>
    describeDirections({ directions, pixels: 99 }, en, unitsOf(false));
  expect(describe(bins({ 2: 0.34, 3: 0.2 }))).toBe(
    "Directions of motion: mostly down right, 34 % of the moving pixels near 25°",
  );
  expect(describe(bins({}))).toBe("Directions of motion: nothing moves");
  expect(describeDirections({ directions: bins({}), pixels: 0 }, en, unitsOf(false))).toBe(
    "Directions of motion: no pixel is reliable",
  );
  expect(describeDirections(null, en, unitsOf(false))).toBe("Directions of motion: not known");
});

it("says angles along the axes: where y is up, counter-clockwise", () => {
  const directions = bins({ 2: 0.34 });
  expect(describeDirections({ directions, pixels: 99 }, en, unitsOf(true))).toBe(
    "Directions of motion: mostly down right, 34 % of the moving pixels near 335°",
  );
});
