import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIFFUSE_WHITE } from "../shared/colour/tone-map";
import { lightToPq } from "../shared/colour/transfer";
import type { ColourDescription } from "../shared/movie";
import { i420Size } from "../shared/overlay/i420-surface";
import { toneMapColour } from "./testing/tone-map-definition";
import { ToneMapping } from "./tone-map";

const PQ: ColourDescription = {
  matrix: "bt2020nc",
  primaries: "bt2020",
  transfer: "smpte2084",
  range: "limited",
};
const HLG: ColourDescription = { ...PQ, transfer: "arib-std-b67" };
const mapping = new ToneMapping();

/** What becomes of a 2 x 2 frame of one colour: its codes. */
function mapped(colour: ColourDescription, y: number, cb: number, cr: number): [number, number, number] {
  const frame = Uint8Array.of(y, y, y, y, cb, cr);
  mapping.apply(frame, frame, { width: 2, height: 2 }, colour);
  const [first = 0, , , last = 0, u = 0, v = 0] = frame;
  expect(first).toBe(last);
  return [first, u, v];
}

/** The codes, with fractions, that the formulas give. */
function defined(colour: ColourDescription, y: number, cb: number, cr: number): [number, number, number] {
  const full = colour.range === "full";
  const chroma = (code: number): number => (code - 128) / (full ? 255 : 224);
  const [luma, u, v] = toneMapColour(colour, full ? y / 255 : (y - 16) / 219, chroma(cb), chroma(cr));
  return [16 + 219 * luma, 128 + 224 * u, 128 + 224 * v];
}

/** The nearest codes of limited range of a colour that is given as signals of red, green and blue. */
function codesOf(r: number, g: number, b: number): [number, number, number] {
  const y = 0.2627 * r + 0.678 * g + 0.0593 * b;
  return [
    Math.round(16 + 219 * y),
    Math.round(128 + (224 * (b - y)) / 1.8814),
    Math.round(128 + (224 * (r - y)) / 1.4746),
  ];
}

describe.each([
  ["PQ", PQ, lightToPq(26), lightToPq(DIFFUSE_WHITE), lightToPq(1000)],
  ["HLG", HLG, 0.38, 0.75, 1],
] as const)("tone mapping of %s frames", (_name, colour, card, white, peak) => {
  it("puts black, the grey card, diffuse white and the peak where they belong", () => {
    const luma = (signal: number): number => mapped(colour, ...codesOf(signal, signal, signal))[0];
    expect(luma(0)).toBe(16);
    // 26 of 203 cd/m² on a display of gamma 2.4, as in a standard movie.
    expect(Math.abs(luma(card) - (16 + 219 * (26 / 203) ** (1 / 2.4)))).toBeLessThan(2);
    expect(Math.abs(luma(white) - (16 + 219 * 0.9))).toBeLessThan(3);
    expect(luma(peak)).toBeGreaterThanOrEqual(234);
  });

  it.for(["limited", "full"] as const)("keeps greys neutral and in order (%s range)", (range) => {
    let before = 0;
    for (let y = 0; y < 256; y++) {
      const [luma, cb, cr] = mapped({ ...colour, range }, y, 128, 128);
      expect(luma).toBeGreaterThanOrEqual(before);
      expect(Math.abs(luma - defined({ ...colour, range }, y, 128, 128)[0])).toBeLessThan(0.75);
      expect([cb, cr]).toEqual([128, 128]);
      before = luma;
    }
    expect(before).toBe(235);
  });

  it("is within a code and a half of the formulas for almost all colours, and never far", () => {
    const signal = fc.double({ min: 0, max: 1, noNaN: true });
    let within = 0;
    let total = 0;
    fc.assert(
      fc.property(signal, signal, signal, (r, g, b) => {
        const codes = codesOf(r, g, b);
        const expected = defined(colour, ...codes);
        const worst = Math.max(
          ...mapped(colour, ...codes).map((code, k) => Math.abs(code - (expected[k] ?? 0))),
        );
        expect(worst).toBeLessThan(12);
        total++;
        if (worst < 1.5) within++;
      }),
      { numRuns: 3000 },
    );
    expect(within / total).toBeGreaterThan(0.99);
  });

  it("stays in range, whatever the code", () => {
    for (let y = 0; y < 256; y += 15) {
      for (let cb = 0; cb < 256; cb += 15) {
        for (let cr = 0; cr < 256; cr += 15) {
          const [luma, u, v] = mapped(colour, y, cb, cr);
          expect(luma >= 16 && luma <= 235).toBe(true);
          expect(Math.min(u, v) >= 16 && Math.max(u, v) <= 240).toBe(true);
        }
      }
    }
  });

  it.for([
    [1, 1],
    [3, 3],
    [5, 2],
    [2, 5],
  ] as const)("knows odd sizes (%d x %d)", ([width, height]) => {
    const source = new Uint8Array(i420Size(width, height)).fill(128);
    for (let k = 0; k < width * height; k++) source[k] = 16 + 8 * k;
    const target = new Uint8Array(source.length).fill(1);
    const before = source.slice();
    mapping.apply(source, target, { width, height }, colour);
    expect(source).toEqual(before);
    for (let k = 0; k < width * height; k++) {
      expect(target[k]).toBe(mapped(colour, 16 + 8 * k, 128, 128)[0]);
    }
    expect(target.subarray(width * height).every((value) => value === 128)).toBe(true);
  });
});

describe("primaries", () => {
  it("a colour looks the same whichever primaries describe it", () => {
    // Light of (60, 20, 10) cd/m² in BT.709, written down with the primaries of BT.709 and of BT.2020 (BT.2087).
    const inBt709 = [60, 20, 10].map(lightToPq);
    const inBt2020 = [
      0.6274 * 60 + 0.3293 * 20 + 0.0433 * 10,
      0.0691 * 60 + 0.9195 * 20 + 0.0114 * 10,
      0.0164 * 60 + 0.088 * 20 + 0.8956 * 10,
    ].map(lightToPq);
    // It is that light over white's, through the inverse of a standard display, with BT.709's matrix.
    const [r = 0, g = 0, b = 0] = [60, 20, 10].map((light) => (light / DIFFUSE_WHITE) ** (1 / 2.4));
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const expected = [16 + 219 * y, 128 + (224 * (b - y)) / 1.8556, 128 + (224 * (r - y)) / 1.5748];
    for (const [colour, signals] of [
      [{ ...PQ, primaries: "bt709" }, inBt709],
      [PQ, inBt2020],
    ] as const) {
      const [red = 0, green = 0, blue = 0] = signals;
      // The codes of 8 bits leave a code or two.
      for (const [k, code] of mapped(colour, ...codesOf(red, green, blue)).entries()) {
        expect(Math.abs(code - (expected[k] ?? 0))).toBeLessThan(3);
      }
    }
  });
});
