import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelineView } from "../../lib/visible-range";
import { forEachRun, minMaxColumns, PixelStretches } from "./columns";
import { frameScale } from "./frame-scale";

describe("minMaxColumns", () => {
  it("has the least and greatest value of every column, and gaps where there is none", () => {
    // Four frames a pixel: 0-3 in column 0, and so on.
    const values = Float32Array.from([
      1,
      5,
      3,
      2,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      4,
      Number.NaN,
      4.5,
      4,
    ]);
    const scale = {
      ...frameScale(timelineView(null, 12), 3, 0),
      spacing: 0.25,
      xOf: (frame: number) => frame / 4,
    };
    const { min, max } = minMaxColumns(values, 12, scale);
    expect([...min]).toEqual([1, Number.NaN, 4]);
    expect([...max]).toEqual([5, Number.NaN, 4.5]);
  });

  it("loses no extreme, and makes none up", () => {
    const value = fc.oneof(fc.float({ min: 0, max: 100, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 20, max: 90 }),
        (list, width) => {
          const values = Float32Array.from(list);
          const numbers = [...values].filter((number) => !Number.isNaN(number));
          const { min, max } = minMaxColumns(
            values,
            values.length,
            frameScale(timelineView(null, values.length), width, 4),
          );
          const seen = [...max].filter((number) => !Number.isNaN(number));
          expect(Math.max(...seen)).toBe(Math.max(...numbers));
          expect(Math.min(...[...min].filter((number) => !Number.isNaN(number)))).toBe(Math.min(...numbers));
        },
      ),
    );
  });

  it("leaves out frames beyond the span", () => {
    const { max } = minMaxColumns(Float32Array.from([1, 2, 99]), 3, frameScale(timelineView(null, 2), 10, 0));
    expect(Math.max(...[...max].filter((number) => !Number.isNaN(number)))).toBe(2);
  });
});

describe("minMaxColumns of a part of the movie", () => {
  it("has the values of the frames that are seen, each in the column of its place", () => {
    const values = Float32Array.from({ length: 100 }, (_, frame) => frame);
    const { min, max } = minMaxColumns(values, 100, frameScale({ span: 100, first: 40, last: 60 }, 11, 0.5));
    // Two frames a column, from the middle of the first one on.
    expect([...min]).toEqual([39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59]);
    // The one at the very edge is in the last column.
    expect([...max]).toEqual([40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 61]);
  });
});

describe("PixelStretches", () => {
  it("leaves out what is not seen", () => {
    const stretches = new PixelStretches(frameScale({ span: 100, first: 40, last: 50 }, 112, 6));
    stretches.add(0, 38);
    stretches.add(39, 40);
    stretches.add(50, 70);
    stretches.add(90, 99);
    expect(stretches.edges).toEqual([0, 11, 101, 112]);
  });

  it("covers its frames, half a frame to both sides", () => {
    const stretches = new PixelStretches(frameScale(timelineView(null, 11), 112, 6));
    stretches.add(2, 4);
    expect(stretches.edges).toEqual([21, 51]);
  });

  it("shows a single frame of very many, and joins what touches", () => {
    const stretches = new PixelStretches(frameScale(timelineView(null, 100_001), 1000, 0), 2);
    stretches.add(50_000, 50_000);
    expect(stretches.edges).toEqual([499, 501]);
    for (let frame = 50_002; frame < 60_000; frame += 2) stretches.add(frame, frame);
    expect(stretches.edges).toEqual([499, 601]);
  });

  it("stays within the strip", () => {
    const stretches = new PixelStretches(frameScale(timelineView(null, 3), 100, 6));
    stretches.add(0, 0);
    stretches.add(2, 2);
    expect(stretches.edges[0]).toBe(0);
    expect(stretches.edges.at(-1)).toBe(100);
  });
});

describe("forEachRun", () => {
  it("finds every run", () => {
    const runs: (readonly [number, number])[] = [];
    const flags = Uint8Array.from([1, 1, 0, 0, 1, 0, 1, 1, 1]);
    forEachRun(flags, 8, (first, last) => runs.push([first, last]));
    expect(runs).toEqual([
      [0, 1],
      [4, 4],
      [6, 7],
    ]);
  });
});
