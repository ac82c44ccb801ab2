import { describe, expect, it } from "vitest";
import { toGreyOf } from "./kernel/grey-levels";
import { partChange } from "./part-change";
import { pictureChange } from "./picture-change";
import type { FrameSize } from "./protocol";

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

describe("partChange", () => {
  /** As it is defined, a pixel at a time. */
  function defined(first: Uint8Array | Uint16Array, second: Uint8Array | Uint16Array, size: FrameSize) {
    const { width, height } = size;
    const toGrey = toGreyOf(first, second, size);
    const [stepX, stepY] = [width, height].map((side) => Math.max(1, Math.floor(side / 160)));
    const parts = new Map<number, number[]>();
    for (let y = stepY >> 1; y < height; y += stepY) {
      for (let x = stepX >> 1; x < width; x += stepX) {
        const part = Math.floor((y * 16) / height) * 16 + Math.floor((x * 16) / width);
        const place = y * width + x;
        const difference = Math.abs(toGrey(first[place]) - toGrey(second[place]));
        parts.set(part, [...(parts.get(part) ?? []), difference]);
      }
    }
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    const all = [...parts.values()];
    return {
      mean: sum(all.map(sum)) / sum(all.map(({ length }) => length)),
      most: Math.max(...all.map((values) => sum(values) / values.length)),
    };
  }

  it.for([
    [1, 1],
    [3, 5],
    [17, 300],
    [161, 97],
    [854, 480],
    [1283, 719],
  ] as const)("of %d x %d is as it is defined, of bytes and of 16 bits", ([width, height]) => {
    const size = { width, height };
    const dark = plane(width, height, (x, y) => (noise(x, y) * x) / width);
    const bright = plane(width, height, (x, y) => noise(x + 1, y));
    expect(partChange(dark, bright, size)).toEqual(defined(dark, bright, size));
    const [deepDark, deepBright] = [dark, bright].map((bytes) =>
      Uint16Array.from(bytes, (value) => 13 * value),
    );
    const [measured, wanted] = [partChange, defined].map((measure) => measure(deepDark, deepBright, size));
    expect(measured.most).toBeCloseTo(wanted.most, 9);
    expect(measured.mean).toBeCloseTo(wanted.mean, 9);
  });
});
