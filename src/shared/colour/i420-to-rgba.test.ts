import { describe, expect, it } from "vitest";
import { assumedMatrix } from "../colour/luma-shares";
import type { ColourDescription } from "../movie";
import { i420ToRgba } from "./i420-to-rgba";

const limited709: ColourDescription = {
  matrix: "bt709",
  primaries: "bt709",
  transfer: "bt709",
  range: "limited",
};

function flat(width: number, height: number, y: number, u: number, v: number): ArrayBuffer {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const bytes = new Uint8Array(width * height + 2 * chroma);
  bytes.fill(y, 0, width * height);
  bytes.fill(u, width * height, width * height + chroma);
  bytes.fill(v, width * height + chroma);
  return bytes.buffer;
}

function pixel(rgba: Uint8ClampedArray, index: number): number[] {
  return [...rgba.subarray(index * 4, index * 4 + 4)];
}

describe("i420ToRgba", () => {
  it("maps the ends of the limited range to black and white", () => {
    const black = i420ToRgba({ width: 2, height: 2, data: flat(2, 2, 16, 128, 128), colour: limited709 });
    const white = i420ToRgba({ width: 2, height: 2, data: flat(2, 2, 235, 128, 128), colour: limited709 });
    expect(pixel(black, 3)).toEqual([0, 0, 0, 255]);
    expect(pixel(white, 0)).toEqual([255, 255, 255, 255]);
  });

  it("leaves greys of the full range as they are", () => {
    const grey = i420ToRgba({
      width: 2,
      height: 2,
      data: flat(2, 2, 77, 128, 128),
      colour: { ...limited709, range: "full" },
    });
    expect(pixel(grey, 0)).toEqual([77, 77, 77, 255]);
  });

  it("knows the red of BT.709 and of BT.601", () => {
    // The limited-range codes of pure red in either standard.
    const red709 = i420ToRgba({ width: 2, height: 2, data: flat(2, 2, 63, 102, 240), colour: limited709 });
    const red601 = i420ToRgba({
      width: 2,
      height: 2,
      data: flat(2, 2, 81, 90, 240),
      colour: { ...limited709, matrix: "smpte170m" },
    });
    for (const [red = 0, green = 255, blue = 255] of [pixel(red709, 0), pixel(red601, 0)]) {
      expect(red).toBeGreaterThanOrEqual(253);
      expect(green).toBeLessThanOrEqual(2);
      expect(blue).toBeLessThanOrEqual(2);
    }
  });

  it("handles odd sizes, whose last column and row have chroma of their own", () => {
    const data = flat(3, 3, 126, 128, 128);
    new Uint8Array(data)[9 + 4 + 3] = 200; // V of the bottom right block
    const rgba = i420ToRgba({ width: 3, height: 3, data, colour: limited709 });
    expect(rgba.length).toBe(36);
    expect(pixel(rgba, 4)[0]).toBe(128);
    expect(pixel(rgba, 8)[0]).toBeGreaterThan(200);
  });

  it("refuses a buffer that is too short", () => {
    expect(() => i420ToRgba({ width: 4, height: 4, data: new ArrayBuffer(16), colour: limited709 })).toThrow(
      RangeError,
    );
  });

  it("assumes a matrix by size where the movie names none", () => {
    expect(assumedMatrix(720, 576)).toBe("smpte170m");
    expect(assumedMatrix(1280, 536)).toBe("bt709");
    expect(assumedMatrix(720, 1280)).toBe("bt709");
    expect(assumedMatrix(480, 854)).toBe("smpte170m");
  });
});
