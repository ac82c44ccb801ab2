import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outsideMask, pixelsIn, type RegionShape, type Spans, spansOf } from "./region";

/** The pixels of spans as a picture of # and . */
function drawn(spans: Spans, width: number, height: number): string[] {
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill("."));
  for (let at = 0; at < spans.length; at += 3) rows[spans[at]].fill("#", spans[at + 1], spans[at + 2]);
  return rows.map((row) => row.join(""));
}

describe("the pixels of a region", () => {
  it("of a rectangle are its columns and rows, as far as there are any", () => {
    const shape: RegionShape = { kind: "rectangle", x: 2, y: 1, width: 3, height: 2 };
    expect(drawn(spansOf(shape, 6, 4), 6, 4)).toEqual(["......", "..###.", "..###.", "......"]);
    expect(pixelsIn(spansOf({ ...shape, x: -1, y: -1 }, 6, 4))).toBe(2);
    expect(spansOf({ ...shape, x: 9 }, 6, 4)).toHaveLength(0);
    // Middles from 1.5 on, before 3.5.
    expect(drawn(spansOf({ ...shape, y: 1.5 }, 6, 4), 6, 4)).toEqual([
      "......",
      "......",
      "..###.",
      "..###.",
    ]);
    expect(drawn(spansOf({ ...shape, y: 1.5, height: 1 }, 6, 4), 6, 4)[2]).toBe("..###.");
  });

  it("of a circle lie within its radius", () => {
    const shape: RegionShape = { kind: "ellipse", x: 3, y: 3, radiusX: 2, radiusY: 2 };
    expect(drawn(spansOf(shape, 7, 7), 7, 7)).toEqual([
      ".......",
      "...#...",
      "..###..",
      ".#####.",
      "..###..",
      "...#...",
      ".......",
    ]);
  });

  it("of polygons side by side are each in one of them", () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    const points = fc.array(corner, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(points, ([a, b, c, d]) => {
        const [one, other, both] = [
          [a, b, c],
          [a, c, d],
          [a, b, c, d],
        ].map((corners) => spansOf({ kind: "polygon", corners }, 13, 13));
        // Two triangles on both sides of a diagonal, or on the same one: what is in one of them only is what is in the whole.
        const [first, second, whole] = [one, other, both].map((spans) => drawn(spans, 13, 13).join(""));
        const apart = [...first].map((sign, at) => (sign === second[at] ? "." : "#")).join("");
        expect(whole).toBe(apart);
      }),
    );
  });

  it("of any polygon are those whose middle a ray to the left leaves through an odd number of sides", () => {
    const corner = fc.tuple(
      fc.double({ min: -3, max: 15, noNaN: true }),
      fc.double({ min: -3, max: 15, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 7 }), (corners) => {
        const picture = drawn(spansOf({ kind: "polygon", corners }, 12, 12), 12, 12);
        for (let y = 0; y < 12; y++) {
          for (let x = 0; x < 12; x++) {
            const sides = corners.filter(([x1, y1], k) => {
              const [x2, y2] = corners[(k + 1) % corners.length];
              return y1 <= y !== y2 <= y && x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) <= x;
            });
            expect(picture[y][x]).toBe(sides.length % 2 === 1 ? "#" : ".");
          }
        }
      }),
    );
  });

  it("without those of a mask", () => {
    const mask = Uint8Array.from([0, 0, 9, 0, 0, 255, 255, 255, 255, 255]);
    const spans = spansOf({ kind: "rectangle", x: 1, y: 0, width: 4, height: 2 }, 5, 2);
    expect([...outsideMask(spans, mask, 5)]).toEqual([0, 1, 2, 0, 3, 5]);
  });
});
