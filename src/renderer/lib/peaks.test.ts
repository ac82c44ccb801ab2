import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greatestFrame, peakFrames } from "./peaks";

const peaks = (values: readonly number[]) => peakFrames(values, values.length);
const gap = Number.NaN;

describe("greatestFrame", () => {
  it("is the first of the greatest, and skips what is not known", () => {
    expect(greatestFrame([gap, 1, 5, gap, 5, 2], 6)).toBe(2);
    expect(greatestFrame([gap, gap], 2)).toBeNull();
    expect(greatestFrame([0, 0], 2)).toBe(0);
    // Beyond the length nothing counts.
    expect(greatestFrame([1, 2, 9], 2)).toBe(1);
  });
});

describe("peakFrames", () => {
  it("finds the summits, not the wiggles on the way", () => {
    expect(peaks([0, 1, 4, 10, 4, 1, 0, 0, 3, 6, 3, 0, 0])).toEqual([3, 9]);
    // Up to the summit and down again, with wiggles of less than a tenth of it.
    expect(peaks([0, 2, 1.6, 4, 3.7, 7, 6.8, 10, 9.6, 9.8, 5, 4.8, 5.1, 2, 0])).toEqual([7]);
    expect(peaks([5, 5, 5, 5])).toEqual([]);
    expect(peaks([1, 2, 3, 4])).toEqual([3]);
    // Of a plateau its first frame.
    expect(peaks([0, 0, 8, 8, 8, 0, 0])).toEqual([2]);
  });

  it("takes no noise for peaks", () => {
    const noisy = Array.from({ length: 200 }, (_, k) => 10 + (((k * k * 7919) % 13) - 6) / 6);
    expect(peaks(noisy)).toEqual([]);
    const event = noisy.map((value, k) => (k >= 100 && k < 104 ? 30 + k : value));
    expect(peaks(event)).toEqual([103]);
  });

  it("parts at what is not known: each scene has peaks of its own", () => {
    expect(peaks([0, 10, 0, gap, 0, 4, 0, gap, 3])).toEqual([1, 5]);
    // The fastest moment of a scene may be its first or its last one.
    expect(peaks([10, 4, 0, gap, 0, 3, 6])).toEqual([0, 6]);
  });

  it("has the fastest frame among the peaks, where anything is a peak, and only local maxima", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }), (values) => {
        const found = peaks(values);
        if (found.length > 0) expect(found).toContain(greatestFrame(values, values.length));
        for (const frame of found) {
          expect(values[frame - 1] ?? -1).toBeLessThan(values[frame] ?? 0);
          const next = values.slice(frame).find((value) => value !== values[frame]) ?? -1;
          expect(next).toBeLessThan(values[frame] ?? 0);
        }
      }),
    );
  });
});
