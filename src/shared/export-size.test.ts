import { describe, expect, it } from "vitest";
import { exportSize, isEncodable, pictureSize, readableFactor } from "./export-size";

const HD = { width: 1920, height: 1080, pixelAspect: 1 };
const UPRIGHT = { width: 2160, height: 3840, pixelAspect: 1 };
const PAL = { width: 720, height: 576, pixelAspect: 64 / 45 };

describe("the size of an export", () => {
  it("keeps the shape of the picture, upright or not", () => {
    expect(exportSize(HD, { kind: "shorter", pixels: 720 })).toEqual({ width: 1280, height: 720 });
    expect(exportSize(UPRIGHT, { kind: "shorter", pixels: 1080 })).toEqual({ width: 1080, height: 1920 });
    expect(exportSize(HD, { kind: "width", pixels: 1000 })).toEqual({ width: 1000, height: 562 });
    expect(exportSize(HD, { kind: "within", width: 1000, height: 200 })).toEqual({ width: 356, height: 200 });
    expect(exportSize(HD, { kind: "factor", factor: 2 })).toEqual({ width: 3840, height: 2160 });
  });

  it("is even, and never nothing", () => {
    const odd = { width: 159, height: 119, pixelAspect: 1 };
    expect(exportSize(odd, { kind: "factor", factor: 1 })).toEqual({ width: 160, height: 120 });
    expect(exportSize({ ...HD, height: 20 }, { kind: "factor", factor: 0.1 })).toEqual({
      width: 192,
      height: 16,
    });
  });

  it("gives pixels that are not square their displayed shape", () => {
    expect(exportSize(PAL, { kind: "shorter", pixels: 576 })).toEqual({ width: 1024, height: 576 });
  });

  it("is the movie's own where it comes to the same", () => {
    expect(exportSize(HD, { kind: "movie" })).toBeNull();
    expect(exportSize(HD, { kind: "shorter", pixels: 1080 })).toBeNull();
  });

  it("is enlarged by a whole factor until a legend can be read, where nobody chose one", () => {
    const auto = { kind: "auto" } as const;
    const square = (width: number, height: number) => ({ width, height, pixelAspect: 1 });
    expect(exportSize(square(200, 150), auto)).toEqual({ width: 600, height: 450 });
    expect(exportSize(square(640, 360), auto)).toBeNull();
    expect(exportSize(square(642, 358), auto)).toEqual({ width: 1284, height: 716 });
    expect(exportSize(square(120, 640), auto)).toEqual({ width: 360, height: 1920 });
    expect(exportSize(square(159, 119), auto)).toEqual({ width: 636, height: 476 });
    expect(exportSize(PAL, auto)).toBeNull();
    expect(exportSize({ width: 200, height: 300, pixelAspect: 2 }, auto)).toEqual({
      width: 800,
      height: 600,
    });
    // As far as it can be encoded.
    expect(readableFactor(square(16, 8192))).toBe(2);
    expect(readableFactor(square(16, 16384))).toBe(1);
    expect(pictureSize(square(200, 150), auto)).toEqual({ width: 600, height: 450 });
  });

  it("has the limits of the encoder", () => {
    expect(isEncodable({ width: 16384, height: 8640 })).toBe(true);
    expect(isEncodable({ width: 16386, height: 16 })).toBe(false);
    expect(isEncodable({ width: 16384, height: 16384 })).toBe(false);
  });
});
