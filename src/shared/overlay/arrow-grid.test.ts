import { describe, expect, it } from "vitest";
import { arrowGrid, gridWithin, sampleGrid } from "./arrow-grid";

describe("arrowGrid", () => {
  it("is centred to within one pixel and stays inside, for any size", () => {
    for (const width of [1, 2, 7, 64, 99, 100, 101, 854]) {
      for (const spacing of [2, 3, 10, 16, 31, 200]) {
        const grid = arrowGrid(width, width + 5, spacing);
        const right = width - 1 - (grid.firstX + (grid.columns - 1) * grid.stepX);
        const bottom = width + 4 - (grid.firstY + (grid.rows - 1) * grid.stepY);
        expect(grid.firstX).toBeGreaterThanOrEqual(0);
        expect(grid.firstY).toBeGreaterThanOrEqual(0);
        expect(right - grid.firstX === 0 || right - grid.firstX === 1).toBe(true);
        expect(bottom - grid.firstY === 0 || bottom - grid.firstY === 1).toBe(true);
      }
    }
  });

  it("has about one arrow per square of the spacing", () => {
    expect(arrowGrid(100, 60, 10)).toEqual({
      ...{ stepX: 10, stepY: 10, columns: 10, rows: 6 },
      ...{ firstX: 4, firstY: 4 },
    });
  });

  it("has columns as far apart as rows where pixels are wide", () => {
    expect(arrowGrid(100, 60, 10, 2)).toMatchObject({ stepX: 5, stepY: 10, columns: 20, rows: 6 });
  });
});

describe("gridWithin", () => {
  it("has the arrows of a part, where those of the whole stand", () => {
    const whole = arrowGrid(100, 60, 10);
    const part = gridWithin(whole, { left: 20, top: -5, right: 45, bottom: 25 });
    expect(part).toEqual({ ...whole, firstX: 24, columns: 3, rows: 3 });
    expect(gridWithin(whole, { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 })).toEqual(whole);
    expect(gridWithin(whole, { left: 25, top: 25, right: 26, bottom: 26 })).toMatchObject({
      columns: 1,
      rows: 1,
    });
  });
});

describe("sampleGrid", () => {
  it("takes the value of exactly the pixel under each arrow, row by row", () => {
    const [width, height] = [37, 23];
    const u = Float32Array.from({ length: width * height }, (_, i) => i % width);
    const v = Float32Array.from({ length: width * height }, (_, i) => Math.floor(i / width));
    const grid = arrowGrid(width, height, 5);
    const samples = sampleGrid(grid, width, { u, v, reliability: new Float32Array(u.length) }, 0);
    expect(samples.length).toBe(2 * grid.columns * grid.rows);
    for (let row = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        const at = 2 * (row * grid.columns + column);
        expect(samples[at]).toBe(grid.firstX + 5 * column);
        expect(samples[at + 1]).toBe(grid.firstY + 5 * row);
      }
    }
  });

  it("uses the array given when it is long enough", () => {
    const grid = arrowGrid(20, 20, 10);
    const plane = new Float32Array(400);
    const field = { u: plane, v: plane, reliability: plane };
    const long = new Float32Array(100);
    expect(sampleGrid(grid, 20, field, 0, long)).toBe(long);
    expect(sampleGrid(grid, 20, field, 0, new Float32Array(7)).length).toBe(8);
  });

  it("has no arrow where the flow is less reliable than asked for, or of unknown reliability", () => {
    const grid = arrowGrid(40, 10, 10);
    const ones = new Float32Array(400).fill(1);
    const reliability = new Float32Array(400);
    [0.2, 0.3, 0.9, Number.NaN].forEach((value, column) => {
      reliability[grid.firstY * 40 + grid.firstX + 10 * column] = value;
    });
    const field = { u: ones, v: ones, reliability };
    expect([...sampleGrid(grid, 40, field, 0.25)]).toEqual([NaN, NaN, 1, 1, 1, 1, NaN, NaN]);
    expect([...sampleGrid(grid, 40, field, 0)]).toEqual(new Array(8).fill(1));
  });
});
