import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoverageMask } from "./coverage-mask";
import { PolygonRaster } from "./raster";

function filled(width: number, height: number, ...polygons: number[][]): CoverageMask {
  const mask = new CoverageMask(width, height);
  const raster = new PolygonRaster();
  for (const polygon of polygons) raster.fill(mask, Float64Array.from(polygon), polygon.length / 2);
  return mask;
}

function area(mask: CoverageMask): number {
  return mask.coverage.reduce((sum, value) => sum + value, 0) / 255;
}

/** The share of n x n points of each pixel that lie within the polygon (even-odd rule). */
function sampled(width: number, height: number, polygon: number[], n = 16): number[] {
  const inside = (x: number, y: number): boolean => {
    let odd = false;
    for (let i = 0, j = polygon.length - 2; i < polygon.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [polygon[i], polygon[i + 1], polygon[j], polygon[j + 1]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  };
  return Array.from({ length: width * height }, (_, pixel) => {
    let hits = 0;
    for (let k = 0; k < n * n; k++) {
      const x = (pixel % width) + ((k % n) + 0.5) / n;
      const y = Math.floor(pixel / width) + (Math.floor(k / n) + 0.5) / n;
      if (inside(x, y)) hits++;
    }
    return hits / (n * n);
  });
}

describe("PolygonRaster", () => {
  it("covers whole pixels wholly and parts of them by their area", () => {
    const mask = filled(4, 3, [1, 0.5, 2.25, 0.5, 2.25, 2, 1, 2]);
    expect([...mask.coverage]).toEqual([0, 128, 32, 0, 0, 255, 64, 0, 0, 0, 0, 0]);
  });

  it("is exact where a flat edge passes several pixels of a row", () => {
    // Below the line from (0, 1) to (4, 0), then a line that starts and ends within pixels.
    const whole = filled(4, 1, [0, 0, 4, 0, 0, 1]);
    expect([...whole.coverage]).toEqual([223, 159, 96, 32]);
    // Heights 1 - (x - 0.5) / 2 from x = 0.5 to 2.5, integrated: 0.4375, 0.5, 0.0625.
    const parts = filled(4, 1, [0.5, 0, 2.5, 0, 0.5, 1]);
    expect([...parts.coverage]).toEqual([112, 128, 16, 0]);
  });

  it("gives a line thinner than a pixel its true weight", () => {
    expect(area(filled(20, 5, [2, 2.4, 18, 2.4, 18, 2.6, 2, 2.6]))).toBeCloseTo(3.2, 1);
  });

  it("has the area of every pixel within any triangle, partly outside too", () => {
    const coordinate = fc.double({ min: -8, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 6 }), (triangle) => {
        const mask = filled(12, 12, triangle);
        const expected = sampled(12, 12, triangle);
        expected.forEach((share, i) => {
          expect(Math.abs(mask.coverage[i] / 255 - share)).toBeLessThan(0.08);
        });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("fills a concave outline of either orientation", () => {
    const arrow = [1, 4, 6, 4, 6, 1, 11, 5.5, 6, 10, 6, 7, 1, 7];
    const backward: number[] = [];
    for (let i = arrow.length - 2; i >= 0; i -= 2) backward.push(arrow[i], arrow[i + 1]);
    const expected = sampled(12, 12, arrow);
    const mask = filled(12, 12, arrow);
    expected.forEach((share, i) => {
      expect(Math.abs(mask.coverage[i] / 255 - share)).toBeLessThan(0.05);
    });
    expect(filled(12, 12, backward).coverage).toEqual(mask.coverage);
  });

  it("unites overlapping shapes instead of adding them", () => {
    const half = [0, 0, 4, 0, 4, 0.5, 0, 0.5];
    expect(filled(4, 1, half, half).coverage).toEqual(filled(4, 1, half).coverage);
  });

  it("cuts off what lies outside, however far, and ignores what is not finite", () => {
    expect([...filled(3, 2, [-1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9]).coverage]).toEqual(
      new Array(6).fill(255),
    );
    expect(area(filled(3, 2, [5, 0, 9, 0, 9, 2]))).toBe(0);
    expect(area(filled(3, 2, [-5, -9, 9, -9, 9, -2]))).toBe(0);
    expect(area(filled(3, 2, [0, 0, NaN, 0, 3, 2]))).toBe(0);
    expect(area(filled(3, 2, [0, 0, Infinity, 0, 3, 2]))).toBe(0);
    // Half of the pixels, along an edge that runs far out on both sides.
    expect(area(filled(10, 10, [-1000, -1000, 1000, 1000, -1000, 1000]))).toBeCloseTo(50, 0);
  });

  it("leaves nothing behind for the next shape, and a cleared mask is empty", () => {
    const mask = new CoverageMask(9, 9);
    const raster = new PolygonRaster();
    raster.fill(mask, Float64Array.of(-3, 1, 14, 2.3, 5, 8.7), 3);
    mask.clear();
    expect(area(mask)).toBe(0);
    expect(mask.top).toBeGreaterThanOrEqual(mask.bottom);
    const square = [2, 2, 5, 2, 5, 5, 2, 5];
    raster.fill(mask, Float64Array.from(square), 4);
    expect(mask.coverage).toEqual(filled(9, 9, square).coverage);
  });
});
