import { describe, expect, it } from "vitest";
import { colourIndex, colourMapOf } from "../colour-maps/colour-map";
import { type ArrowGeometry, arrowGeometry, arrowHaloWidth } from "./arrow-geometry";
import { type ArrowLook, HALO, parseColour } from "./arrow-look";
import { paintArrows } from "./arrow-paint";
import { Brush, framePlacement } from "./brush";
import { flowColour } from "./colour-wheel";
import { I420Surface, i420Size } from "./i420-surface";
import { OverlayPainter, paintOverlay } from "./paint-overlay";
import {
  ARROW_COLOURINGS,
  type ArrowColouring,
  defaultOverlaySettings,
  mapLimit,
  type OverlaySettings,
} from "./settings";
import { streamlines } from "./streamlines";
import { RgbaSurface } from "./surface";

const SIZE = 160;
const SPACING = 16;

function oneArrow(u: number, v: number, scale: number, pixelAspect = 1): ArrowGeometry {
  const grid = { stepX: SPACING, stepY: SPACING, columns: 1, rows: 1, firstX: 80, firstY: 80 };
  const style = { scale, minimumSpeed: 0, pixelAspect, spacing: SPACING };
  return arrowGeometry(grid, Float32Array.of(u, v), style);
}

const PLAIN: ArrowLook = { colouring: "plain", fill: parseColour("#fafaf6"), maxSpeed: 4, halo: HALO };

function painted(geometry: ArrowGeometry, background: number, pixelAspect = 1, look = PLAIN): RgbaSurface {
  const pixels = new Uint8ClampedArray(4 * SIZE * SIZE).map((_, i) => (i % 4 === 3 ? 255 : background));
  const surface = new RgbaSurface(SIZE, SIZE, pixels);
  paintArrows(new Brush(surface, framePlacement(pixelAspect)), geometry, SPACING, pixelAspect, look);
  return surface;
}

function red(surface: RgbaSurface, x: number, y: number): number {
  return surface.rgba[4 * (Math.floor(y) * surface.width + Math.floor(x))];
}

/** Direction from the middle of the light pixels' axis, in degrees, told apart by where the centroid lies from the tail. */
function measuredAngle(surface: RgbaSurface): number {
  let [weight, mx, my, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const w = Math.max(0, red(surface, x, y) - 60);
      const [px, py] = [x + 0.5 - 80.5, y + 0.5 - 80.5];
      weight += w;
      mx += w * px;
      my += w * py;
      xx += w * px * px;
      xy += w * px * py;
      yy += w * py * py;
    }
  }
  mx /= weight;
  my /= weight;
  const axis = 0.5 * Math.atan2(2 * (xy / weight - mx * my), xx / weight - mx * mx - (yy / weight - my * my));
  const forward = mx * Math.cos(axis) + my * Math.sin(axis) > 0 ? axis : axis + Math.PI;
  return (Math.atan2(Math.sin(forward), Math.cos(forward)) * 180) / Math.PI;
}

describe("paintArrows", () => {
  it.each([
    [3, 4],
    [1, 4],
    [-5, 0],
    [0, -5],
    [-4, -3],
  ])("shows (%d, %d) at its angle, in pixels", (u, v) => {
    const surface = painted(oneArrow(u, v, 10), 60);
    const wanted = (Math.atan2(v, u) * 180) / Math.PI;
    const difference = ((measuredAngle(surface) - wanted + 540) % 360) - 180;
    expect(Math.abs(difference)).toBeLessThan(0.3);
  });

  it("is light along the shaft up to the tip, dark beside it, and elsewhere untouched", () => {
    for (const background of [0, 128, 255]) {
      const surface = painted(oneArrow(3, 4, 10), background);
      const along = (distance: number): [number, number] => [80.5 + 0.6 * distance, 80.5 + 0.8 * distance];
      for (const distance of [5, 20, 35, 44, 48])
        expect(red(surface, ...along(distance))).toBeGreaterThan(190);
      // Just beyond the tip: no longer light on anything dark.
      if (background < 200) expect(red(surface, ...along(52))).toBeLessThanOrEqual(background);
      // On the line parallel to the shaft where the halo is.
      const reach = SPACING * 0.04 + arrowHaloWidth(SPACING) / 2;
      let darkest = 255;
      for (let distance = 10; distance < 38; distance++) {
        const [x, y] = along(distance);
        darkest = Math.min(darkest, red(surface, x - 0.8 * reach, y + 0.6 * reach));
      }
      if (background > 0) expect(darkest).toBeLessThan(background * 0.75);
      // And never darker than one halo over the background.
      const halo = background * (1 - HALO.alpha);
      let wrong = 0;
      for (let y = 0; y < SIZE; y++) {
        for (let x = 0; x < SIZE; x++) {
          const value = red(surface, x, y);
          if (value < Math.floor(Math.min(halo, background))) wrong++;
          const [dx, dy] = [x + 0.5 - 80.5, y + 0.5 - 80.5];
          const t = Math.min(50, Math.max(0, 0.6 * dx + 0.8 * dy));
          if (Math.hypot(dx - 0.6 * t, dy - 0.8 * t) > 6 && value !== background) wrong++;
        }
      }
      expect(wrong).toBe(0);
    }
  });

  it("reaches the exact tip: the light pixels end there, for any pixel aspect", () => {
    for (const pixelAspect of [1, 2, 0.8]) {
      const surface = painted(oneArrow(4, 0, 10, pixelAspect), 0, pixelAspect);
      let sum = 0;
      for (let x = 82; x < SIZE; x++) sum += red(surface, x, 80) > 100 ? 1 : 0;
      expect(Math.abs(82 + sum - 120.5)).toBeLessThanOrEqual(1.5);
    }
  });

  it.each([
    [3, 4],
    [1, 4],
    [-5, 0],
    [0, -5],
  ])(
    "has the colour that is asked for along the shaft of (%d, %d), at its place for any pixel aspect",
    (u, v) => {
      const speedMap = colourMapOf("speed");
      const speedAt = 3 * colourIndex(speedMap, Math.hypot(u, v), 6);
      const wheel = new Uint8Array(3);
      flowColour(u, v, 6, wheel, 0);
      const wanted: Record<ArrowColouring, readonly number[]> = {
        plain: [255, 128, 0],
        speed: [...speedMap.colours.subarray(speedAt, speedAt + 3)],
        direction: [...wheel],
      };
      for (const pixelAspect of [1, 2, 0.8]) {
        for (const colouring of ARROW_COLOURINGS) {
          for (const halo of [true, false]) {
            const look = { colouring, fill: parseColour("#ff8000"), maxSpeed: 6, halo: halo ? HALO : null };
            const surface = painted(oneArrow(u, v, 10, pixelAspect), 128, pixelAspect, look);
            // Near the tip, where the head is wide enough to cover whole pixels.
            const share = 1 - 4.2 / (10 * Math.hypot(u * pixelAspect, v));
            const x = Math.floor(80.5 + 10 * u * share);
            const y = Math.floor(80.5 + 10 * v * share);
            // Of this pixel and its neighbours, that which the head covers best.
            const errors = [-1, 0, 1].map((dx) => {
              const at = 4 * (y * SIZE + x + dx);
              const levels = [...surface.rgba.subarray(at, at + 3)];
              return Math.max(...levels.map((level, c) => Math.abs(level - wanted[colouring][c])));
            });
            expect(Math.min(...errors)).toBeLessThanOrEqual(3);
            const darker = (level: number): boolean => level < 115;
            const grey = Array.from({ length: SIZE * SIZE }, (_, i) =>
              surface.rgba.subarray(4 * i, 4 * i + 3),
            );
            const rim = grey.some(([r, g, b]) => r === g && g === b && darker(r));
            expect(rim).toBe(halo);
          }
        }
      }
    },
  );

  it("has the colours of the motions, whatever else is around", () => {
    const grid = { stepX: 64, stepY: 64, columns: 2, rows: 1, firstX: 40, firstY: 80 };
    const [slow, fast] = [Float32Array.of(2, 0), Float32Array.of(6, 0)];
    const style = { scale: 5, minimumSpeed: 0, pixelAspect: 1, spacing: SPACING };
    const geometry = arrowGeometry(grid, Float32Array.of(...slow, ...fast), style);
    const look: ArrowLook = { colouring: "speed", fill: PLAIN.fill, maxSpeed: 6, halo: null };
    const surface = painted(geometry, 128, 1, look);
    const map = colourMapOf("speed").colours;
    const at = (x: number): number[] => [
      ...surface.rgba.subarray(4 * (80 * SIZE + x), 4 * (80 * SIZE + x) + 3),
    ];
    expect(at(48)).toEqual([...map.subarray(3 * 85, 3 * 85 + 3)]);
    expect(at(128)).toEqual([...map.subarray(3 * 255, 3 * 255 + 3)]);
  });

  it("does not darken twice where halos overlap", () => {
    const grid = { stepX: SPACING, stepY: SPACING, columns: 2, rows: 1, firstX: 60, firstY: 80 };
    const geometry = arrowGeometry(grid, Float32Array.of(3, 0, -3, 0.5), {
      scale: 8,
      minimumSpeed: 0,
      pixelAspect: 1,
      spacing: SPACING,
    });
    const surface = painted(geometry, 255);
    const darkest = surface.rgba.reduce((least, value) => Math.min(least, value), 255);
    expect(darkest).toBeGreaterThanOrEqual(Math.floor(255 * (1 - HALO.alpha)));
  });

  it("survives arrows of any length", () => {
    for (const [u, v] of [
      [1e9, 1e9],
      [-1e9, 3],
      [1e-7, 0],
    ]) {
      expect(() => painted(oneArrow(u, v, 100), 60)).not.toThrow();
    }
    // One that leaves the picture is drawn up to its border.
    expect(red(painted(oneArrow(1e5, 0, 10), 60), 159, 80)).toBeGreaterThan(190);
  });
});

function rotation(width: number, height: number) {
  const u = new Float32Array(width * height);
  const v = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      u[y * width + x] = -(y - height / 2) / 12;
      v[y * width + x] = (x - width / 2) / 12;
    }
  }
  return { width, height, u, v, reliability: new Float32Array(width * height).fill(0.75), pair: null };
}

function greyFrame(width: number, height: number, y = 126): Uint8Array {
  return new Uint8Array(i420Size(width, height)).fill(y, 0, width * height).fill(128, width * height);
}

function overlay(width: number, height: number, change: Partial<OverlaySettings> = {}): OverlaySettings {
  return { ...defaultOverlaySettings(width, height), ...change };
}

const DEFAULTS = defaultOverlaySettings(160, 90);
const ARROWS_OFF = { ...DEFAULTS.arrows, visible: false };

function colours(opacity: number, maxSpeed: number): OverlaySettings["colour"] {
  return { ...DEFAULTS.colour, visible: true, opacity, maxSpeed };
}

describe("paintOverlay", () => {
  it("looks the same on a frame of video and on RGBA", () => {
    const [width, height] = [162, 121];
    const settings = overlay(width, height, { colour: colours(0.6, 9) });
    const field = rotation(width, height);
    const frame = new I420Surface(greyFrame(width, height), width, height, "bt709");
    paintOverlay(frame, field, settings, 1);
    const grey = ((126 - 16) * 255) / 219;
    const pixels = new Uint8ClampedArray(4 * width * height).map((_, i) => (i % 4 === 3 ? 255 : grey));
    const bitmap = new RgbaSurface(width, height, pixels);
    paintOverlay(bitmap, field, settings, 1);
    let lumaWorst = 0;
    let chromaWorst = 0;
    const chromaWidth = Math.ceil(width / 2);
    const luma = (i: number): number =>
      0.2126 * bitmap.rgba[i] + 0.7152 * bitmap.rgba[i + 1] + 0.0722 * bitmap.rgba[i + 2];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = 4 * (y * width + x);
        lumaWorst = Math.max(lumaWorst, Math.abs(16 + (luma(i) * 219) / 255 - frame.y[y * width + x]));
      }
    }
    for (let y = 0; y + 1 < height; y += 2) {
      for (let x = 0; x + 1 < width; x += 2) {
        let v = 0;
        for (const i of [y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1]) {
          v += ((bitmap.rgba[4 * i] - luma(4 * i)) / 1.5748) * (224 / 255) * 0.25;
        }
        chromaWorst = Math.max(chromaWorst, Math.abs(128 + v - frame.v[(y / 2) * chromaWidth + x / 2]));
      }
    }
    expect(lumaWorst).toBeLessThan(2.5);
    // The mean of blends is not quite the blend of means where layers of different coverage meet in one square.
    expect(chromaWorst).toBeLessThan(16);
  });

  it("blends the colours with their opacity", () => {
    const [width, height] = [64, 48];
    const field = rotation(width, height);
    const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
    const settings = overlay(width, height, {
      arrows: ARROWS_OFF,
      legend: false,
      colour: colours(0.5, 4),
    });
    const surface = new RgbaSurface(width, height, pixels);
    paintOverlay(surface, field, settings, 1);
    const exact = new Uint8Array(3);
    for (const pixel of [0, 100, 1000, 3000]) {
      flowColour(field.u[pixel], field.v[pixel], 4, exact, 0);
      for (let c = 0; c < 3; c++) {
        expect(Math.abs(surface.rgba[4 * pixel + c] - (255 + exact[c]) / 2)).toBeLessThanOrEqual(2);
      }
    }
  });

  it("lets the footage show where the motion is unknown, and changes nothing when all is off", () => {
    const [width, height] = [64, 48];
    const unknown = new Float32Array(width * height).fill(NaN);
    const frame = greyFrame(width, height);
    const before = frame.slice();
    const surface = new I420Surface(frame, width, height);
    const all = overlay(width, height, { legend: false, colour: colours(1, 4) });
    paintOverlay(surface, { ...rotation(width, height), u: unknown, v: unknown }, all, 1);
    const nothing = overlay(width, height, { legend: true, arrows: ARROWS_OFF });
    paintOverlay(surface, rotation(width, height), nothing, 1);
    expect(frame).toEqual(before);
  });

  it("lets the footage show where the flow is less reliable than the settings ask for", () => {
    const [width, height] = [160, 90];
    const arrows = { ...DEFAULTS.arrows, spacing: 8, scale: 2 };
    const change = { legend: false, arrows, colour: colours(1, 4) };
    const field = rotation(width, height);
    field.reliability.fill(0.1, 0, (height / 2) * width);
    const paintedWith = (minimumReliability: number): Uint8Array => {
      const frame = greyFrame(width, height);
      const settings = { ...overlay(width, height, change), minimumReliability };
      paintOverlay(new I420Surface(frame, width, height), field, settings, 1);
      return frame;
    };
    const all = paintedWith(0);
    expect(paintedWith(0.1)).toEqual(all);
    const half = paintedWith(0.2);
    // Arrows from below reach a little into the upper half.
    const upper = (height / 4) * width;
    expect(half.subarray(0, upper)).toEqual(greyFrame(width, height).subarray(0, upper));
    const lower = [(height * 3 * width) / 4, height * width] as const;
    expect(half.subarray(...lower)).toEqual(all.subarray(...lower));
    expect(half.subarray(...lower)).not.toEqual(greyFrame(width, height).subarray(...lower));
    expect(paintedWith(0.9)).toEqual(greyFrame(width, height));
  });

  it("dims the footage first, and nothing of the overlay", () => {
    const [width, height] = [160, 90];
    const settings = overlay(width, height, { footage: { brightness: 0, wash: 0 }, legend: false });
    const frame = greyFrame(width, height, 200);
    paintOverlay(new I420Surface(frame, width, height), rotation(width, height), settings, 1);
    const black = greyFrame(width, height, 16);
    paintOverlay(
      new I420Surface(black, width, height),
      rotation(width, height),
      { ...settings, footage: { brightness: 1, wash: 0 } },
      1,
    );
    expect(frame).toEqual(black);
    expect(Math.max(...frame.subarray(0, width * height))).toBeGreaterThan(200);
    const alone = greyFrame(width, height, 200);
    paintOverlay(new I420Surface(alone, width, height), null, settings, 1);
    expect(alone).toEqual(greyFrame(width, height, 16));
  });

  it("paints the chosen map, and the difference of the frames that it is given", () => {
    const [width, height] = [64, 48];
    const second = new Uint8Array(width * height).fill(90);
    const field = { ...rotation(width, height), pair: { first: second.map((grey) => grey + 10), second } };
    field.u.fill(0);
    field.v.fill(0);
    for (const [kind, value] of [
      ["difference", 10],
      ["reliability", 0.75],
      ["vorticity", 0],
    ] as const) {
      const colour = { ...colours(1, 4), kind };
      const settings = overlay(width, height, { arrows: ARROWS_OFF, legend: false, colour });
      const surface = new RgbaSurface(width, height, new Uint8ClampedArray(4 * width * height).fill(255));
      paintOverlay(surface, field, settings, 1);
      const map = colourMapOf(kind);
      const at = 3 * colourIndex(map, value, mapLimit(colour));
      const wanted = [...map.colours.subarray(at, at + 3), 255].join();
      for (let i = 0; i < width * height; i += 101) {
        expect(surface.rgba.subarray(4 * i, 4 * i + 4).join()).toBe(wanted);
      }
    }
  });

  it("draws streamlines light with a dark rim where the motion goes, and nothing beside them", () => {
    for (const pixelAspect of [1, 2]) {
      const [width, height] = [160, 120];
      const field = rotation(width, height);
      field.u.fill(-2);
      field.v.fill(0);
      const settings = overlay(width, height, {
        arrows: ARROWS_OFF,
        legend: false,
        streamlines: { visible: true, opacity: 1, spacing: 40 },
      });
      const surface = new RgbaSurface(width, height, new Uint8ClampedArray(4 * width * height).fill(128));
      paintOverlay(surface, field, settings, pixelAspect);
      const { points, lengths } = streamlines(field, 40, settings.minimumReliability);
      expect(lengths.length).toBeGreaterThanOrEqual(3);
      for (let i = 4; i < points.length / 2; i += 9) {
        const [x, y] = [points[2 * i], points[2 * i + 1]];
        if (x < 3 || x > width - 3) continue;
        // A line of two pixels covers at least one of the two rows that it touches.
        expect(Math.max(red(surface, x, y - 0.5), red(surface, x, y + 0.5))).toBeGreaterThan(240);
      }
      const first = points[1];
      // Between this line and the next one, which is at least half a spacing away.
      expect(red(surface, 80, first + 10)).toBe(128);
      const dark = surface.rgba.some((level, i) => i % 4 === 0 && level < 128 * 0.5);
      expect(dark).toBe(true);
    }
  });

  it("lets what lies under arrows and lines show through each layer as a whole", () => {
    const [width, height] = [160, 120];
    const field = rotation(width, height);
    const layer = { legend: false, arrows: { ...DEFAULTS.arrows, spacing: 12, scale: 6 } };
    const lines = { visible: true, opacity: 1, spacing: 30 };
    for (const [change, name] of [
      [layer, "arrows"],
      [{ ...layer, arrows: ARROWS_OFF, streamlines: lines }, "streamlines"],
    ] as const) {
      const settings = overlay(width, height, change);
      const painted = (opacity: number) => {
        const [frame, rgba] = [greyFrame(width, height), new Uint8ClampedArray(4 * width * height).fill(128)];
        const faded = { ...settings, [name]: { ...settings[name], opacity } };
        for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
        const picture = new RgbaSurface(width, height, rgba);
        paintOverlay(new I420Surface(frame, width, height), field, faded, 1);
        paintOverlay(picture, field, faded, 1);
        return [frame, picture.rgba] as const;
      };
      const [none, half, all] = [painted(0), painted(0.5), painted(1)];
      expect(none[0]).toEqual(greyFrame(width, height));
      for (const k of [0, 1] as const) {
        // Between nothing and all of it at every sample: a rim under a fill would make that darker.
        const off = Array.from(half[k], (value, i) => Math.abs(value - (none[k][i] + all[k][i]) / 2));
        expect(Math.max(...off)).toBeLessThanOrEqual(0.5);
        expect(all[k]).not.toEqual(none[k]);
      }
    }
  });

  it("paints the legend alone where there is no field", () => {
    const [width, height] = [160, 90];
    const still = greyFrame(width, height);
    const field = rotation(width, height);
    field.u.fill(0);
    field.v.fill(0);
    const settings = overlay(width, height);
    paintOverlay(new I420Surface(still, width, height), field, settings, 1);
    const without = greyFrame(width, height);
    paintOverlay(new I420Surface(without, width, height), null, settings, 1);
    expect(without).toEqual(still);
    expect(without).not.toEqual(greyFrame(width, height));
    paintOverlay(new I420Surface(without.fill(9), width, height), null, { ...settings, legend: false }, 1);
    expect(new Set(without)).toEqual(new Set([9]));
  });

  it("gives the same frame from a painter that was used before, for other sizes and settings too", () => {
    const painter = new OverlayPainter();
    for (const [width, height, scale, colour] of [
      [160, 90, 3, true],
      [160, 90, 12, false],
      [91, 67, 5, true],
      [160, 90, 3, true],
    ] as const) {
      const base = overlay(width, height);
      const settings = {
        ...base,
        arrows: { ...base.arrows, scale },
        colour: { ...base.colour, visible: colour },
      };
      const kept = greyFrame(width, height);
      const fresh = greyFrame(width, height);
      painter.paint(new I420Surface(kept, width, height), rotation(width, height), settings, 1);
      paintOverlay(new I420Surface(fresh, width, height), rotation(width, height), settings, 1);
      expect(kept).toEqual(fresh);
      expect(kept).not.toEqual(greyFrame(width, height));
    }
  });

  it("refuses a field of another size", () => {
    const surface = new I420Surface(greyFrame(20, 20), 20, 20);
    expect(() => paintOverlay(surface, rotation(20, 22), overlay(20, 20), 1)).toThrow(RangeError);
  });
});

it("leaves still pixels of a movie as they are under fading direction colours, and full speed in full colour", () => {
  const [width, height] = [64, 32];
  const u = Float32Array.from({ length: width * height }, (_, i) => (i % width < 32 ? 0 : 4));
  const field = {
    width,
    height,
    u,
    v: new Float32Array(u.length),
    reliability: new Float32Array(u.length).fill(1),
    pair: null,
  };
  const frame = new Uint8Array(i420Size(width, height)).fill(90);
  const defaults = defaultOverlaySettings(width, height);
  const settings = {
    ...defaults,
    arrows: { ...defaults.arrows, visible: false },
    legend: false,
    colour: { ...defaults.colour, visible: true, opacity: 1, maxSpeed: 4 },
  };
  paintOverlay(new I420Surface(frame, width, height, "bt709", "limited"), field, settings, 1);
  const published = frame.slice().fill(90);
  const classic = { ...settings, colour: { ...settings.colour, fading: false } };
  paintOverlay(new I420Surface(published, width, height, "bt709", "limited"), field, classic, 1);
  const row = (plane: Uint8Array, y: number, from: number, to: number) => [
    ...plane.subarray(y * width + from, y * width + to),
  ];
  expect(new Set(row(frame, 5, 0, 32))).toEqual(new Set([90]));
  expect(new Set(row(published, 5, 0, 32)).has(90)).toBe(false);
  const full = row(frame, 5, 32, 64);
  for (const [i, level] of row(published, 5, 32, 64).entries())
    expect(Math.abs(level - full[i])).toBeLessThan(3);
});
