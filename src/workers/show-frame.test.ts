import { describe, expect, it } from "vitest";
import { type FramePicture, type Levels, wholeLevels } from "../shared/frame-picture";
import { i420Size } from "../shared/overlay/i420-surface";
import type { LumaBits } from "./protocol";
import { FrameShower } from "./show-frame";

type ShownPicture = Exclude<FramePicture, { kind: "i420" }>;

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly lumaBits: LumaBits;
  readonly picture: ShownPicture;
  readonly levels?: Levels;
}

/** A frame of these samples as it is shown: Y, U and V. */
function show(samples: readonly number[], { levels = wholeLevels(16), ...frame }: Shown) {
  const { width, height, lumaBits } = frame;
  const values = lumaBits === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
  const target = new Uint8Array(i420Size(width, height));
  new FrameShower().show(new Uint8Array(values.buffer), target, { ...frame, levels });
  const quarter = Math.ceil(width / 2) * Math.ceil(height / 2);
  const [luma, chroma] = [width * height, width * height + quarter];
  return {
    y: [...target.subarray(0, luma)],
    u: [...target.subarray(luma, chroma)],
    v: [...target.subarray(chroma)],
  };
}

const GREY = { height: 1, lumaBits: 16, picture: { kind: "grey" } } as const;
const LIMITED_BLACK = 16;
const LIMITED_WHITE = 235;

describe("grey frames", () => {
  it("go from black to white between their levels, and no further", () => {
    const values = [0, 99, 100, 101, 350, 599, 600, 601, 65535];
    const levels = { black: 100, white: 600, gamma: 1 };
    const { y } = show(values, { ...GREY, width: values.length, levels });
    const expected = values.map((value) => 16 + 219 * Math.min(Math.max((value - 100) / 500, 0), 1));
    y.forEach((code, k) => {
      expect(Math.abs(code - expected[k]), `of ${values[k]}`).toBeLessThanOrEqual(0.5);
    });
    expect([y[0], y[2], y[6], y[8]]).toEqual([LIMITED_BLACK, LIMITED_BLACK, LIMITED_WHITE, LIMITED_WHITE]);
  });

  it.each([
    [0.2, 16 + 219 * 0.25 ** 5],
    [0.5, 16 + 219 * 0.25 ** 2],
    [2, 16 + 219 * 0.5],
    [5, 16 + 219 * 0.25 ** 0.2],
  ])("with a gamma of %d have a quarter of the way at %d", (gamma, code) => {
    const { y } = show([0, 1000, 4000], { ...GREY, width: 3, levels: { black: 0, white: 4000, gamma } });
    expect(y).toEqual([LIMITED_BLACK, Math.round(code), LIMITED_WHITE]);
  });

  it("never get darker where values get larger, and have no colour", () => {
    const values = Array.from({ length: 4096 }, (_, k) => k);
    const levels = { black: 7, white: 3001, gamma: 0.7 };
    const { y, u, v } = show(values, { ...GREY, width: 64, height: 64, levels });
    expect(y.every((code, k) => k === 0 || code >= y[k - 1])).toBe(true);
    expect(new Set([...u, ...v])).toEqual(new Set([128]));
  });

  it("of 8 bits have levels, too, and other ones the next time", () => {
    const frame = { width: 3, height: 1, lumaBits: 8, picture: { kind: "grey" } } as const;
    expect(show([0, 51, 255], { ...frame, levels: wholeLevels(8) }).y).toEqual([16, 60, 235]);
    const shower = new FrameShower();
    const shown = (levels: Levels): number[] => {
      const target = new Uint8Array(i420Size(3, 1));
      shower.show(Uint8Array.of(0, 51, 255), target, { ...frame, levels });
      return [...target.subarray(0, 3)];
    };
    expect(shown({ black: 51, white: 52, gamma: 1 })).toEqual([16, 16, 235]);
    expect(shown({ black: 0, white: 51, gamma: 1 })).toEqual([16, 235, 235]);
  });
});

/** A plane of so many values, the same for the same number. */
function plane(count: number, least: number, most: number, seed: number): number[] {
  return Array.from({ length: count }, (_, k) => least + ((seed * (k + 3) * 7919) % (most - least + 1)));
}

describe("deep YUV", () => {
  const SAMPLINGS = [
    [1, 1],
    [2, 1],
    [1, 2],
    [2, 2],
    [4, 1],
  ] as const;
  const CASES = SAMPLINGS.flatMap(([columns, rows]) =>
    (["limited", "full"] as const).flatMap((range) =>
      [10, 12, 16].map((depth) => ({ columns, rows, range, depth })),
    ),
  );

  it.each(CASES)(
    "of $depth bits, $range range, chroma for $columns x $rows",
    ({ columns, rows, range, depth }) => {
      const [width, height] = [7, 5];
      const one = 2 ** (depth - 8);
      const [across, down] = [Math.ceil(width / columns), Math.ceil(height / rows)];
      const [least, most] = range === "full" ? [0, 2 ** depth - 1] : [16 * one, 235 * one];
      const luma = plane(width * height, least, most, 5);
      const chroma = [11, 13].map((seed) => plane(across * down, least, most, seed));
      const picture = { kind: "yuv", depth, columns, rows, range } as const;
      const { y, u, v } = show([...luma, ...chroma.flat()], { width, height, lumaBits: 16, picture });
      luma.forEach((value, k) => {
        const expected = range === "full" ? 16 + (219 * value) / (2 ** depth - 1) : value / one;
        expect(Math.abs(y[k] - expected)).toBeLessThanOrEqual(0.501);
      });
      [u, v].forEach((codes, plane) => {
        codes.forEach((code, at) => {
          const [x0, y0] = [2 * (at % 4), 2 * Math.floor(at / 4)];
          // The mean of what the four pixels have.
          const places = [0, 1, 2, 3].map((k) => [x0 + (k % 2), y0 + Math.floor(k / 2)]);
          const sum = places.reduce((total, [x, row]) => {
            const column = Math.min(Math.floor(x / columns), across - 1);
            const line = Math.min(Math.floor(row / rows), down - 1);
            return total + chroma[plane][line * across + column];
          }, 0);
          const value = sum / 4 / one - 128;
          const expected = 128 + (range === "full" ? (224 / 255) * value : value);
          expect(Math.abs(code - Math.min(Math.max(expected, 0), 255))).toBeLessThanOrEqual(1);
        });
      });
    },
  );
});

describe("RGB", () => {
  it.each([
    ["black", [0, 0, 0], [16, 128, 128]],
    ["white", [1, 1, 1], [235, 128, 128]],
    ["grey", [0.5, 0.5, 0.5], [125.5, 128, 128]],
    ["red", [1, 0, 0], [81.481, 90.203, 240]],
    ["green", [0, 1, 0], [144.553, 53.797, 34.214]],
    ["blue", [0, 0, 1], [40.966, 240, 109.786]],
  ] as const)("has %s as BT.601 has it, at 8 and 16 bits and odd sizes", (_name, share, [y, u, v]) => {
    for (const lumaBits of [8, 16] as const) {
      const pixels = 5 * 3;
      const samples = [
        ...new Array<number>(pixels).fill(0),
        ...Array.from({ length: pixels }, () => share.map((part) => part * (2 ** lumaBits - 1))).flat(),
      ];
      const shown = show(samples, { width: 5, height: 3, lumaBits, picture: { kind: "rgb" } });
      for (const [codes, code] of [
        [shown.y, y],
        [shown.u, u],
        [shown.v, v],
      ] as const) {
        expect(Math.max(...codes.map((each) => Math.abs(each - code)))).toBeLessThanOrEqual(1);
      }
    }
  });
});
