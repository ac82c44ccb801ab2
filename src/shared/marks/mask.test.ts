import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strokeSpans, withoutSpans, withSpans } from "./mask";

const WIDTH = 12;
const HEIGHT = 5;

/** A mask of a small picture from one bit a pixel. */
function maskOf(bits: readonly boolean[]): readonly number[] {
  const spans: number[] = [];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      if (!bits[y * WIDTH + x] || (x > 0 && bits[y * WIDTH + x - 1])) continue;
      let end = x;
      while (end < WIDTH && bits[y * WIDTH + end]) end += 1;
      spans.push(y, x, end);
    }
  }
  return spans;
}

const bits = fc.array(fc.boolean(), { minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT });

describe("masks", () => {
  it("are joined and taken from each other pixel by pixel, in stretches as long as they can be", () => {
    fc.assert(
      fc.property(bits, bits, (one, other) => {
        expect(withSpans(maskOf(one), maskOf(other))).toEqual(maskOf(one.map((bit, k) => bit || other[k])));
        expect(withoutSpans(maskOf(one), maskOf(other))).toEqual(
          maskOf(one.map((bit, k) => bit && !other[k])),
        );
      }),
    );
  });
});

describe("a brush", () => {
  const picture = { width: 100, height: 80, pixelAspect: 1 };
  const pixels = (spans: readonly number[]): number => {
    let sum = 0;
    for (let at = 0; at < spans.length; at += 3) sum += spans[at + 2] - spans[at + 1];
    return sum;
  };

  it("covers the area of its way", () => {
    const covered = pixels(strokeSpans({ from: [20, 40], to: [70, 40], size: 20 }, picture));
    expect(Math.abs(covered / (50 * 20 + Math.PI * 100) - 1)).toBeLessThan(0.03);
  });

  it("is round as displayed where pixels are not square", () => {
    const spans = strokeSpans({ from: [50, 40], to: [50, 40], size: 40 }, { ...picture, pixelAspect: 2 });
    const rows = spans.filter((_, k) => k % 3 === 0);
    const widest = Math.max(...spans.flatMap((end, k) => (k % 3 === 2 ? [end - spans[k - 1]] : [])));
    expect(Math.max(...rows) - Math.min(...rows)).toBeGreaterThan(37);
    expect(widest).toBeGreaterThan(18);
    expect(widest).toBeLessThan(22);
  });

  it("covers the pixel that it is on, however small it is, and nothing beside the picture", () => {
    expect(strokeSpans({ from: [10.4, 9.6], to: [10.4, 9.6], size: 1 }, picture)).toEqual([10, 10, 11]);
    expect(strokeSpans({ from: [-30, 5], to: [-30, 5], size: 4 }, picture)).toEqual([]);
  });
});
