import { describe, expect, it } from "vitest";
import { OverlayPainter } from "./paint-overlay";
import { defaultOverlaySettings, type OverlaySettings } from "./settings";
import { RgbaSurface } from "./surface";

const WIDTH = 120;
const HEIGHT = 80;

/** A field that moves everywhere to the right and down, and is unreliable in its left half. */
function field() {
  const pixels = WIDTH * HEIGHT;
  return {
    width: WIDTH,
    height: HEIGHT,
    u: new Float32Array(pixels).fill(3),
    v: new Float32Array(pixels).fill(1),
    reliability: Float32Array.from({ length: pixels }, (_, i) => (i % WIDTH < WIDTH / 2 ? 0 : 1)),
    pair: null,
  };
}

function grey(width: number, height: number): RgbaSurface {
  const pixels = new Uint8ClampedArray(4 * width * height).map((_, i) => (i % 4 === 3 ? 255 : 90));
  return new RgbaSurface(width, height, pixels);
}

function painted(settings: OverlaySettings, factor: number, pixelAspect = 1): RgbaSurface {
  const surface = grey(Math.round(WIDTH * factor * pixelAspect), HEIGHT * factor);
  new OverlayPainter().paint(surface, field(), settings, pixelAspect, { width: WIDTH, height: HEIGHT });
  return surface;
}

/** The surface at half its size, by the mean of four pixels. */
function halved({ width, height, rgba }: RgbaSurface): RgbaSurface {
  const out = new RgbaSurface(width / 2, height / 2);
  for (let y = 0; y < height / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      for (let k = 0; k < 4; k++) {
        const at = (2 * y * width + 2 * x) * 4 + k;
        out.rgba[(y * (width / 2) + x) * 4 + k] =
          (rgba[at] + rgba[at + 4] + rgba[at + 4 * width] + rgba[at + 4 * width + 4]) / 4;
      }
    }
  }
  return out;
}

function meanDifference(a: RgbaSurface, b: RgbaSurface): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.rgba.reduce((sum, value, i) => sum + Math.abs(value - b.rgba[i]), 0) / a.rgba.length;
}

const defaults = defaultOverlaySettings(WIDTH, HEIGHT);
const arrows: OverlaySettings = { ...defaults, legend: false };
const map: OverlaySettings = {
  ...arrows,
  arrows: { ...defaults.arrows, visible: false },
  colour: { ...defaults.colour, visible: true, kind: "direction", opacity: 1 },
};

describe("an overlay on a surface of another size than the movie", () => {
  it("is the same picture, larger, where its arrows are larger: at the same places", () => {
    const small = painted(arrows, 1);
    const { spacing, scale } = arrows.arrows;
    const large = { ...arrows, arrows: { ...arrows.arrows, spacing: 2 * spacing, scale: 2 * scale } };
    expect(meanDifference(halved(painted(large, 2)), small)).toBeLessThan(
      0.25 * meanDifference(small, grey(WIDTH, HEIGHT)),
    );
  });

  it("has edges of its own resolution", () => {
    const steep = ({ width, rgba }: RgbaSurface): number => {
      let most = 0;
      for (let i = 4; i < rgba.length; i += 4) {
        if ((i / 4) % width !== 0) most = Math.max(most, Math.abs(rgba[i] - rgba[i - 4]));
      }
      return most;
    };
    // From the rim's black to the arrow's white in a step or two: resized, it would be a slope.
    expect(steep(painted(arrows, 4))).toBeGreaterThan(150);
  });

  it("has the colours of a map, and none where there are none", () => {
    for (const factor of [2, 0.5]) {
      const { width, height, rgba } = painted(map, factor);
      const row = (height / 2) * width;
      const small = painted(map, 1);
      const own = small.rgba.subarray(4 * (40 * WIDTH + 100), 4 * (40 * WIDTH + 100) + 3);
      const right = 4 * (row + Math.round(width * 0.83));
      const left = 4 * (row + Math.round(width * 0.2));
      // Mixing multiplies by the opacity and divides by it again, in whole levels.
      for (let channel = 0; channel < 3; channel++)
        expect(Math.abs(rgba[right + channel] - own[channel])).toBeLessThanOrEqual(2);
      expect([...rgba.subarray(left, left + 3)]).toEqual([90, 90, 90]);
    }
  });

  it("shows pixels that are not square in their displayed shape", () => {
    const stored = new OverlayPainter();
    const square = grey(2 * WIDTH, HEIGHT);
    stored.paint(square, field(), arrows, 2, { width: WIDTH, height: HEIGHT });
    const narrow = grey(WIDTH, HEIGHT);
    new OverlayPainter().paint(narrow, field(), arrows, 2);
    // The mean of two columns of the one is a column of the other.
    let difference = 0;
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      difference += Math.abs((square.rgba[8 * i] + square.rgba[8 * i + 4]) / 2 - narrow.rgba[4 * i]);
    }
    expect(difference / (WIDTH * HEIGHT)).toBeLessThan(1);
  });

  it("refuses a field of another size than the movie", () => {
    const paint = () => new OverlayPainter().paint(grey(60, 40), field(), arrows, 1);
    expect(paint).toThrow("size of the movie");
  });
});
