import { describe, expect, it } from "vitest";
import { I420Surface, i420Size } from "./i420-surface";
import { CHROMA_LEFT, LINEAR, lineWeights, PlaneResizer, resizeI420 } from "./resample";

const resizer = new PlaneResizer();

function resized(
  plane: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Uint8Array {
  const out = new Uint8Array(toWidth * toHeight);
  resizer.resize(plane, { width, height }, out, { width: toWidth, height: toHeight });
  return out;
}

describe("resampling", () => {
  it("weighs whole: the samples of every line sum up to one", () => {
    for (const [from, to] of [
      [7, 19],
      [100, 3],
      [2, 9],
      [5, 5],
      [1, 4],
    ] as const) {
      for (const phase of [0.5, CHROMA_LEFT]) {
        const { taps, weights, starts } = lineWeights(from, to, { phase });
        for (let i = 0; i < to; i++) {
          const sum = weights.subarray(i * taps, (i + 1) * taps).reduce((a, b) => a + b, 0);
          expect(sum).toBe(1 << 14);
          expect(starts[i]).toBeGreaterThanOrEqual(0);
          expect(starts[i] + taps).toBeLessThanOrEqual(from);
        }
      }
    }
  });

  it("leaves what is even as it is, and a picture of the same size too", () => {
    expect(new Set(resized(new Uint8Array(60).fill(93), 10, 6, 23, 31))).toEqual(new Set([93]));
    const noise = Uint8Array.from({ length: 60 }, (_, i) => (i * 97) % 256);
    expect(resized(noise, 10, 6, 10, 6)).toEqual(noise);
  });

  it("keeps places: a ramp stays a ramp, larger and smaller", () => {
    const ramp = Uint8Array.from({ length: 64 * 8 }, (_, i) => 2 * (i % 64) + 40);
    for (const to of [128, 32, 48]) {
      const out = resized(ramp, 64, 8, to, 8);
      for (let x = 4; x < to - 4; x++) {
        const at = ((x + 0.5) * 64) / to - 0.5;
        expect(Math.abs(out[3 * to + x] - (2 * at + 40))).toBeLessThanOrEqual(1);
      }
    }
  });

  it("takes the mean of fine structures rather than some of their pixels", () => {
    const stripes = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 2 === 0 ? 40 : 200));
    const out = resized(stripes, 64, 64, 16, 16);
    for (let x = 2; x < 14; x++) expect(Math.abs(out[5 * 16 + x] - 120)).toBeLessThan(4);
  });

  it("does not overshoot where that is asked for", () => {
    const { weights } = lineWeights(9, 40, { kernel: LINEAR });
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  });

  it("keeps colour where the luma is: chroma stands on the even columns", () => {
    const [width, height] = [64, 16];
    const frame = new Uint8Array(i420Size(width, height)).fill(128);
    const small = new I420Surface(frame, width, height);
    for (let y = 0; y < height / 2; y++) for (let x = 0; x < width / 2; x++) small.u[y * 32 + x] = 60 + 4 * x;
    const out = new Uint8Array(i420Size(2 * width, 2 * height));
    resizeI420(resizer, frame, { width, height }, out, { width: 2 * width, height: 2 * height });
    const large = new I420Surface(out, 2 * width, 2 * height);
    for (let x = 8; x < 56; x++) {
      // Chroma column x is at luma column 2 x there, whose middle is at 2 x + 0.5, so at x - 0.25 + 0.5 - 0.5 here.
      const luma = (2 * x + 0.5) / 2 - 0.5;
      expect(Math.abs(large.u[9 * 64 + x] - (60 + 4 * (luma / 2)))).toBeLessThanOrEqual(1);
    }
  });
});
