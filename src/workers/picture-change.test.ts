import { describe, expect, it } from "vitest";
import { pictureChange } from "./picture-change";

/** A plane of `width` x `height` pixels. */
function plane(width: number, height: number, level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, k) => level(k % width, Math.floor(k / width)));
}

/** Levels without a pattern, the same for the same place. */
function noise(x: number, y: number): number {
  const mixed = Math.imul(x * 374761393 + y * 668265263, 1274126177);
  return ((mixed ^ (mixed >>> 13)) >>> 5) & 255;
}

describe.for([
  [64, 48],
  // Large enough to be sampled, and no multiple of anything.
  [1283, 719],
  // Fewer pixels than parts.
  [3, 5],
] as const)("pictureChange of %d x %d", ([width, height]) => {
  const size = { width, height };

  it("is nothing where nothing changes", () => {
    const picture = plane(width, height, noise);
    expect(pictureChange(picture, picture, size)).toEqual({
      lumaDifference: 0,
      histogramDistance: 0,
      partChange: 0,
    });
  });

  it("counts in grey levels", () => {
    const dark = plane(width, height, (x, y) => noise(x, y) >> 1);
    const bright = dark.map((level) => level + 100);
    expect(pictureChange(dark, bright, size)).toEqual({
      lumaDifference: 100,
      histogramDistance: 100,
      partChange: 100,
    });
  });
});

describe("pictureChange", () => {
  const size = { width: 320, height: 240 };
  const picture = plane(320, 240, noise);

  it("knows motion from another picture by the histogram", () => {
    const moved = plane(320, 240, (x, y) => noise(x + 7, y + 3));
    const { lumaDifference, histogramDistance } = pictureChange(picture, moved, size);
    expect(lumaDifference).toBeGreaterThan(50);
    expect(histogramDistance).toBeLessThan(2);
  });

  it("has no eye for what changes in less than two fifths of the picture", () => {
    const titled = plane(320, 240, (x, y) => (y >= 150 ? 255 : noise(x, y)));
    expect(pictureChange(picture, titled, size).lumaDifference).toBe(0);
    const covered = plane(320, 240, (x, y) => (y >= 90 ? 255 : noise(x, y)));
    expect(pictureChange(picture, covered, size).lumaDifference).toBeGreaterThan(100);
  });

  it("looks past a half that stands still, and past bars at the borders", () => {
    const other = plane(320, 240, (x, y) => 128 + (noise(x + 50, y) >> 2));
    const whole = pictureChange(picture, other, size);
    const half = plane(320, 240, (x, y) => (x < 160 ? noise(x, y) : 128 + (noise(x + 50, y) >> 2)));
    const beside = pictureChange(picture, half, size);
    expect(beside.lumaDifference).toBeGreaterThan(0.9 * whole.lumaDifference);
    expect(beside.histogramDistance).toBeGreaterThan(0.9 * whole.histogramDistance);
    // Two thirds of the width are bars, not quite of one level.
    const barred = (level: (x: number, y: number) => number) =>
      plane(320, 240, (x, y) => (x >= 107 && x < 213 ? level(x, y) : 16 + (noise(x, y) & 7)));
    const narrow = pictureChange(
      barred(noise),
      barred((x, y) => 128 + (noise(x + 50, y) >> 2)),
      size,
    );
    expect(narrow.lumaDifference).toBeGreaterThan(0.9 * whole.lumaDifference);
    expect(narrow.histogramDistance).toBeGreaterThan(0.6 * whole.histogramDistance);
    // What changes in a small part of a plain picture is no change of the picture.
    const dot = plane(320, 240, (x, y) => (x < 60 && y < 60 ? 200 : 16));
    expect(
      pictureChange(
        plane(320, 240, () => 16),
        dot,
        size,
      ).lumaDifference,
    ).toBe(0);
  });
});
