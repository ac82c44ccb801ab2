import { describe, expect, it } from "vitest";
import { colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { usualAxes } from "../measure/calibration";
import { Units } from "../measure/units";
import { NEXT_FRAME } from "../pairing";
import { Brush } from "./brush";
import { frameLegend, type LegendBitmap, legendKey, paintLegend, screenLegend } from "./legend";
import { exportLayout, type ScreenPage, screenLayouts } from "./legend-layout";
import { formatSpeed, referenceSpeed } from "./legend-numbers";
import { barTexts } from "./legend-texts";
import { type Lettering, STROKE_LETTERING } from "./lettering";
import {
  type ArrowColouring,
  defaultOverlaySettings,
  MAP_KINDS,
  type MapKind,
  type OverlaySettings,
} from "./settings";
import { paintText, textWidth } from "./stroke-font";
import { glyphOf } from "./stroke-glyphs";
import { RgbaSurface } from "./surface";

function settings(arrows: boolean, colour: boolean, width = 854, height = 480): OverlaySettings {
  const all = defaultOverlaySettings(width, height);
  return {
    ...all,
    arrows: { ...all.arrows, visible: arrows },
    colour: { ...all.colour, visible: colour },
  };
}

describe("formatSpeed", () => {
  it.each([
    [4, "4"],
    [0, "0"],
    [-0, "0"],
    [0.5, "0.5"],
    [1.25, "1.25"],
    [1.2549, "1.25"],
    [9.999, "10"],
    [1234.5, "1230"],
    [0.012345, "0.0123"],
    [0.02, "0.02"],
    [100, "100"],
    [-2.5, "−2.5"],
    [1e-9, "0.000000001"],
    [NaN, "?"],
  ])("writes %d as %s", (speed, text) => {
    expect(formatSpeed(speed)).toBe(text);
  });
});

describe("referenceSpeed", () => {
  it("is a round speed whose arrow is about one to two and a half spacings long, and fits, for all limits of the scale", () => {
    for (const spacing of [16, 26, 60]) {
      for (let scale = 0.02; scale <= 10_000; scale *= 1.37) {
        const speed = referenceSpeed(spacing, 3 * spacing, scale);
        const cells = (speed * scale) / spacing;
        expect(cells).toBeGreaterThan(0.93);
        expect(cells).toBeLessThan(2.4);
        expect(referenceSpeed(spacing, spacing, scale) * scale).toBeLessThanOrEqual(spacing * (1 + 1e-9));
        const digit = Number(speed.toExponential().split("e")[0]);
        expect([1, 2, 5]).toContain(digit);
      }
    }
  });
});

describe("the font", () => {
  it("has every character that the labels need", () => {
    for (const character of "0123456789.,−+/% px/frame px/s mm/s m/s x max abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
      expect(glyphOf(character) === glyphOf("?")).toBe(false);
    }
    expect(glyphOf("☃")).toBe(glyphOf("?"));
    expect(glyphOf("constructor")).toBe(glyphOf("?"));
  });

  it("paints within the width it tells and the height asked for", () => {
    for (const scale of [1, 2.5]) {
      const height = 12;
      const text = "48 mm";
      const width = textWidth(text, height);
      const surface = new RgbaSurface(Math.ceil(200 * scale), Math.ceil(40 * scale));
      const brush = new Brush(surface, { scaleX: scale, scaleY: scale, offsetX: 0, offsetY: 0 });
      paintText(brush, text, 20, 30, height, { r: 255, g: 255, b: 255, alpha: 1 });
      let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
      for (let i = 3; i < surface.rgba.length; i += 4) {
        if (surface.rgba[i] < 40) continue;
        const x = ((i - 3) / 4) % surface.width;
        const y = Math.floor((i - 3) / 4 / surface.width);
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
      }
      expect(Math.abs(left / scale - 20)).toBeLessThanOrEqual(1);
      expect(Math.abs(right / scale - (20 + width))).toBeLessThanOrEqual(1);
      // Snapped to whole rows: crisp at the top and at the baseline.
      expect(bottom).toBe(30 * scale);
      expect(top).toBe((30 - height) * scale);
    }
  });
});

describe("exportLayout", () => {
  it("follows the displayed picture, not the stored one", () => {
    expect(exportLayout(854, 480, 1).wheelRadius).toBeCloseTo(43.2, 5);
    expect(exportLayout(427, 480, 2)).toEqual(exportLayout(854, 480, 1));
    const small = exportLayout(854, 480, 1);
    const large = exportLayout(1708, 960, 1);
    expect(large.textHeight).toBeCloseTo(2 * small.textHeight, 9);
    expect(large.margin).toBeCloseTo(2 * small.margin, 9);
  });
});

describe("frameLegend", () => {
  it("has the plates of what is visible, and none when switched off", () => {
    expect(frameLegend(settings(true, true), 854, 480, 1).length).toBe(2);
    expect(frameLegend(settings(true, false), 854, 480, 1).length).toBe(1);
    expect(frameLegend(settings(false, false), 854, 480, 1).length).toBe(0);
    expect(frameLegend({ ...settings(true, true), legend: false }, 854, 480, 1)).toEqual([]);
  });

  it("lies at the bottom left and right, with equal margins, apart, inside the picture", () => {
    for (const [width, height] of [
      [96, 64],
      [320, 180],
      [480, 854],
      [1920, 1080],
    ]) {
      const [arrow, wheel] = frameLegend(settings(true, true, width, height), width, height, 1);
      const right = width - wheel.x - wheel.picture.width;
      expect(Math.abs(right - arrow.x)).toBeLessThanOrEqual(1);
      expect(arrow.y + arrow.picture.height).toBe(wheel.y + wheel.picture.height);
      expect(Math.abs(height - arrow.y - arrow.picture.height - arrow.x)).toBeLessThanOrEqual(1);
      expect(arrow.x + arrow.picture.width).toBeLessThanOrEqual(wheel.x);
      expect(Math.min(arrow.x, arrow.y, wheel.x, wheel.y)).toBeGreaterThanOrEqual(0);
    }
  });

  it("draws the reference arrow exactly as long as such a motion", () => {
    const all = settings(true, false, 3416, 1920);
    const wanted = referenceSpeed(all.arrows.spacing, 0.2 * 3416, all.arrows.scale) * all.arrows.scale;
    expect(Math.abs(shaftLength(frameLegend(all, 3416, 1920, 1)) - wanted)).toBeLessThan(3);
  });

  it("shows the colours of directions in the wheel: red right, yellow below, cyan left, violet above", () => {
    for (const [pixelAspect, scaleX, scaleY, fading] of [
      [1, 1, 1, false],
      [2, 0.5, 1, false],
      [1, 1, 1, true],
    ] as const) {
      const width = 1708 / pixelAspect;
      const all = settings(false, true);
      const shown = { ...all, colour: { ...all.colour, fading } };
      const [{ picture, x, y }] = frameLegend(shown, width, 960, pixelAspect);
      const layout = exportLayout(width, 960, pixelAspect);
      const centreX = picture.width / 2;
      const ring = Math.max(0.75, 0.025 * layout.wheelRadius);
      const centreY = (layout.padding + ring + layout.wheelRadius) * scaleY;
      const at = (dx: number, dy: number): number[] => {
        const column = Math.floor(centreX + dx * layout.wheelRadius * scaleX);
        const row = Math.floor(centreY + dy * layout.wheelRadius * scaleY);
        const i = 4 * (row * picture.width + column);
        return [...picture.rgba.subarray(i, i + 4)];
      };
      const [r, g, b] = at(0.9, 0.02);
      // Over the dark ground of the plate, what fades is darker.
      const full = fading ? 200 : 240;
      expect([r > full, g < 60, b < 60]).toEqual([true, true, true]);
      const [r2, g2, b2] = at(0, 0.9);
      expect([r2 > full - 25, g2 > full - 25, b2 < 60]).toEqual([true, true, true]);
      const [r3, g3, b3] = at(-0.9, 0);
      expect([r3 < 60, g3 > full - 50, b3 > full - 10]).toEqual([true, true, true]);
      const [r4, g4, b4] = at(0, -0.9);
      expect([r4 > 60 && r4 < 150, g4 < 60, b4 > full - 10]).toEqual([true, true, true]);
      expect(at(0, 0).every((level, channel) => channel === 3 || (fading ? level < 40 : level > 240))).toBe(
        true,
      );
      expect(x).toBeGreaterThan(0);
      expect(y).toBeGreaterThan(0);
    }
  });

  it("has a bar for every map but directions, whose ends have the colours of the limits", () => {
    for (const kind of MAP_KINDS) {
      if (kind === "direction") continue;
      const base = settings(false, true);
      const all = { ...base, colour: { ...base.colour, kind } };
      const [{ picture }] = frameLegend(all, 2562, 1440, 1);
      const layout = exportLayout(2562, 1440, 1);
      const y = Math.floor(layout.padding + layout.textHeight + 0.7 * layout.gap + layout.barHeight / 2);
      const at = (x: number): number[] => [
        ...picture.rgba.subarray(4 * (y * picture.width + x)).subarray(0, 3),
      ];
      const left = Math.round(layout.padding);
      const { colours, diverging } = colourMapOf(kind);
      const expectNear = (x: number, colour: ArrayLike<number>): void => {
        expect(Math.max(...at(x).map((level, c) => Math.abs(level - colour[c])))).toBeLessThanOrEqual(12);
      };
      expectNear(left + 1, colours.subarray(0, 3));
      expectNear(picture.width - left - 2, colours.subarray(-3));
      if (diverging) expectNear(Math.round(picture.width / 2), [221, 221, 221]);
    }
  });

  it.each<[ScalarMapKind, number, string[]]>([
    ["speed", 5, ["speed", "0", "", "5", "px/frame"]],
    ["divergence", 0.1, ["divergence", "−0.1", "0", "0.1", "1/frame"]],
    ["vorticity", 0.02, ["vorticity", "−0.02", "0", "0.02", "1/frame"]],
    ["shear", 0.5, ["shear", "0", "", "0.5", "1/frame"]],
    ["reliability", 1, ["reliability", "0", "", "1", ""]],
    ["difference", 20, ["difference", "−20", "0", "20", "grey levels"]],
  ])("writes the numbers of %s and their unit", (kind, limit, [name, low, middle, high, unit]) => {
    expect(barTexts(kind, limit)).toEqual({ name, low, middle, high, unit });
    for (const character of Object.values(barTexts(kind, limit)).join("")) {
      expect(character === " " || glyphOf(character) !== glyphOf("?")).toBe(true);
    }
  });

  it("has a scale for coloured arrows where that of the map is another one, beside it", () => {
    const coloured = (visible: boolean, kind: MapKind, colouring: ArrowColouring): OverlaySettings => {
      const base = settings(true, visible);
      return { ...base, arrows: { ...base.arrows, colouring }, colour: { ...base.colour, kind } };
    };
    const count = (all: OverlaySettings): number => frameLegend(all, 854, 480, 1).length;
    expect(count(coloured(false, "direction", "plain"))).toBe(1);
    expect(count(coloured(false, "direction", "direction"))).toBe(2);
    expect(count(coloured(true, "speed", "speed"))).toBe(2);
    expect(count(coloured(true, "vorticity", "speed"))).toBe(3);
    const [arrow, map, scale] = frameLegend(coloured(true, "vorticity", "direction"), 854, 480, 1);
    expect(scale.x + scale.picture.width).toBeLessThan(map.x);
    expect(arrow.x + arrow.picture.width).toBeLessThan(scale.x);
    expect(scale.y + scale.picture.height).toBe(map.y + map.picture.height);
  });

  it("is told by its key: the same for settings that it does not show, another one for those that it does", () => {
    const base = settings(true, true);
    const key = legendKey(base);
    expect(legendKey({ ...base, minimumReliability: 0.9, footage: { brightness: 0.1, wash: 0 } })).toBe(key);
    expect(legendKey({ ...base, colour: { ...base.colour, opacity: 0.1, maxGradient: 9 } })).toBe(key);
    for (const other of [
      { ...base, legend: false },
      { ...base, colour: { ...base.colour, kind: "speed" as const } },
      { ...base, colour: { ...base.colour, maxSpeed: 9 } },
      { ...base, arrows: { ...base.arrows, colour: "#ff0000" } },
      { ...base, arrows: { ...base.arrows, scale: 3 } },
    ]) {
      expect(legendKey(other)).not.toBe(key);
    }
  });

  it("takes about an eighth of the width of small movies for each plate, and is as it was in others", () => {
    for (const [width, height] of [
      [320, 180],
      [320, 240],
      [480, 270],
      [640, 360],
      [426, 240],
    ]) {
      for (const kind of MAP_KINDS) {
        const base = settings(true, true, width, height);
        const all = { ...base, colour: { ...base.colour, kind } };
        for (const { picture } of frameLegend(all, width, height, 1)) {
          expect(picture.width / width).toBeLessThan(0.14);
        }
      }
    }
    expect(exportLayout(640, 480, 1)).toMatchObject({ wheelRadius: 0.09 * 480, textHeight: 0.022 * 480 });
  });

  it("is what paintLegend paints on a frame", () => {
    const surface = new RgbaSurface(320, 180);
    const all = settings(true, true, 320, 180);
    paintLegend(surface, all, 1);
    for (const { x, y, picture } of frameLegend(all, 320, 180, 1)) {
      for (let row = 0; row < picture.height; row += 3) {
        for (let column = 0; column < picture.width; column += 3) {
          const from = 4 * (row * picture.width + column);
          const to = 4 * ((y + row) * 320 + x + column);
          expect(Math.abs(surface.rgba[to + 3] - picture.rgba[from + 3])).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe("screenLegend", () => {
  const PAGES: readonly ScreenPage[] = [
    { width: 700, height: 394, ratio: 1 },
    { width: 2200, height: 1237, ratio: 1 },
    { width: 2200, height: 1237, ratio: 2 },
    { width: 600, height: 600, ratio: 1 },
    { width: 258, height: 560, ratio: 1 },
    { width: 225, height: 395, ratio: 1 },
  ];

  it("has digits of 8 to 12 CSS pixels, whatever the movie, and hides at most a tenth of the picture", () => {
    for (const page of PAGES) {
      for (const { textHeight } of screenLayouts(page, STROKE_LETTERING)) {
        expect(textHeight).toBeGreaterThanOrEqual(8);
        expect(textHeight).toBeLessThanOrEqual(12);
      }
      const { bitmaps } = screenLegend(settings(true, true), page, 1);
      expect(bitmaps).toHaveLength(2);
      const hidden = bitmaps.reduce((sum, { picture }) => sum + picture.width * picture.height, 0);
      expect(hidden / (page.width * page.height)).toBeLessThan(0.105);
      const [arrow, wheel] = bitmaps;
      expect(arrow.x + arrow.picture.width).toBeLessThan(wheel.x);
    }
  });

  it("says less where there is no room: the scale of the map is the last to go", () => {
    const base = settings(true, true);
    const all: OverlaySettings = {
      ...base,
      arrows: { ...base.arrows, colouring: "speed" },
    };
    const count = (width: number, height: number): number =>
      screenLegend(all, { width, height, ratio: 1 }, 1).bitmaps.length;
    expect(count(700, 394)).toBe(3);
    expect(count(240, 360)).toBe(2);
    expect(count(16, 16)).toBe(0);
    const page = { width: 140, height: 350, ratio: 1 };
    const { bitmaps, scales } = screenLegend(all, page, 1);
    expect(bitmaps).toHaveLength(1);
    expect(scales).toMatchObject([{ kind: "wheel" }]);
  });

  it("draws the reference arrow as long as such a motion is drawn, in device pixels", () => {
    for (const page of PAGES) {
      const all = settings(true, false);
      const { arrowLength } = screenLayouts(page, STROKE_LETTERING)[0];
      const { scale, spacing } = all.arrows;
      const wanted = referenceSpeed(spacing, arrowLength, scale) * scale * page.ratio;
      expect(Math.abs(shaftLength(screenLegend(all, page, 1).bitmaps) - wanted)).toBeLessThan(3);
    }
  });
});

/** The widest row of light pixels of the first plate: the shaft with the tip. */
function shaftLength(plates: readonly LegendBitmap[]): number {
  const [{ picture }] = plates;
  let longest = 0;
  // Above the label.
  for (let y = 0; y < picture.height / 2; y++) {
    let run = 0;
    for (let x = 0; x < picture.width; x++) {
      run = picture.rgba[4 * (y * picture.width + x)] > 130 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

it("speaks and writes as its lettering does", () => {
  const written: string[] = [];
  const lettering: Lettering = {
    name: (kind) => `name of ${kind}`,
    unit: (unit) => (unit === "" ? "" : `unit ${unit}`),
    camera: (model, motion) => `${model} ${motion}`,
    flagged: (flagged) => flagged,
    over: (speed) => `beyond ${speed}`,
    at: (unit) => unit,
    width: (text, height) => text.length * height,
    paint: (_brush, text) => written.push(text),
  };
  const { arrows, colour, ...rest } = settings(true, true, 640, 480);
  const shown: OverlaySettings = {
    ...rest,
    arrows: { ...arrows, colouring: "direction" },
    colour: { ...colour, kind: "vorticity" },
  };
  const page = { width: 1280, height: 960, ratio: 1 };
  const { bitmaps } = screenLegend(shown, page, 1, lettering);
  expect(written).toContain("name of vorticity");
  expect(written).toContain("unit 1/frame");
  expect(written.filter((text) => text.endsWith(" unit px/frame"))).toHaveLength(3);
  const [{ textHeight, padding }] = screenLayouts(page, lettering);
  const widest = "name of vorticity".length * textHeight + 2 * padding;
  expect(written.some((text) => text.startsWith("beyond "))).toBe(true);
  const scales = bitmaps.slice(1);
  expect(Math.max(...scales.map(({ picture }) => picture.width))).toBe(Math.round(widest));
});

it("says the motion of the camera along the axes, as all motion is said", () => {
  const written: string[] = [];
  const lettering: Lettering = {
    ...STROKE_LETTERING,
    unit: (unit) => unit,
    camera: (model, motion) => `${model} ${motion}`,
    paint: (_brush, text) => written.push(text),
  };
  const grid = { width: 640, height: 480, pixelAspect: 1 };
  const calibration = { pixel: { value: 2, unit: "mm" }, axes: usualAxes(true, grid) } as const;
  const origin = {
    calibration,
    grid,
    pairing: NEXT_FRAME,
    times: [],
    frameRate: 10,
    variableFrameRate: false,
  };
  const treated = { camera: { model: "shift", motion: [3, 4] }, flagged: [] } as const;
  const page = { width: 1280, height: 960, ratio: 1 };
  const shown = { ...settings(true, true, 640, 480), treated };
  screenLegend(shown, page, 1, lettering);
  expect(written).toContain("shift (3, 4) px/frame");
  screenLegend({ ...shown, units: new Units(origin).onPicture() }, page, 1, lettering);
  expect(written.filter((text) => text.startsWith("shift")).at(-1)).toBe("shift (60, −80) mm/s");
});
