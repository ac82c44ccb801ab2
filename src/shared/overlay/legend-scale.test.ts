import { describe, expect, it } from "vitest";
import { flowColour } from "./colour-wheel";
import { type ScreenLegend, screenLegend } from "./legend";
import { type BarScale, barPlace, barValue, type WheelScale, wheelMotion, wheelPlace } from "./legend-scale";
import { MapPainter } from "./map-picture";
import { defaultOverlaySettings, type MapKind, type OverlaySettings } from "./settings";

const WIDTH = 1280;
const HEIGHT = 720;

function settingsWith(kind: MapKind): OverlaySettings {
  const settings = defaultOverlaySettings(WIDTH, HEIGHT);
  return { ...settings, colour: { ...settings.colour, visible: true, kind, fading: false } };
}

function legendOf(settings: OverlaySettings, pixelAspect: number, ratio: number): ScreenLegend {
  const page = { width: WIDTH * pixelAspect * ratio, height: HEIGHT * ratio, zoom: 1, ratio };
  return screenLegend(settings, page, pixelAspect);
}

/** The colour that the legend has at a place of the picture. */
function legendColour({ bitmaps }: ScreenLegend, x: number, y: number) {
  for (const { picture, x: left, y: top } of bitmaps) {
    const column = Math.floor(x) - left;
    const row = Math.floor(y) - top;
    if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
    const at = 4 * (row * picture.width + column);
    return [...picture.rgba.subarray(at, at + 3)];
  }
  return null;
}

function expectColour(found: readonly number[] | null, wanted: readonly number[]): void {
  expect(found).not.toBeNull();
  for (const [channel, value] of (found ?? []).entries())
    expect(Math.abs(value - (wanted[channel] ?? Number.NaN))).toBeLessThan(14);
}

describe("the wheel", () => {
  it.for([
    [1, 1],
    [2, 1],
    [0.5, 1.7],
  ] as const)("has the colour of a motion at its place, pixels %d as wide as high", ([aspect, pixels]) => {
    const settings = settingsWith("direction");
    const legend = legendOf(settings, aspect, pixels);
    const scale = legend.scales[0] as WheelScale;
    expect(scale).toMatchObject({ kind: "wheel", limit: settings.colour.maxSpeed });
    for (const [u, v] of [
      [0, 0],
      [2, 0.3],
      [-1, 1.5],
      [0.4, -3],
      [-2, -2],
    ] as const) {
      const place = wheelPlace(scale, u, v);
      const colour = new Uint8Array(4);
      flowColour(u, v, scale.limit, colour, 0);
      expectColour(legendColour(legend, place.x, place.y), [...colour.subarray(0, 3)]);
      const motion = wheelMotion(scale, place);
      expect(motion?.u).toBeCloseTo(u, 9);
      expect(motion?.v).toBeCloseTo(v, 9);
    }
  });

  it("has what is faster than its rim on the rim, and means nothing beyond it", () => {
    const scale: WheelScale = { kind: "wheel", limit: 2, pixelAspect: 1, x: 100, y: 50, radius: 40 };
    expect(wheelPlace(scale, 30, 0)).toEqual({ x: 140, y: 50 });
    expect(wheelMotion(scale, { x: 141, y: 50 })).toBeNull();
  });
});

describe("a bar", () => {
  it.for(["speed", "divergence", "shear", "reliability", "difference"] as const)(
    "of %s has the colour of a value at its place",
    (kind) => {
      const settings = settingsWith(kind);
      const legend = legendOf(settings, 1, 1);
      const scale = legend.scales[0] as BarScale;
      expect(scale).toMatchObject({ kind: "bar", map: kind });
      const low = kind === "divergence" || kind === "difference" ? -0.9 : 0.1;
      for (const share of [low, 0.3, 0.8]) {
        const value = share * scale.limit;
        const place = barPlace(scale, value);
        expect(barValue(scale, place)).toBeCloseTo(value, 9);
        expectColour(legendColour(legend, place.x, place.y), colourOf(kind, value, scale.limit));
      }
    },
  );

  it("has what is beyond its ends at its end, and means nothing beside it", () => {
    const scale: BarScale = {
      ...{ kind: "bar", map: "vorticity", limit: 0.1 },
      ...{ x: 10, y: 20, width: 100, height: 8 },
    };
    expect(barPlace(scale, 7)).toEqual({ x: 110, y: 24 });
    expect(barPlace(scale, -7)).toEqual({ x: 10, y: 24 });
    expect(barValue(scale, { x: 60, y: 24 })).toBe(0);
    for (const [x, y] of [
      [9, 24],
      [111, 24],
      [60, 19],
      [60, 29],
    ] as const)
      expect(barValue(scale, { x, y })).toBeNull();
  });
});

/** The colour that the map itself gives a value: of a field of four pixels that has it. */
function colourOf(kind: MapKind, value: number, limit: number): readonly number[] {
  const along = Float32Array.of(0, value, 0, value);
  const none = new Float32Array(4);
  const one = new Float32Array(4).fill(1);
  const flat = Uint8Array.of(100, 100, 100, 100);
  const level = Uint8Array.from(flat, (grey) => grey - Math.round(value));
  const source = {
    ...{ width: 2, height: 2, pair: { first: flat, second: level } },
    u: kind === "speed" ? Float32Array.from(one, () => value) : kind === "difference" ? none : along,
    v: none,
    reliability: kind === "reliability" ? Float32Array.from(one, () => value) : one,
  };
  const rgba = new Uint8Array(16);
  new MapPainter().paintPicture(source, { kind, limit, minimumReliability: 0, fading: false }, 1, rgba);
  return [...rgba.subarray(0, 3)];
}
