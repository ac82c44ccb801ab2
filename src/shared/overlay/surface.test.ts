import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoverageMask } from "./coverage-mask";
import { type ColourMatrix, type ColourRange, I420Surface, i420Size } from "./i420-surface";
import { type Colour, RgbaSurface } from "./surface";

function maskOf(width: number, height: number, coverage: number[]): CoverageMask {
  const mask = new CoverageMask(width, height);
  mask.coverage.set(coverage);
  for (let y = 0; y < height; y++) mask.use(y, 0, width);
  return mask;
}

function frameOf(width: number, height: number, y: number, u: number, v: number): Uint8Array {
  const frame = new Uint8Array(i420Size(width, height)).fill(y, 0, width * height);
  const chroma = (frame.length - width * height) / 2;
  frame.fill(u, width * height, width * height + chroma);
  frame.fill(v, width * height + chroma);
  return frame;
}

const RED: Colour = { r: 255, g: 0, b: 0, alpha: 1 };

describe("I420Surface", () => {
  // ITU-R BT.601, BT.709, BT.2020: 8-bit codes of the primaries, from the formulas of the recommendations.
  it.each<[ColourMatrix, ColourRange, number[], number[], number[]]>([
    ["bt601", "limited", [81, 90, 240], [145, 54, 34], [41, 240, 110]],
    ["bt601", "full", [76, 85, 255], [150, 44, 21], [29, 255, 107]],
    ["bt709", "limited", [63, 102, 240], [173, 42, 26], [32, 240, 118]],
    ["bt2020", "limited", [74, 97, 240], [164, 47, 25], [29, 240, 119]],
  ])("writes the published codes of red, green and blue in %s, %s", (matrix, range, ...codes) => {
    [RED, { ...RED, r: 0, g: 255 }, { ...RED, r: 0, b: 255 }].forEach((primary, i) => {
      const direct = new I420Surface(frameOf(2, 2, 99, 99, 99), 2, 2, matrix, range);
      direct.blendMask(maskOf(2, 2, [255, 255, 255, 255]), primary);
      expect([direct.y[3], direct.u[0], direct.v[0]]).toEqual(codes[i]);
      const pixels = [0, 1, 2, 3].flatMap(() => [primary.r, primary.g, primary.b, 255]);
      const pictured = new I420Surface(frameOf(2, 2, 99, 99, 99), 2, 2, matrix, range);
      pictured.blendPicture({ width: 2, height: 2, rgba: Uint8Array.from(pixels) }, 0, 0, 1);
      expect([pictured.y[3], pictured.u[0], pictured.v[0]]).toEqual(codes[i]);
    });
  });

  it("changes nothing with alpha 0, whatever the values", () => {
    const frame = Uint8Array.from({ length: i420Size(15, 17) }, (_, i) => i % 256);
    const before = frame.slice();
    const surface = new I420Surface(frame, 15, 17);
    surface.blendMask(maskOf(15, 17, new Array(255).fill(255)), { ...RED, alpha: 0 });
    surface.blendMask(maskOf(15, 17, new Array(255).fill(0)), RED);
    const picture = { width: 15, height: 17, rgba: new Uint8Array(4 * 255).fill(200) };
    surface.blendPicture(picture, 0, 0, 0);
    surface.blendPicture({ ...picture, rgba: picture.rgba.map((x, i) => (i % 4 === 3 ? 0 : x)) }, 0, 0, 1);
    expect(frame).toEqual(before);
  });

  it("gives each covered pixel a quarter of its chroma sample, and luma to that pixel only", () => {
    const surface = new I420Surface(frameOf(4, 2, 100, 128, 128), 4, 2, "bt601");
    surface.blendMask(maskOf(4, 2, [0, 255, 0, 0, 0, 0, 0, 0]), RED);
    expect([...surface.y]).toEqual([100, 81, 100, 100, 100, 100, 100, 100]);
    expect([...surface.v]).toEqual([156, 128]); // 128 + (240 - 128) / 4
    const pictured = new I420Surface(frameOf(4, 2, 100, 128, 128), 4, 2, "bt601");
    pictured.blendPicture({ width: 1, height: 1, rgba: Uint8Array.of(255, 0, 0, 255) }, 1, 0, 1);
    expect([...pictured.y]).toEqual([...surface.y]);
    expect([...pictured.v]).toEqual([...surface.v]);
  });

  it("averages different colours over the square", () => {
    const surface = new I420Surface(frameOf(2, 2, 16, 128, 128), 2, 2, "bt601");
    const [r, g, b] = [
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
    ];
    surface.blendPicture({ width: 2, height: 2, rgba: Uint8Array.from([r, g, b, b].flat()) }, 0, 0, 1);
    expect([...surface.y]).toEqual([81, 145, 41, 41]);
    expect(Math.abs(surface.u[0] - (90 + 54 + 240 + 240) / 4)).toBeLessThanOrEqual(1);
    expect(Math.abs(surface.v[0] - (240 + 34 + 110 + 110) / 4)).toBeLessThanOrEqual(1);
  });

  it("covers the lone pixels at odd borders fully", () => {
    for (const painted of ["mask", "picture"]) {
      const surface = new I420Surface(frameOf(3, 3, 100, 128, 128), 3, 3, "bt601");
      if (painted === "mask") surface.blendMask(maskOf(3, 3, [0, 0, 0, 0, 0, 0, 0, 0, 255]), RED);
      else surface.blendPicture({ width: 9, height: 9, rgba: new Uint8Array(324).fill(255) }, 2, 2, 1);
      const white = painted === "picture";
      expect(surface.y[8]).toBe(white ? 235 : 81);
      expect([...surface.v]).toEqual([128, 128, 128, white ? 128 : 240]);
    }
  });

  it("places pictures partly outside, at any parity, like the RGBA surface", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (x, y) => {
        const picture = { width: 6, height: 5, rgba: new Uint8Array(120).fill(255) };
        const yuv = new I420Surface(frameOf(7, 7, 16, 128, 128), 7, 7);
        const rgba = new RgbaSurface(7, 7);
        yuv.blendPicture(picture, x, y, 1);
        rgba.blendPicture(picture, x, y, 1);
        for (let i = 0; i < 49; i++) expect(yuv.y[i] === 235).toBe(rgba.rgba[4 * i + 3] === 255);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it("refuses a frame that is too short and a mask of another size", () => {
    expect(() => new I420Surface(new Uint8Array(10), 4, 4)).toThrow(RangeError);
    const surface = new I420Surface(frameOf(4, 4, 0, 128, 128), 4, 4);
    expect(() => surface.blendMask(new CoverageMask(4, 5), RED)).toThrow(RangeError);
  });
});

describe("toning", () => {
  it.each<[ColourMatrix, ColourRange]>([
    ["bt601", "limited"],
    ["bt709", "full"],
  ])("of a frame of video is that of its colours: %s, %s", (matrix, range) => {
    const colours = [
      [255, 255, 255],
      [200, 90, 30],
      [20, 180, 250],
      [0, 0, 0],
    ];
    for (const [r, g, b] of colours) {
      const paint = (colour: Colour): number[] => {
        const surface = new I420Surface(frameOf(2, 2, 99, 99, 99), 2, 2, matrix, range);
        surface.blendMask(maskOf(2, 2, [255, 255, 255, 255]), colour);
        return [surface.y[0], surface.u[0], surface.v[0]];
      };
      const bright = paint({ r, g, b, alpha: 1 });
      const surface = new I420Surface(
        frameOf(2, 2, ...(bright as [number, number, number])),
        2,
        2,
        matrix,
        range,
      );
      surface.tone(1, 0);
      expect([surface.y[0], surface.u[0], surface.v[0]]).toEqual(bright);
      surface.tone(0.4, 0);
      const wanted = paint({ r: 0.4 * r, g: 0.4 * g, b: 0.4 * b, alpha: 1 });
      [surface.y[0], surface.u[0], surface.v[0]].forEach((code, i) => {
        expect(Math.abs(code - wanted[i])).toBeLessThanOrEqual(1);
      });
      surface.tone(1, 0.7);
      const washed = (level: number): number => 0.3 * 0.4 * level + 0.7 * 255;
      const light = paint({ r: washed(r), g: washed(g), b: washed(b), alpha: 1 });
      [surface.y[0], surface.u[0], surface.v[0]].forEach((code, i) => {
        expect(Math.abs(code - light[i])).toBeLessThanOrEqual(2);
      });
      surface.tone(1, 1);
      expect([surface.y[3], surface.u[0], surface.v[0]]).toEqual([range === "limited" ? 235 : 255, 128, 128]);
      surface.tone(0, 0);
      expect([surface.y[3], surface.u[0], surface.v[0]]).toEqual([range === "limited" ? 16 : 0, 128, 128]);
    }
  });

  it("of a bitmap leaves its alpha alone", () => {
    const surface = new RgbaSurface(1, 1, Uint8ClampedArray.of(200, 100, 50, 77));
    surface.tone(0.5, 0);
    expect([...surface.rgba]).toEqual([100, 50, 25, 77]);
    surface.tone(1, 0.5);
    expect([...surface.rgba]).toEqual([178, 152, 140, 77]);
  });
});

describe("RgbaSurface", () => {
  it("is source-over with straight alpha", () => {
    const surface = new RgbaSurface(1, 1);
    expect([...surface.rgba]).toEqual([0, 0, 0, 0]);
    surface.blendMask(maskOf(1, 1, [255]), { r: 200, g: 100, b: 0, alpha: 0.5 });
    // Over nothing the colour is kept, not darkened.
    expect([...surface.rgba]).toEqual([200, 100, 0, 128]);
    surface.blendMask(maskOf(1, 1, [255]), { r: 0, g: 0, b: 255, alpha: 0.5 });
    // alpha = 0.5 + 0.5 * 0.5; colour = (0.5 * blue + 0.25 * first) / 0.75
    expect(surface.rgba[3]).toBe(192);
    expect(Math.abs(surface.rgba[0] - 200 / 3)).toBeLessThanOrEqual(1);
    expect(Math.abs(surface.rgba[2] - 170)).toBeLessThanOrEqual(1);
  });

  it("changes nothing with alpha 0, and all with alpha 1", () => {
    const surface = new RgbaSurface(2, 1, Uint8ClampedArray.of(9, 8, 7, 0, 1, 2, 3, 77));
    surface.blendMask(maskOf(2, 1, [255, 255]), { r: 200, g: 100, b: 50, alpha: 0 });
    expect([...surface.rgba]).toEqual([9, 8, 7, 0, 1, 2, 3, 77]);
    surface.blendMask(maskOf(2, 1, [255, 0]), { r: 200, g: 100, b: 50, alpha: 1 });
    expect([...surface.rgba]).toEqual([200, 100, 50, 255, 1, 2, 3, 77]);
  });

  it("fades what was painted since a copy, and over nothing keeps its colour", () => {
    const surface = new RgbaSurface(2, 1, Uint8ClampedArray.of(0, 0, 0, 0, 100, 0, 0, 255));
    const before = surface.copy(new Uint8Array(0));
    surface.blendMask(maskOf(2, 1, [255, 255]), { r: 200, g: 0, b: 80, alpha: 1 });
    surface.fade(before, 0.25);
    expect([...surface.rgba]).toEqual([200, 0, 80, 64, 125, 0, 20, 255]);
    expect(surface.copy(before)).toBe(before);
  });
});
