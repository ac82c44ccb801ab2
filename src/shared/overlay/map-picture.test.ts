import { describe, expect, it } from "vitest";
import { colourIndex, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { DEFAULT_FLOW_PARAMETERS } from "../flow";
import { flowColour } from "./colour-wheel";
import { differenceRow, type LumaPair } from "./flow-difference";
import { MapPainter } from "./map-picture";
import type { MapSource } from "./map-values";
import { MAP_KINDS, type MapKind } from "./settings";

type Flow = (x: number, y: number) => readonly [u: number, v: number, reliability?: number];

function sourceOf(width: number, height: number, flow: Flow, pair: LumaPair | null = null): MapSource {
  const [u, v, reliability] = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b, c = 1] = flow(x, y);
      u[y * width + x] = a;
      v[y * width + x] = b;
      reliability[y * width + x] = c;
    }
  }
  // Maps of trust want more of a pair than its frames.
  const back = { u: u.map((value) => 0.5 - value), v: v.map((value) => -value) };
  const parameters = DEFAULT_FLOW_PARAMETERS;
  return { width, height, u, v, reliability, pair: pair && { parameters, back, ...pair } };
}

function paint(
  source: MapSource,
  kind: MapKind,
  limit: number,
  step = 1,
  minimumReliability = 0,
): number[][] {
  const [columns, rows] = [Math.ceil(source.width / step), Math.ceil(source.height / step)];
  const rgba = new Uint8Array(4 * columns * rows);
  new MapPainter().paintPicture(source, { kind, limit, minimumReliability, fading: false }, step, rgba);
  return Array.from({ length: columns * rows }, (_, i) => [...rgba.subarray(4 * i, 4 * i + 4)]);
}

/** The published colour of a value, opaque. */
function colourOf(kind: ScalarMapKind, value: number, limit: number): number[] {
  const map = colourMapOf(kind);
  const at = 3 * colourIndex(map, value, limit);
  return [...map.colours.subarray(at, at + 3), 255];
}

function expectEverywhere(pixels: number[][], wanted: number[]): void {
  expect(new Set(pixels.map((pixel) => pixel.join()))).toEqual(new Set([wanted.join()]));
}

const CLEAR = [0, 0, 0, 0];
const rotation: Flow = (x, y) => [-0.02 * (y - 5), 0.02 * (x - 7)];
const zoom: Flow = (x, y) => [0.03 * (x - 7), 0.03 * (y - 5)];
const shearing: Flow = (_, y) => [0.08 * y, 0];

describe("maps of fields that change linearly", () => {
  // A clockwise rotation by omega per frame has the vorticity 2 omega, a zoom by s the divergence 2 s. The limit makes the
  // colour of the wanted value one in the middle of its range.
  it.each<[string, Flow, ScalarMapKind, number]>([
    ["a rotation", rotation, "vorticity", 0.04],
    ["a rotation", rotation, "divergence", 0],
    ["a rotation", rotation, "shear", 0],
    ["a rotation the other way", (x, y) => [-rotation(x, y)[0], -rotation(x, y)[1]], "vorticity", -0.04],
    ["a zoom", zoom, "divergence", 0.06],
    ["a zoom", zoom, "vorticity", 0],
    ["a zoom", zoom, "shear", 0],
    ["a shear", shearing, "shear", 0.08],
    ["a shear", shearing, "vorticity", -0.08],
    ["a shear", shearing, "divergence", 0],
    ["a translation", () => [3, -4], "speed", 5],
    ["a translation", () => [-3, 4], "speed", 5],
  ])("%s: %s %s is %d", (_name, flow, kind, value) => {
    const limit = value === 0 ? 0.1 : 2.03 * Math.abs(value);
    expectEverywhere(paint(sourceOf(15, 11, flow), kind, limit), colourOf(kind, value, limit));
  });

  it("in stored pixels: a rotation of a displayed picture with pixels twice as wide as high", () => {
    // Displayed x is 2 x: u = -omega y / 2, v = omega 2 x.
    const source = sourceOf(15, 11, (x, y) => [(-0.02 * (y - 5)) / 2, 0.02 * 2 * (x - 7)]);
    const [value, limit] = [0.02 * (2 + 1 / 2), 0.1];
    expectEverywhere(paint(source, "vorticity", limit), colourOf("vorticity", value, limit));
    expectEverywhere(paint(source, "divergence", limit), colourOf("divergence", 0, limit));
  });
});

describe("the difference", () => {
  const [width, height] = [64, 48];
  const grey = (x: number, y: number): number => 120 + 60 * Math.sin(x / 6) * Math.cos(y / 8);
  /** A texture that moves by (2.5, -1.25) px from the first to the second frame. */
  const pair = { first: new Uint8Array(width * height), second: new Uint8Array(width * height) };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pair.first[y * width + x] = Math.round(grey(x, y));
      pair.second[y * width + x] = Math.round(grey(x - 2.5, y + 1.25));
    }
  }

  function differences(u: number, v: number): Float32Array {
    const source = sourceOf(width, height, () => [u, v]);
    const out = new Float32Array(width * height);
    const xs = Int32Array.from({ length: width }, (_, x) => x);
    for (let y = 0; y < height; y++) differenceRow(source, pair, y, xs, out, y * width);
    return out;
  }
  const mean = (values: Float32Array): number => {
    const known = values.filter((value) => !Number.isNaN(value)).map(Math.abs);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };

  it("is zero where the flow is right, and clearly not where it is wrong", () => {
    expect(mean(differences(2.5, -1.25))).toBeLessThan(0.8);
    expect(mean(differences(0, 0))).toBeGreaterThan(10);
    expect(mean(differences(-2.5, 1.25))).toBeGreaterThan(20);
  });

  it("is signed: first frame minus second one, at the place that the flow leads to", () => {
    const values = differences(3, -1);
    expect(values[20 * width + 10]).toBe(pair.first[20 * width + 10] - pair.second[19 * width + 13]);
    const brighter = { first: pair.first.map((value) => value + 10), second: pair.first };
    const still = sourceOf(width, height, () => [0, 0], brighter);
    expectEverywhere(paint(still, "difference", 20), colourOf("difference", 10, 20));
  });

  it("is unknown, and transparent, where the flow leads out of the picture", () => {
    const values = differences(2.5, -1.25);
    const known = (x: number, y: number): boolean => !Number.isNaN(values[y * width + x]);
    // The last column that (x + 2.5) stays in is 60, the first row that (y - 1.25) does is 2.
    expect([known(60, 2), known(61, 2), known(60, 1)]).toEqual([true, false, false]);
    const pixels = paint(
      sourceOf(width, height, () => [2.5, -1.25], pair),
      "difference",
      20,
    );
    expect(pixels[61]).toEqual(CLEAR);
    expect(pixels[2 * width + 60][3]).toBe(255);
    const lost = sourceOf(width, height, () => [Number.NaN, 0], pair);
    expectEverywhere(paint(lost, "difference", 20), CLEAR);
  });

  it("reaches the very last row and column", () => {
    const values = differences(0, 0);
    const last = width * height - 1;
    expect(values[last]).toBe(pair.first[last] - pair.second[last]);
  });

  it("cannot be painted without frames", () => {
    expect(() =>
      paint(
        sourceOf(4, 4, () => [0, 0]),
        "difference",
        20,
      ),
    ).toThrow(RangeError);
  });
});

describe("transparency", () => {
  const unreliableAt = (badX: number): MapSource =>
    sourceOf(9, 5, (x) => [(4 - x) / 100, 0, x === badX ? 0.1 : 0.9], {
      first: new Uint8Array(45),
      second: new Uint8Array(45),
    });
  const clearColumns = (pixels: number[][]): number[] =>
    Array.from({ length: 9 }, (_, x) => x).filter((x) => pixels[2 * 9 + x][3] === 0);

  it.each(MAP_KINDS)("of %s is where the flow that it is made of is unreliable", (kind) => {
    const withNeighbours = kind === "divergence" || kind === "vorticity" || kind === "shear";
    const wanted = withNeighbours ? [3, 4, 5] : [4];
    expect(clearColumns(paint(unreliableAt(4), kind, 1, 1, 0.5))).toEqual(wanted);
    expect(clearColumns(paint(unreliableAt(8), kind, 1, 1, 0.5))).toEqual(withNeighbours ? [7, 8] : [8]);
    expect(clearColumns(paint(unreliableAt(4), kind, 1))).toEqual([]);
  });

  it.each<MapKind>(["speed", "divergence", "vorticity", "shear"])(
    "of %s is where motion is unknown",
    (kind) => {
      for (const unknown of [Number.NaN, Number.POSITIVE_INFINITY, 1e10]) {
        const source = sourceOf(9, 5, (x) => (x === 4 ? [unknown, unknown] : [0, 0]));
        const pixels = paint(source, kind, 1);
        expect(pixels[2 * 9 + 4]).toEqual(CLEAR);
        expect(pixels[2 * 9 + 1][3]).toBe(255);
      }
    },
  );
});

describe("pictures", () => {
  const source = sourceOf(23, 17, (x, y) => [Math.sin(x / 3) + y / 9, Math.cos(y / 4), (x % 7) / 7], {
    first: Uint8Array.from({ length: 391 }, (_, i) => (i * 37) % 256),
    second: Uint8Array.from({ length: 391 }, (_, i) => (i * 59) % 256),
  });

  it.each(MAP_KINDS)(
    "of %s have the middle pixel of each square, with the derivatives of the field",
    (kind) => {
      const all = paint(source, kind, 1.3, 1, 0.2);
      for (const step of [2, 3, 5]) {
        const small = paint(source, kind, 1.3, step, 0.2);
        const columns = Math.ceil(23 / step);
        const wanted = small.map((_, i) => {
          const x = Math.min((i % columns) * step + Math.floor(step / 2), 22);
          const y = Math.min(Math.floor(i / columns) * step + Math.floor(step / 2), 16);
          return all[y * 23 + x];
        });
        expect(small).toEqual(wanted);
      }
    },
  );

  it.each(MAP_KINDS)("of %s are the same row by row, and in memory that begins anywhere", (kind) => {
    const style = { kind, limit: 1.3, minimumReliability: 0.2, fading: true };
    const painter = new MapPainter();
    const rows = new Uint32Array(23 * 17);
    for (const [top, bottom] of [
      [0, 5],
      [5, 6],
      [6, 17],
    ]) {
      painter.paintRows(source, style, top, bottom, rows.subarray(23 * top, 23 * bottom));
    }
    const odd = new Uint8Array(4 * 23 * 17 + 1).subarray(1);
    painter.paintPicture(source, style, 1, odd);
    expect(odd).toEqual(new Uint8Array(rows.buffer));
  });

  it("of directions have the wheel's colours", () => {
    const rgb = new Uint8Array(3);
    paint(source, "direction", 2).forEach((pixel, i) => {
      flowColour(source.u[i], source.v[i], 2, rgb, 0);
      for (let c = 0; c < 3; c++) expect(Math.abs(pixel[c] - rgb[c])).toBeLessThanOrEqual(2);
    });
  });

  it("of reliability go from 0 to 1", () => {
    const pixels = paint(source, "reliability", 1);
    for (const x of [0, 3, 6]) expect(pixels[x]).toEqual(colourOf("reliability", (x % 7) / 7, 1));
  });

  it("need room", () => {
    const style = { kind: "speed", limit: 1, minimumReliability: 0, fading: false } as const;
    expect(() => new MapPainter().paintPicture(source, style, 1, new Uint8Array(100))).toThrow(RangeError);
  });
});
