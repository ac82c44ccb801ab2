import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ARROW_NUMBERS,
  type ArrowGeometry,
  arrowGeometry,
  arrowHaloWidth,
  arrowHasHalo,
  arrowProportions,
  arrowStrokeWidth,
} from "./arrow-geometry";
import type { ArrowGrid } from "./arrow-grid";

const SPACING = 16;
const ORIGIN: ArrowGrid = { stepX: 16, stepY: 16, columns: 1, rows: 1, firstX: 0, firstY: 0 };

function arrow(u: number, v: number, scale = 5, pixelAspect = 1, minimumSpeed = 0): ArrowGeometry {
  return arrowGeometry(ORIGIN, Float32Array.of(u, v), { scale, minimumSpeed, pixelAspect, spacing: SPACING });
}

function points(geometry: ArrowGeometry, pixelAspect = 1): { x: number; y: number }[] {
  return Array.from({ length: ARROW_NUMBERS / 2 }, (_, i) => ({
    x: geometry.coordinates[2 * i] * pixelAspect,
    y: geometry.coordinates[2 * i + 1],
  }));
}

/** Relative to its length, the largest of the errors of the two components. */
function tipError(u: number, v: number, scale: number, pixelAspect: number): number {
  const c = arrow(u, v, scale, pixelAspect).coordinates;
  const error = Math.max(Math.abs(c[2] - c[0] - u * scale), Math.abs(c[3] - c[1] - v * scale));
  return error / (Math.hypot(u, v) * scale);
}

describe("arrowGeometry", () => {
  it.each([
    [3, 4, 53.130102],
    [1, 4, 75.963757],
    [-2.5, 0, 180],
    [0, -3, -90],
    [-1, -4, -104.036243],
  ])("draws (%d, %d) at its own angle and length", (u, v, degrees) => {
    for (const pixelAspect of [1, 2, 0.9]) {
      const c = arrow(u, v, 5, pixelAspect).coordinates;
      expect([c[0], c[1]]).toEqual([0.5, 0.5]);
      expect((Math.atan2(c[3] - c[1], c[2] - c[0]) * 180) / Math.PI).toBeCloseTo(degrees, 4);
      expect(Math.hypot(c[2] - c[0], c[3] - c[1])).toBeCloseTo(5 * Math.hypot(u, v), 5);
    }
  });

  it("is exact for any motion, scale and pixel aspect", () => {
    const component = fc.float({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        component,
        component,
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (u, v, scale, pixelAspect) => {
          fc.pre(Math.hypot(u, v) * scale > 0.1);
          expect(tipError(u, v, scale, pixelAspect)).toBeLessThan(1e-5);
        },
      ),
      { seed: 20240501, numRuns: 500 },
    );
  });

  it("puts each tail on the centre of its pixel", () => {
    const grid: ArrowGrid = { stepX: 10, stepY: 10, columns: 2, rows: 2, firstX: 4, firstY: 7 };
    const samples = new Float32Array(8).fill(1);
    const { coordinates, count } = arrowGeometry(grid, samples, {
      scale: 2,
      minimumSpeed: 0,
      pixelAspect: 1,
      spacing: SPACING,
    });
    expect(count).toBe(4);
    const tails = [0, 1, 2, 3].map((i) => [
      ...coordinates.subarray(i * ARROW_NUMBERS, i * ARROW_NUMBERS + 2),
    ]);
    expect(tails).toEqual([
      [4.5, 7.5],
      [14.5, 7.5],
      [4.5, 17.5],
      [14.5, 17.5],
    ]);
  });

  it("has heads that are symmetric and undistorted on the displayed picture", () => {
    for (const pixelAspect of [1, 2, 0.7]) {
      for (const [u, v] of [
        [3, 4],
        [-6, 1],
        [0.2, -0.1],
      ]) {
        const [tail, tip, tailLeft, neckLeft, left, right, neckRight, tailRight] = points(
          arrow(u, v, 5, pixelAspect),
          pixelAspect,
        );
        const length = Math.hypot(tip.x - tail.x, tip.y - tail.y);
        const along = { x: (tip.x - tail.x) / length, y: (tip.y - tail.y) / length };
        const wanted = arrowProportions(length, SPACING);
        const base = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
        expect(Math.hypot(tip.x - base.x, tip.y - base.y)).toBeCloseTo(wanted.headLength, 4);
        expect(Math.hypot(left.x - right.x, left.y - right.y)).toBeCloseTo(wanted.headWidth, 4);
        expect(Math.hypot(tailLeft.x - tailRight.x, tailLeft.y - tailRight.y)).toBeCloseTo(
          wanted.shaftWidth,
          4,
        );
        // Square to the arrow, and the shaft ends where the head begins.
        expect((left.x - right.x) * along.x + (left.y - right.y) * along.y).toBeCloseTo(0, 4);
        expect((neckLeft.x - base.x) * along.x + (neckLeft.y - base.y) * along.y).toBeCloseTo(0, 4);
        expect((neckRight.x - base.x) * along.x + (neckRight.y - base.y) * along.y).toBeCloseTo(0, 4);
        // "Left" is left as seen along the arrow, with y down.
        expect(along.x * (left.y - base.y) - along.y * (left.x - base.x)).toBeLessThan(0);
      }
    }
  });

  it("scales the head of short arrows and limits that of long ones", () => {
    const short = arrowProportions(2, 16);
    const shorter = arrowProportions(1, 16);
    expect(short.headLength).toBeCloseTo(2 * shorter.headLength, 9);
    expect(short.shaftWidth).toBeCloseTo(2 * shorter.shaftWidth, 9);
    expect(arrowProportions(50, 16)).toEqual(arrowProportions(500, 16));
    expect(arrowProportions(500, 16).headLength).toBeLessThan(8);
    expect(arrowProportions(500, 16).shaftWidth).toBe(arrowStrokeWidth(16));
  });

  it("leaves out motions that are zero, too slow or unknown, and no others", () => {
    const grid: ArrowGrid = { stepX: 4, stepY: 4, columns: 8, rows: 1, firstX: 0, firstY: 0 };
    const samples = Float32Array.of(0, 0, 0.3, 0.4, 0.29, 0.4, NaN, 1, 1, Infinity, 1e10, 0, -1, 0, 0, -1);
    const style = { scale: 1, minimumSpeed: 0.5, pixelAspect: 1, spacing: SPACING };
    const { coordinates, count } = arrowGeometry(grid, samples, style);
    const columns = Array.from({ length: count }, (_, i) => (coordinates[i * ARROW_NUMBERS] - 0.5) / 4);
    // sqrt(0.3² + 0.4²) in float32 is a little above 0.5.
    expect(columns).toEqual([1, 6, 7]);
    expect(arrow(0, 0).count).toBe(0);
  });

  it("uses the arrays of before where they are long enough", () => {
    const style = { scale: 1, minimumSpeed: 0, pixelAspect: 1, spacing: SPACING };
    const first = arrowGeometry(ORIGIN, Float32Array.of(1, 1), style);
    const again = arrowGeometry(ORIGIN, Float32Array.of(1, 1), style, first);
    expect(again.coordinates).toBe(first.coordinates);
    const two = { ...ORIGIN, columns: 2 };
    expect(arrowGeometry(two, Float32Array.of(1, 1, 1, 1), style, first).coordinates).not.toBe(
      first.coordinates,
    );
  });

  it("cuts what would be too long there, in its direction, with a second head right behind the first", () => {
    const style = { scale: 5, minimumSpeed: 0, spacing: SPACING, mostLength: 48 };
    for (const pixelAspect of [1, 2]) {
      const grid = { ...ORIGIN, columns: 2 };
      const geometry = arrowGeometry(grid, Float32Array.of(12, -16, 2, 1), { ...style, pixelAspect });
      expect([geometry.arrows, geometry.cut, geometry.count]).toEqual([2, 1, 3]);
      const c = geometry.coordinates;
      const [x, y] = [(c[2] - c[0]) * pixelAspect, c[3] - c[1]];
      expect(Math.hypot(x, y)).toBeCloseTo(48, 4);
      expect(Math.atan2(y, x)).toBeCloseTo(Math.atan2(-16, 12 * pixelAspect), 6);
      const second = c.subarray(ARROW_NUMBERS);
      const base = [(c[8] + c[10]) / 2, (c[9] + c[11]) / 2];
      expect(second[2]).toBeCloseTo(base[0], 4);
      expect(second[3]).toBeCloseTo(base[1], 4);
      // Its colour is that of its whole speed.
      expect([...geometry.motions.subarray(0, 6)]).toEqual([12, -16, 12, -16, 2, 1]);
      const third = c.subarray(2 * ARROW_NUMBERS);
      expect(third[2] - third[0]).toBeCloseTo(10, 4);
    }
  });

  it("leaves out arrows that would be specks", () => {
    const grid = { ...ORIGIN, columns: 3 };
    const style = { scale: 5, minimumSpeed: 0, pixelAspect: 1, spacing: SPACING, leastLength: 2 };
    expect(arrowGeometry(grid, Float32Array.of(0.39, 0, 0, -0.41, 0, 0), style).arrows).toBe(1);
  });

  it("has arrows of the same length wherever the picture is zoomed to", () => {
    const style = { scale: 5, minimumSpeed: 0, pixelAspect: 1, spacing: SPACING };
    const grid = { ...ORIGIN, firstX: 10, firstY: 20 };
    const near = arrowGeometry(grid, Float32Array.of(3, 1), { ...style, zoom: 8 }).coordinates;
    expect([...near.subarray(0, 4)]).toEqual([84, 164, 99, 169]);
  });
});

it("gives arrows that are hardly longer than a halo none", () => {
  expect(arrowHasHalo(arrow(0.1, 0).coordinates, 0, arrowHaloWidth(16), 1)).toBe(false);
  expect(arrowHasHalo(arrow(4, 0).coordinates, 0, arrowHaloWidth(16), 1)).toBe(true);
});
