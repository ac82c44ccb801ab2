import { beforeAll, describe, expect, it } from "vitest";
import { parsePreparation } from "../../../shared/preparation";
import { randomNumbers } from "../../testing/pictures";
import { FlowRunner } from "../../testing/run-flow";
import { inHeap, onStagePlanes } from "../../testing/stage-planes";
import {
  addToBackground,
  finishBackground,
  MIDDLE_GREY,
  NOTHING_YET,
  subtractBackground,
} from "./background";
import { equaliseLocally, tileGrid } from "./clahe";
import { boxRadii, LARGEST_SAMPLED_SIGMA, sampledGaussian, smooth } from "./gaussian";
import { capIntensity } from "./intensity-cap";
import { prepareFrame } from "./prepare-frame";

interface PreparedOptions {
  readonly of?: Uint8Array | Uint16Array;
  readonly bits?: 8 | 16;
  readonly background?: Uint16Array;
}

let runner: FlowRunner;
beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const SIZES = [
  [31, 17],
  [1, 9],
  [12, 1],
  [2, 2],
  [40, 33],
] as const;

function randomPlane(seed: number, pixels: number, whole = false): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: pixels }, () => (whole ? Math.floor(256 * random()) : 255 * random()));
}

/** The definition of a filter: each pixel as a weighted sum of those around, the outermost of which go on for ever. */
function filtered(
  plane: Float32Array,
  width: number,
  height: number,
  weights: readonly number[],
): Float64Array {
  const radius = (weights.length - 1) / 2;
  const along = (from: ArrayLike<number>, at: (i: number, k: number) => number) =>
    Float64Array.from({ length: width * height }, (_, i) =>
      weights.reduce((sum, weight, k) => sum + weight * from[at(i, k - radius)], 0),
    );
  const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1);
  const rows = along(plane, (i, k) => i - (i % width) + clamp((i % width) + k, width));
  return along(rows, (i, k) => clamp(Math.floor(i / width) + k, height) * width + (i % width));
}

function expectClose(values: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  for (let i = 0; i < wanted.length; i++) {
    if (!(Math.abs(values[i] - wanted[i]) <= tolerance)) expect(values[i]).toBeCloseTo(wanted[i], 3);
  }
}

function smoothed(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  return onStagePlanes(runner, { width, height }, plane, (kernels, { frame, scratch, table, line }) =>
    smooth(kernels, { width, height }, sigma, { plane: frame, scratch: scratch[0], table, line }),
  );
}

describe("smooth", () => {
  it("is the Gaussian, by its definition", () => {
    for (const [seed, [width, height]] of SIZES.entries()) {
      for (const sigma of [0.3, 1, 2.2, LARGEST_SAMPLED_SIGMA]) {
        const plane = randomPlane(seed, width * height);
        const half = [...sampledGaussian(sigma)];
        const weights = [...half.slice(1).reverse(), ...half];
        expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
        const wanted = filtered(plane, width, height, weights);
        expectClose(smoothed(plane, width, height, sigma), wanted, 1e-3);
      }
    }
  });

  it("is three box means where it is wide", () => {
    for (const [seed, [width, height]] of SIZES.entries()) {
      for (const sigma of [3.1, 7, 30]) {
        const plane = randomPlane(seed, width * height);
        const wanted = boxRadii(sigma).reduce(
          (from, radius) =>
            Float32Array.from(
              filtered(from, width, height, Array(2 * radius + 1).fill(1 / (2 * radius + 1)) as number[]),
            ),
          plane.slice(),
        );
        expectClose(smoothed(plane, width, height, sigma), wanted, 0.01);
      }
    }
  });

  it("of both kinds has the width that is asked for", () => {
    for (const sigma of [1, 2.5, 4, 6.3, 15]) {
      const side = 2 * Math.ceil(5 * sigma) + 1;
      const plane = new Float32Array(side * side);
      plane[(side * side - 1) / 2] = 1000;
      const spread = smoothed(plane, side, side, sigma);
      const middle = (side - 1) / 2;
      let [sum, squares] = [0, 0];
      for (const [i, value] of spread.entries()) {
        sum += value;
        squares += value * ((i % side) - middle) ** 2;
      }
      expect(sum).toBeCloseTo(1000, 1);
      expect(Math.abs(Math.sqrt(squares / sum) / sigma - 1)).toBeLessThan(0.05);
    }
  });
});

describe("capIntensity", () => {
  it("cuts at the median and so many standard deviations", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const plane = randomPlane(seed, 50 + seed, true);
      for (let i = 0; i < 5; i++) plane[i] = 255;
      const sorted = plane.slice().sort();
      const mean = plane.reduce((sum, value) => sum + value) / plane.length;
      const variance = plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / plane.length;
      const limit = sorted[(sorted.length - 1) >> 1] + 0.5 * Math.sqrt(variance);
      const wanted = plane.map((value) => Math.min(value, limit));
      const size = { width: plane.length, height: 1 };
      const capped = onStagePlanes(runner, size, plane, (kernels, memory) =>
        expect(capIntensity(kernels, plane.length, 0.5, memory)).toBeCloseTo(limit, 3),
      );
      expectClose(capped, wanted, 1e-3);
      expect(capped.some((value, i) => value < plane[i])).toBe(true);
    }
  });
});

/** CLAHE by its definition, pixel by pixel. */
function equalised(
  plane: Float32Array,
  width: number,
  height: number,
  tiles: number,
  clip: number,
): readonly number[] {
  const { columns, rows } = tileGrid({ width, height }, tiles);
  const part = (i: number, length: number, parts: number) => {
    const edges = Array.from({ length: parts + 1 }, (_, k) => Math.floor((k * length) / parts));
    return edges.findIndex((edge, k) => i >= edge && i < edges[k + 1]);
  };
  const curves = Array.from({ length: columns * rows }, (_, tile) => {
    const own = plane.filter((_level, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return part(y, height, rows) * columns + part(x, width, columns) === tile;
    });
    const counts = new Array<number>(256).fill(0);
    for (const level of own) counts[level]++;
    const limit = (clip * own.length) / 256;
    const excess = counts.reduce((sum, count) => sum + Math.max(count - limit, 0), 0);
    const limited = counts.map((count) => Math.min(count, limit) + excess / 256);
    return limited.map((count, level) => {
      const below = limited.slice(0, level).reduce((sum, other) => sum + other, 0);
      return (255 * (below + count / 2)) / own.length;
    });
  });
  const curve = (column: number, row: number, level: number): number => curves[row * columns + column][level];
  return Array.from(plane, (level, i) => {
    const along = (at: number, length: number, parts: number) =>
      Math.max(0, Math.min(parts - 1, ((at + 0.5) * parts) / length - 0.5));
    const x = along(i % width, width, columns);
    const y = along(Math.floor(i / width), height, rows);
    const mixed = (row: number) => {
      const left = Math.floor(x);
      const right = Math.min(left + 1, columns - 1);
      return (1 - (x - left)) * curve(left, row, level) + (x - left) * curve(right, row, level);
    };
    const top = Math.floor(y);
    return (1 - (y - top)) * mixed(top) + (y - top) * mixed(Math.min(top + 1, rows - 1));
  });
}

function equalisedBy(plane: Float32Array, width: number, height: number, tiles: number, clip: number) {
  return onStagePlanes(runner, { width, height }, plane, (kernels, memory) =>
    equaliseLocally(kernels, { width, height }, { tiles, clip }, memory),
  );
}

describe("equaliseLocally", () => {
  it("is CLAHE, by its definition", () => {
    for (const [width, height, tiles, clip] of [
      [70, 52, 3, 2],
      [33, 80, 4, 40],
      [7, 5, 8, 1],
    ] as const) {
      const plane = randomPlane(width, width * height, true).map((level) => Math.floor(level / 4) + 60);
      const wanted = equalised(plane, width, height, tiles, clip);
      expectClose(equalisedBy(plane, width, height, tiles, clip), wanted, 0.02);
    }
  });

  it("gains contrast, up to once more than its limit", () => {
    const [width, height] = [64, 64];
    const faint = randomPlane(5, width * height, true).map((level) => 100 + level / 32);
    const range = (clip: number): number => {
      const plane = equalisedBy(faint, width, height, 2, clip);
      return Math.max(...plane) - Math.min(...plane);
    };
    expect(range(1)).toBeLessThan(2 * 8);
    expect(range(8)).toBeGreaterThan(50);
  });
});

describe("a background", () => {
  const frames = Array.from({ length: 7 }, (_, k) => Uint8Array.from(randomPlane(k + 1, 40, true)));

  it("is the minimum or the mean of its frames, of 8 bits or of 16", () => {
    const deep = frames.map((frame) => Uint16Array.from(frame, (level) => 256 * level));
    for (const kind of ["min", "mean"] as const) {
      const made = [frames, deep].map((samples) => {
        const sums = new Uint32Array(40).fill(kind === "min" ? NOTHING_YET : 0);
        for (const frame of samples) addToBackground(kind, frame, sums);
        return finishBackground(kind, sums, samples.length);
      });
      const wanted = Array.from({ length: 40 }, (_, i) => {
        const levels = frames.map((frame) => frame[i]);
        const mean = levels.reduce((sum, level) => sum + level) / levels.length;
        return Math.round(256 * (kind === "min" ? Math.min(...levels) : mean));
      });
      expect([...made[0]]).toEqual(wanted);
      expect([...made[1]]).toEqual(wanted);
    }
  });

  it("leaves what is brighter than its minimum, and differences from its mean around grey", () => {
    const background = Uint16Array.from({ length: 11 }, (_, i) => 256 * 10 + 128 * i);
    const frame = Float32Array.from({ length: 11 }, (_, i) => 3 * i);
    for (const kind of ["min", "mean"] as const) {
      const left = inHeap(runner, [background], ([offset]) =>
        onStagePlanes(runner, { width: 11, height: 1 }, frame, (kernels, memory) =>
          subtractBackground(kernels, memory.frame, 11, kind, offset),
        ),
      );
      const base = kind === "min" ? 0 : MIDDLE_GREY;
      expect([...left]).toEqual(Array.from(frame, (level, i) => base + level - 10 - i / 2));
    }
  });
});

describe("prepareFrame", () => {
  const [width, height] = [23, 19];
  const size = { width, height };
  const pixels = width * height;
  const samples = Uint8Array.from(randomPlane(3, pixels, true));

  function prepared(
    list: string,
    { of = samples, bits = 8, background = new Uint16Array(pixels) }: PreparedOptions = {},
  ): Uint8Array | Uint16Array {
    const target = bits === 8 ? new Uint8Array(pixels) : new Uint16Array(pixels);
    return inHeap(runner, [of, background, target], ([source, back, goal]) => {
      const luma = {
        byteOffset: source,
        byteLength: of.byteLength,
        bits: of instanceof Uint8Array ? 8 : 16,
      } as const;
      const frame = {
        ...{ ...size, luma, light: null, background: back },
        target: { byteOffset: goal, byteLength: target.byteLength, bits },
      };
      onStagePlanes(runner, size, [], (kernels, memory) =>
        prepareFrame(kernels, frame, parsePreparation(list), memory, () => undefined),
      );
      const { kernels } = runner;
      return (bits === 8 ? kernels.bytes(goal, pixels) : kernels.shorts(goal, pixels)).slice();
    });
  }

  it("changes nothing where nothing is asked for, of 8 bits and of 16", () => {
    expect(prepared("")).toEqual(samples);
    const deep = Uint16Array.from(samples, (level, i) => 256 * level + (i % 256));
    expect(prepared("", { of: deep, bits: 16 })).toEqual(deep);
    expect(prepared("", { bits: 16 })).toEqual(Uint16Array.from(samples, (level) => 256 * level));
  });

  it("rounds once, to 8 bits or to finer steps", () => {
    const [coarse, fine] = [prepared("smooth=1.5,cap=1"), prepared("smooth=1.5,cap=1", { bits: 16 })];
    for (const [i, value] of fine.entries())
      expect(Math.abs(coarse[i] - value / 256)).toBeLessThanOrEqual(0.51);
    expect(fine.some((value) => value % 256 !== 0)).toBe(true);
  });

  it("keeps to the range of grey levels", () => {
    const background = new Uint16Array(pixels).fill(256 * 200);
    const dark = Array.from(samples, (level) => Math.max(level - 200, 0));
    expect([...prepared("background=min", { background })]).toEqual(dark);
  });

  it("keeps what is fine, and takes what is wide, with a high pass", () => {
    const ramp = Uint8Array.from(samples, (_, i) => 40 + 6 * (i % width) + ((i >> 1) % 2) * 10);
    const row = [...prepared("highpass=2", { of: ramp })].slice(10 * width + 8, 10 * width + 16);
    expect(Math.max(...row) - Math.min(...row)).toBeLessThan(14);
    const mean = row.reduce((sum, level) => sum + level, 0) / row.length;
    expect(Math.abs(mean - MIDDLE_GREY)).toBeLessThan(2);
  });
});
