import { expect, it } from "vitest";
import { exportedArrows, exportUnit, fittedArrowScale, longestArrow } from "./arrow-scale";
import { DEFAULT_ARROW_SPACING, defaultOverlaySettings } from "./settings";

it.each([
  [26, 1.12, 40],
  [26, 30, 1.5],
  [36, 2, 30],
  [26, 0.05, 800],
  [8, 1e6, 0.02],
])("has a round scale for a spacing of %d px and a speed of %d px/frame", (spacing, speed, scale) => {
  expect(fittedArrowScale(spacing, speed)).toBe(scale);
});

it("draws the typical speed one to two spacings long, of whatever speed that is", () => {
  for (let speed = 0.01; speed < 200; speed *= 1.07) {
    const length = fittedArrowScale(DEFAULT_ARROW_SPACING, speed) * speed;
    expect(length).toBeGreaterThan(1.2 * DEFAULT_ARROW_SPACING);
    expect(length).toBeLessThan(1.9 * DEFAULT_ARROW_SPACING);
  }
});

it("fits exports to their size: arrows that can be read in each", () => {
  const { arrows } = defaultOverlaySettings(640, 480);
  expect(exportUnit(1920, 1080)).toBe(1);
  expect(exportUnit(3840, 2160)).toBe(1.25);
  for (const [width, height] of [
    [176, 144],
    [320, 180],
    [640, 480],
    [1280, 720],
    [1920, 1080],
    [2160, 3840],
  ] as const) {
    const { spacing, scale } = exportedArrows(arrows, { width, height }, 7.3);
    expect(spacing).toBeGreaterThanOrEqual(16);
    expect(scale * 7.3).toBeGreaterThan(19);
    expect(scale * 7.3).toBeLessThan(50);
    expect(longestArrow(spacing)).toBeLessThan(100);
  }
  expect(exportedArrows({ ...arrows, scale: 3 }, { width: 3840, height: 2160 }, null)).toMatchObject({
    ...{ spacing: 33, scale: 3.75 },
  });
});
