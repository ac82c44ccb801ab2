import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLOUR_WHEEL, colourField, fadingFlowColour, flowColour, WHEEL_SIZE } from "./colour-wheel";

function colour(u: number, v: number, maxSpeed = 1): number[] {
  const out = new Uint8Array(3);
  flowColour(u, v, maxSpeed, out, 0);
  return [...out];
}

/** setcols() and computeColor() of the Middlebury colorcode.cpp, written down again channel by channel. */
function published(u: number, v: number): number[] {
  const wheel: number[][] = [];
  const [RY, YG, GC, CB, BM, MR] = [15, 6, 4, 11, 13, 6];
  const part = (i: number, n: number): number => Math.trunc((255 * i) / n);
  for (let i = 0; i < RY; i++) wheel.push([255, part(i, RY), 0]);
  for (let i = 0; i < YG; i++) wheel.push([255 - part(i, YG), 255, 0]);
  for (let i = 0; i < GC; i++) wheel.push([0, 255, part(i, GC)]);
  for (let i = 0; i < CB; i++) wheel.push([0, 255 - part(i, CB), 255]);
  for (let i = 0; i < BM; i++) wheel.push([part(i, BM), 0, 255]);
  for (let i = 0; i < MR; i++) wheel.push([255, 0, 255 - part(i, MR)]);
  const radius = Math.sqrt(u * u + v * v);
  const position = ((Math.atan2(-v, -u) / Math.PI + 1) / 2) * 54;
  const k0 = Math.trunc(position);
  const k1 = (k0 + 1) % 55;
  const f = position - k0;
  return [0, 1, 2].map((b) => {
    const mixed = (1 - f) * (wheel[k0][b] / 255) + f * (wheel[k1][b] / 255);
    return Math.trunc(255 * (radius <= 1 ? 1 - radius * (1 - mixed) : mixed * 0.75));
  });
}

describe("the wheel", () => {
  it("has the published 55 entries", () => {
    expect(COLOUR_WHEEL.length).toBe(3 * 55);
    expect(WHEEL_SIZE).toBe(55);
    const entry = (i: number): number[] => [...COLOUR_WHEEL.subarray(3 * i, 3 * i + 3)];
    // The pure colours begin where the ramps do, and the ramps take equal steps, rounded down.
    expect([0, 15, 21, 25, 36, 49].map(entry)).toEqual([
      [255, 0, 0],
      [255, 255, 0],
      [0, 255, 0],
      [0, 255, 255],
      [0, 0, 255],
      [255, 0, 255],
    ]);
    expect([1, 14, 16, 24, 26, 37, 54].map(entry)).toEqual([
      [255, 17, 0],
      [255, 238, 0],
      [213, 255, 0],
      [0, 255, 191],
      [0, 232, 255],
      [19, 0, 255],
      [255, 0, 43],
    ]);
  });
});

describe("flowColour", () => {
  it("is right = red, down = yellow, left = cyan, up = blue-violet, zero = white", () => {
    expect(colour(1, 0)).toEqual([255, 0, 0]);
    expect(colour(1, -0)).toEqual([255, 0, 0]);
    const [downR, downG, downB] = colour(0, 1);
    expect([downR > 220, downG > 220, downB < 30]).toEqual([true, true, true]);
    const [leftR, leftG, leftB] = colour(-1, 0);
    expect([leftR < 30, leftG > 200, leftB > 220]).toEqual([true, true, true]);
    const [upR, upG, upB] = colour(0, -1);
    expect([upR > 50 && upR < 150, upG < 30, upB > 220]).toEqual([true, true, true]);
    expect(colour(0, 0)).toEqual([255, 255, 255]);
    expect(colour(-0, -0)).toEqual([255, 255, 255]);
  });

  it("equals the published definition everywhere", () => {
    const component = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(component, component, (u, v) => {
        fc.pre(v !== 0);
        const own = colour(u * 3, v * 3, 3);
        const theirs = published(u, v);
        // The division by maxSpeed may tip a floor.
        for (let i = 0; i < 3; i++) expect(Math.abs(own[i] - theirs[i])).toBeLessThanOrEqual(1);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it("keeps leftward and upward motion and does not clip it to zero", () => {
    expect(colour(-1, 0)).not.toEqual([255, 255, 255]);
    expect(colour(0, -1)).not.toEqual([255, 255, 255]);
  });

  it("dims what is faster than the full colour", () => {
    expect(colour(1.01, 0)).toEqual([191, 0, 0]);
    expect(colour(500, 0)).toEqual([191, 0, 0]);
  });

  it("is grey, and says so, where the motion is unknown", () => {
    const out = new Uint8Array(3);
    for (const [u, v] of [
      [NaN, 0],
      [0, Infinity],
      [1e10, 0],
    ]) {
      expect(flowColour(u, v, 1, out, 0)).toBe(false);
      expect([...out]).toEqual([128, 128, 128]);
    }
    expect(flowColour(1, 1, 1, out, 0)).toBe(true);
  });
});

/** A field whose flow is as reliable as can be. */
const certain = (u: Float32Array, v: Float32Array) => ({
  u,
  v,
  reliability: new Float32Array(u.length).fill(1),
});

describe("colourField", () => {
  it("agrees with flowColour to two levels, inside the circle and outside", () => {
    const size = 331;
    const u = Float32Array.from({ length: size * size }, (_, i) => ((i % size) - 165.3) / 20);
    const v = Float32Array.from({ length: size * size }, (_, i) => (Math.floor(i / size) - 165) / 20);
    const picture = new Uint8ClampedArray(4 * size * size);
    colourField(certain(u, v), size, size, 6, 1, 0, false, picture);
    const exact = new Uint8Array(3);
    let worst = 0;
    let dimmed = 0;
    for (let i = 0; i < size * size; i++) {
      flowColour(u[i], v[i], 6, exact, 0);
      for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(exact[c] - picture[4 * i + c]));
      if (Math.hypot(u[i], v[i]) > 6) dimmed++;
    }
    expect(dimmed).toBeGreaterThan(1000);
    expect(worst).toBeLessThanOrEqual(2);
    expect(picture.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  it("samples the middle of squares, rounding the size up", () => {
    const [width, height] = [10, 7];
    const u = Float32Array.from({ length: 70 }, (_, i) => (i % width) / 10);
    const v = Float32Array.from({ length: 70 }, (_, i) => Math.floor(i / width) / 10);
    const picture = new Uint8ClampedArray(4 * 3 * 2);
    colourField(certain(u, v), width, height, 2, 4, 0, false, picture);
    const expected = [
      [2, 2],
      [6, 2],
      [9, 2],
      [2, 6],
      [6, 6],
      [9, 6],
    ].map(([x, y]) => colour(x / 10, y / 10, 2));
    const actual = expected.map((_, i) => [...picture.subarray(4 * i, 4 * i + 3)]);
    actual.forEach((rgb, i) => {
      rgb.forEach((value, c) => {
        expect(Math.abs(value - expected[i][c])).toBeLessThanOrEqual(2);
      });
    });
  });

  it("is transparent where the motion is unknown, and works at any offset of the memory", () => {
    const u = Float32Array.of(1, NaN, 1e10, -Infinity);
    const picture = new Uint8ClampedArray(new ArrayBuffer(17), 1, 16);
    colourField(certain(u, new Float32Array(4)), 4, 1, 1, 1, 0, false, picture);
    expect([...picture.subarray(4)]).toEqual(new Array(12).fill(0));
    expect(picture[0]).toBeGreaterThanOrEqual(253);
    expect(picture[3]).toBe(255);
  });

  it.each([1, 2, 4])(
    "is transparent where the flow is less reliable than asked for, every %i pixels",
    (step) => {
      const [width, height] = [11, 9];
      const pixels = width * height;
      const u = Float32Array.from({ length: pixels }, (_, i) => (i % 7) / 7);
      const v = new Float32Array(pixels);
      const reliability = Float32Array.from({ length: pixels }, (_, i) =>
        i % 5 === 0 ? Number.NaN : (i % 3) / 4,
      );
      const size = Math.ceil(width / step) * Math.ceil(height / step);
      const picture = new Uint8Array(4 * size);
      colourField({ u, v, reliability }, width, height, 1, step, 0.25, false, picture);
      // The same pixels as where the motion is unknown.
      const known = Float32Array.from(u, (value, i) => (reliability[i] >= 0.25 ? value : Number.NaN));
      const expected = new Uint8Array(4 * size);
      colourField(certain(known, v), width, height, 1, step, 0, false, expected);
      expect(picture).toEqual(expected);
      expect(new Set(picture.filter((_, i) => i % 4 === 3))).toEqual(new Set([0, 255]));
    },
  );

  it("refuses a picture that is too small", () => {
    expect(() =>
      colourField(
        certain(new Float32Array(4), new Float32Array(4)),
        2,
        2,
        1,
        1,
        0,
        false,
        new Uint8Array(15),
      ),
    ).toThrow(RangeError);
  });
});

describe("fading colours", () => {
  it("let what is still through, and are the published colour on white", () => {
    const fading = new Uint8Array(4);
    const published = new Uint8Array(3);
    for (const [u, v] of [
      [0, 0],
      [0.4, -0.1],
      [-1.1, 1.3],
      [2, 0],
      [0, -3.9],
    ] as const) {
      expect(fadingFlowColour(u, v, 2, fading, 0)).toBe(true);
      flowColour(u, v, 2, published, 0);
      const alpha = fading[3] / 255;
      expect(alpha).toBeCloseTo(Math.min(Math.hypot(u, v) / 2, 1), 2);
      for (let channel = 0; channel < 3; channel++) {
        const onWhite = fading[channel] * alpha + 255 * (1 - alpha);
        expect(Math.abs(onWhite - published[channel])).toBeLessThan(2.5);
      }
    }
    expect(fadingFlowColour(Number.NaN, 0, 2, fading, 0)).toBe(false);
    expect([...fading]).toEqual([0, 0, 0, 0]);
  });

  it("are the same in pictures", () => {
    const size = 41;
    const u = Float32Array.from({ length: size * size }, (_, i) => ((i % size) - 20.3) / 5);
    const v = Float32Array.from({ length: size * size }, (_, i) => (Math.floor(i / size) - 20) / 5);
    const picture = new Uint8ClampedArray(4 * size * size);
    colourField(certain(u, v), size, size, 3, 1, 0, true, picture);
    const exact = new Uint8Array(4);
    for (let i = 0; i < u.length; i++) {
      fadingFlowColour(u[i], v[i], 3, exact, 0);
      // At rest the hue means nothing, and is not seen.
      for (let channel = exact[3] < 8 ? 3 : 0; channel < 4; channel++)
        expect(Math.abs(picture[4 * i + channel] - exact[channel])).toBeLessThan(12);
    }
  });
});
