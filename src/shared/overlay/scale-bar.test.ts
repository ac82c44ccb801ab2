import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IN_PIXELS } from "../measure/calibration";
import { Units } from "../measure/units";
import { NEXT_FRAME } from "../pairing";
import { frameLegend, type ScreenLegend, screenLegend } from "./legend";
import { screenLayouts } from "./legend-layout";
import type { Lettering } from "./lettering";
import { STROKE_LETTERING } from "./lettering";
import { scaleBarFor } from "./scale-bar";
import { defaultOverlaySettings, type OverlaySettings } from "./settings";

const UNITS = new Units({
  calibration: { ...IN_PIXELS, pixel: { value: 0.02, unit: "mm" } },
  grid: { width: 640, height: 480, pixelAspect: 1 },
  pairing: NEXT_FRAME,
  times: [0, 0.04, 0.08],
  frameRate: 25,
  variableFrameRate: false,
}).onPicture();

/** What a legend on the screen writes. */
function written(settings: OverlaySettings, pixelHeight = 1): readonly string[] {
  const texts: string[] = [];
  const lettering: Lettering = { ...STROKE_LETTERING, paint: (_brush, text) => void texts.push(text) };
  screenLegend(settings, { width: 1280, height: 960, ratio: 1 }, 1, lettering, pixelHeight);
  return texts;
}

function shown(kind: OverlaySettings["colour"]["kind"], units = UNITS): OverlaySettings {
  const settings = defaultOverlaySettings(640, 480);
  return { ...settings, colour: { ...settings.colour, visible: true, kind, maxSpeed: 4 }, units };
}

describe("scaleBarFor", () => {
  it("has a round length as long as it says", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e4, noNaN: true }),
        fc.double({ min: 0.05, max: 40, noNaN: true }),
        (factor, pixelHeight) => {
          const { width, label } = scaleBarFor(1000, pixelHeight, { factor, unit: "mm" });
          const [number = ""] = label.split(" ");
          expect(label).toMatch(/^(0\.0*)?[125]0* mm$/);
          expect(width).toBeCloseTo((Number(number) / factor) * pixelHeight, 6);
          expect(width).toBeLessThanOrEqual(250 * (1 + 1e-9));
          expect(width).toBeGreaterThan(1000 * 0.08);
        },
      ),
    );
  });

  it("is drawn from edge to edge as long as that", () => {
    const settings = { ...shown("speed"), legend: false };
    const [bar, ...others] = frameLegend(settings, 640, 480, 1);
    expect(others).toEqual([]);
    const { picture } = bar;
    let longest = 0;
    for (let y = 0; y < picture.height / 2; y++) {
      let run = 0;
      for (let x = 0; x < picture.width; x++) {
        run = picture.rgba[4 * (y * picture.width + x)] > 130 ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    // 2 mm of 0.02 mm a pixel.
    expect(longest).toBe(100);
  });
});

describe("a legend in units", () => {
  it("says them on arrow, wheel and bar, and grows no other numbers", () => {
    expect(written(shown("direction"))).toContain("2 mm/s");
    const bar = written(shown("speed"));
    expect(bar).toContain("2");
    expect(bar).toContain("mm/s");
    expect(bar.some((text) => text.includes("px/frame"))).toBe(false);
    expect(bar.filter((text) => /^[\d.]+ mm\/s$/.test(text))).toHaveLength(1);
    expect(written(shown("shear"))).toContain("1/s");
    // The full colour of 0.1 a frame is 2.5 a second.
    expect(written(shown("shear"))).toContain("2.5");
    expect(written(shown("reliability")).filter((text) => text === "1")).toHaveLength(1);
  });

  it("has a reference arrow of a round speed in them, as long as such a motion is drawn", () => {
    const settings = { ...shown("speed"), scaleBar: false };
    const { textHeight } = screenLayouts({ width: 1280, height: 960, ratio: 1 }, STROKE_LETTERING)[0];
    expect(textHeight).toBeGreaterThan(0);
    const label = written(settings).find((text) => /^[\d.]+ mm\/s$/.test(text)) ?? "";
    expect(label).toMatch(/^(0\.)?[125]0* mm\/s$/);
    const [arrow] = screenLegend(settings, { width: 1280, height: 960, ratio: 1 }, 1).bitmaps;
    let longest = 0;
    for (let y = 0; y < arrow.picture.height / 2; y++) {
      let run = 0;
      for (let x = 0; x < arrow.picture.width; x++) {
        run = arrow.picture.rgba[4 * (y * arrow.picture.width + x)] > 130 ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    // 0.5 mm/s is 1 px/frame.
    const wanted = (Number.parseFloat(label) / 0.5) * settings.arrows.scale;
    expect(Math.abs(longest - wanted)).toBeLessThan(3);
  });

  it("says by which time it goes where pairs take different ones", () => {
    if (UNITS === undefined) throw new Error("There are units.");
    const uneven = { ...UNITS, typicalSeconds: 0.04 };
    expect(written(shown("speed", uneven))).toContain("mm/s at 40 ms");
    expect(written(shown("direction", uneven))).toContain("2 mm/s at 40 ms");
  });

  it("has vorticity the other way round where y is up", () => {
    if (UNITS === undefined) throw new Error("There are units.");
    const texts = written(shown("vorticity", { ...UNITS, vorticity: { factor: -25, unit: "1/s" } }));
    expect(texts.slice(texts.indexOf("vorticity"), texts.indexOf("vorticity") + 4)).toEqual([
      "vorticity",
      "2.5",
      "0",
      "−2.5",
    ]);
  });

  it("has no bar without a size of the pixel, nor where nobody wants one", () => {
    expect(written({ ...shown("speed"), scaleBar: false }).some((text) => / mm$/.test(text))).toBe(false);
    expect(written(shown("speed")).some((text) => / mm$/.test(text))).toBe(true);
    const settings = { ...defaultOverlaySettings(640, 480), legend: false };
    expect(frameLegend(settings, 640, 480, 1)).toEqual([]);
  });
});

it("paints nothing but the bar again where only the zoom is another", () => {
  const page = { width: 1280, height: 960, ratio: 1 };
  const of = (pixelHeight: number, before: ScreenLegend | null) =>
    screenLegend(shown("direction"), page, 1, STROKE_LETTERING, pixelHeight, before);
  const first = of(1, null);
  const second = of(1.5, first);
  expect(second.bitmaps[0]).toBe(first.bitmaps[0]);
  expect(second.bitmaps[2]).toBe(first.bitmaps[2]);
  expect(second).toEqual(of(1.5, null));
  expect(second.bitmaps[1]).not.toEqual(first.bitmaps[1]);
});
