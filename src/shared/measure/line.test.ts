import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSamples, readAlong, readNumbersAlong, sampleLine } from "./line";

const SQUARE = [1, 0, 0, 1] as const;
const SIZE = { width: 20, height: 10 };

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((all, value) => all + value, 0);
}

describe("the places of a line", () => {
  it("of a whole number of pixels are the middles of pixels, both ends included", () => {
    const { count, length, x, y, distance, piece } = sampleLine(
      [
        [3, 2],
        [3, 7],
      ],
      SQUARE,
    );
    expect([count, length]).toEqual([6, 5]);
    expect([...x]).toEqual([3, 3, 3, 3, 3, 3]);
    expect([...y]).toEqual([2, 3, 4, 5, 6, 7]);
    expect([...distance]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...piece]).toEqual([0.5, 1, 1, 1, 1, 0.5]);
  });

  it("are as far apart in the world, where pixels are twice as wide as high", () => {
    // 0.5 mm high, 1 mm wide: 4 mm right, then 3 mm down.
    const line = sampleLine(
      [
        [1, 1],
        [5, 1],
        [5, 7],
      ],
      [1, 0, 0, 0.5],
    );
    expect(line.length).toBe(7);
    expect(line.count).toBe(15);
    expect([...line.x.slice(0, 9)]).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect([...line.y.slice(8)]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // At the corner one goes slantwise.
    expect([line.wayX[8], line.wayY[8]]).toEqual([0.25, 0.5]);
  });

  it("of any line stand for all of it", () => {
    const place = fc.tuple(
      fc.double({ min: -9, max: 30, noNaN: true }),
      fc.double({ min: -9, max: 30, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (points) => {
        fc.pre(
          points.every(
            ([x, y], k) => k === 0 || Math.hypot(x - points[k - 1][0], y - points[k - 1][1]) > 0.01,
          ),
        );
        const line = sampleLine(points, SQUARE);
        expect(sum(line.piece)).toBeCloseTo(line.length, 8);
        const last = points[points.length - 1];
        expect(sum(line.wayX)).toBeCloseTo(last[0] - points[0][0], 8);
        expect(sum(line.wayY)).toBeCloseTo(last[1] - points[0][1], 8);
        expect([line.x[line.count - 1], line.y[line.count - 1]]).toEqual([
          expect.closeTo(last[0], 5),
          expect.closeTo(last[1], 5),
        ]);
      }),
    );
  });

  it("of a line without end are not without end", () => {
    const line = sampleLine(
      [
        [0, 0],
        [1e6, 0],
      ],
      SQUARE,
    );
    expect(line.count).toBe(20_000);
    expect(line.x[19_999]).toBe(1e6);
  });
});

describe("reading along a line", () => {
  const pixels = SIZE.width * SIZE.height;
  const field = {
    u: Float32Array.from({ length: pixels }, (_, at) => 2 * (at % SIZE.width)),
    v: Float32Array.from({ length: pixels }, (_, at) => Math.floor(at / SIZE.width)),
    reliability: new Float32Array(pixels).fill(0.75),
  };
  const slant = sampleLine(
    [
      [1, 1],
      [13, 6],
    ],
    SQUARE,
  );

  it("interpolates between the middles of pixels", () => {
    const { u, v, reliability } = readAlong(field, SIZE, slant);
    expect(slant.count).toBe(14);
    for (let k = 0; k < slant.count; k++) {
      expect(u[k]).toBeCloseTo(2 * slant.x[k], 5);
      expect(v[k]).toBeCloseTo(slant.y[k], 5);
    }
    expect(reliability[5]).toBe(0.75);
    expect([...readNumbersAlong(field.v, SIZE, slant)]).toEqual([...v]);
  });

  it("knows nothing beside what is unknown, and is as unreliable as the worst neighbour", () => {
    const holed = { ...field, u: field.u.slice(), reliability: field.reliability.slice() };
    holed.u[3 * SIZE.width + 5] = 1e10;
    holed.reliability[3 * SIZE.width + 9] = 0.1;
    const middle = sampleLine(
      [
        [2, 3],
        [12, 3],
      ],
      SQUARE,
    );
    const onPixels = readAlong(holed, SIZE, middle);
    expect([...onPixels.u].map(Number.isNaN).indexOf(true)).toBe(3);
    expect([...onPixels.u].filter(Number.isNaN)).toHaveLength(1);
    expect([...onPixels.reliability].map((value) => value < 0.5)).toEqual(
      Array.from({ length: 11 }, (_, k) => k === 7),
    );
    const between = sampleLine(
      [
        [2.5, 3.5],
        [12.5, 3.5],
      ],
      SQUARE,
    );
    const off = readAlong(holed, SIZE, between);
    expect([...off.u].filter(Number.isNaN)).toHaveLength(2);
    expect([...off.reliability].filter((value) => value < 0.5)).toHaveLength(2);
  });

  it("leaves out what lies beside the picture or the mask", () => {
    const out = sampleLine(
      [
        [15, 4],
        [24, 4],
      ],
      SQUARE,
    );
    expect([...openSamples(out, SIZE, null)]).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect([...readAlong(field, SIZE, out).u].map(Number.isNaN).indexOf(true)).toBe(5);
    const mask = new Uint8Array(pixels);
    mask[4 * SIZE.width + 16] = 1;
    expect([...openSamples(out, SIZE, mask)]).toEqual([1, 0, 1, 1, 1, 0, 0, 0, 0, 0]);
    // Half a pixel beyond the middle of the last one is its edge.
    const edge = sampleLine(
      [
        [19.5, -0.5],
        [19.5, 9.5],
      ],
      SQUARE,
    );
    expect([...openSamples(edge, SIZE, null)]).toEqual(new Array(11).fill(1));
    expect(readAlong(field, SIZE, edge).u[0]).toBe(38);
  });
});
