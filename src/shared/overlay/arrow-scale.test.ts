import { expect, it } from "vitest";
import { exportedArrows, exportUnit, fittedArrowScale, longestArrow } from "./arrow-scale";
import { DEFAULT_ARROW_SPACING, defaultOverlaySettings } from "./settings";

it.each([
  [24, 1.12, 40],
  [24, 30, 1.5],
  [36, 2, 30],
  [24, 0.05, 800],
  [15, 0.4, 80],
  [8, 1e6, 0.02],
])("has a round scale for a spacing of %d px and a speed of %d px/frame", (spacing, speed, scale) => {
  expect(fittedArrowScale(spacing, speed)).toBe(scale);
});

/** The shortest and the longest arrow of the typical speed, whatever that is. */
function typicalLengths(scaleOf: (speed: number) => number): readonly [number, number] {
  const lengths: number[] = [];
  for (let speed = 0.01; speed < 200; speed *= 1.013) lengths.push(scaleOf(speed) * speed);
  return [Math.min(...lengths), Math.max(...lengths)];
}

it("draws the typical speed so long that half and one and a half times of it can be read", () => {
  const [shortest, longest] = typicalLengths((speed) => fittedArrowScale(DEFAULT_ARROW_SPACING, speed));
  // Movies whose frames have medians of 0.56 to 1.4 times the typical speed have medians of 20 to 70 px.
  expect(0.56 * shortest).toBeGreaterThan(20);
  expect(1.4 * longest).toBeLessThan(70);
  expect(longestArrow(DEFAULT_ARROW_SPACING)).toBeGreaterThan(1.4 * longest);
  expect(longestArrow(DEFAULT_ARROW_SPACING)).toBeLessThan(100);
});

it("draws it no longer than what is cut where arrows are near to each other", () => {
  for (let spacing = 4; spacing < 60; spacing++) {
    const [shortest, longest] = typicalLengths((speed) => fittedArrowScale(spacing, speed));
    expect(shortest).toBeGreaterThan(1.5 * spacing);
    expect(longest).toBeLessThan(longestArrow(spacing));
  }
});

it.each([
  [176, 144],
  [320, 180],
  [256, 240],
  [640, 272],
  [640, 480],
  [1280, 720],
  [1920, 1080],
  [2160, 3840],
] as const)("fits exports of %d x %d to their size: arrows that can be read in each", (width, height) => {
  const { arrows } = defaultOverlaySettings(640, 480);
  const { spacing } = exportedArrows(arrows, { width, height }, 1);
  expect(spacing).toBeGreaterThanOrEqual(15);
  // A twentieth of the picture holds thirty, unless they would be too near to each other.
  if (spacing > 15) expect((0.05 * width * height) / spacing ** 2).toBeGreaterThan(29);
  const [shortest, longest] = typicalLengths(
    (speed) => exportedArrows(arrows, { width, height }, speed).scale,
  );
  expect(shortest).toBeGreaterThan(29);
  expect(longest).toBeLessThan(62);
  expect(longestArrow(spacing)).toBeLessThan(100);
});

it("has pixels of full HD for those of the screen, more of a larger video, and keeps a chosen scale in proportion", () => {
  const { arrows } = defaultOverlaySettings(640, 480);
  expect(exportUnit(1920, 1080)).toBe(1);
  expect(exportUnit(3840, 2160)).toBe(1.25);
  expect(exportUnit(640, 480)).toBe(0.75);
  expect(exportedArrows({ ...arrows, scale: 3 }, { width: 3840, height: 2160 }, null)).toMatchObject({
    ...{ spacing: 30, scale: 3.75 },
  });
});
