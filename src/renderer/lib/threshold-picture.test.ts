import { expect, it } from "vitest";
import { darkFifth, maskedShare, paintThreshold } from "./threshold-picture";

const preview = {
  width: 5,
  height: 2,
  samples: Uint16Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 110),
  least: 10,
  most: 110,
};

it("tells how much is darker or brighter than a value, which itself is neither", () => {
  expect(maskedShare(preview, { limit: 50, darker: true })).toBe(0.4);
  expect(maskedShare(preview, { limit: 50, darker: false })).toBe(0.5);
  expect(darkFifth(preview)).toBe(30);
});

it("tints what is masked, and shows the rest from its darkest to its brightest value", () => {
  const pixels = new Uint8ClampedArray(40);
  paintThreshold(preview, { limit: 20, darker: true }, pixels);
  const [r, g, b, alpha] = pixels;
  expect(r).toBeGreaterThan(2 * Math.max(g ?? 0, b ?? 0) - 1);
  expect(alpha).toBe(255);
  expect(Array.from(pixels.slice(36))).toEqual([255, 255, 255, 255]);
  expect(Array.from(pixels.slice(16, 20))).toEqual([102, 102, 102, 255]);
});
