import { describe, expect, it } from "vitest";
import { arrowLook, HALO, LIGHT_HALO } from "./arrow-look";
import { frameLegend } from "./legend";
import { LOOKS, lookOf, withLook } from "./looks";
import { OverlayPainter, streamlineLook } from "./paint-overlay";
import { defaultOverlaySettings } from "./settings";
import { RgbaSurface } from "./surface";

const SIZE = 120;
const overlay = defaultOverlaySettings(SIZE, SIZE);

function painted(look: (typeof LOOKS)[number], ground: number): RgbaSurface {
  const pixels = new Uint8ClampedArray(4 * SIZE * SIZE).map((_, i) => (i % 4 === 3 ? 255 : ground));
  const surface = new RgbaSurface(SIZE, SIZE, pixels);
  const planes = { u: 4, v: 0, reliability: 1 };
  const [u, v, reliability] = Object.values(planes).map((value) => new Float32Array(SIZE * SIZE).fill(value));
  const field = { width: SIZE, height: SIZE, u, v, reliability, pair: null };
  new OverlayPainter().paint(surface, field, { ...withLook(overlay, look), legend: false }, 1);
  return surface;
}

function shareOf({ rgba }: RgbaSurface, isWanted: (level: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) if (isWanted(rgba[i])) count++;
  return count / (rgba.length / 4);
}

describe("looks", () => {
  it("are known again, and nobody's settings are one by chance", () => {
    for (const look of LOOKS) expect(lookOf(withLook(overlay, look))).toBe(look);
    expect(lookOf(overlay)).toBe("dark");
    expect(lookOf({ ...overlay, footage: { brightness: 0.5, wash: 0 } })).toBeNull();
  });

  it("leave alone what is drawn, and its scales", () => {
    const own = {
      ...overlay,
      legend: false,
      colour: { ...overlay.colour, visible: true, maxSpeed: 7 },
      arrows: { ...overlay.arrows, visible: false, spacing: 33, scale: 3 },
    };
    for (const look of LOOKS) {
      const drawn = withLook(own, look);
      expect(drawn).toMatchObject({ legend: false, colour: { visible: true, maxSpeed: 7 } });
      expect(drawn.arrows).toMatchObject({ visible: false, spacing: 33, scale: 3 });
    }
    expect(withLook(withLook(own, "print"), "dark")).toEqual(own);
  });

  it("have rims that stand out from what they are around", () => {
    expect(arrowLook(withLook(overlay, "dark")).halo).toEqual(HALO);
    expect(arrowLook(withLook(overlay, "bright")).halo).toEqual(LIGHT_HALO);
    expect(arrowLook(withLook(overlay, "print")).halo).toBeNull();
    expect(streamlineLook(withLook(overlay, "bright")).halo).toEqual(LIGHT_HALO);
    expect(streamlineLook(withLook(overlay, "bright")).fill).toEqual(
      arrowLook(withLook(overlay, "bright")).fill,
    );
  });

  it("can be seen on the ground that they are for", () => {
    expect(shareOf(painted("bright", 250), (level) => level < 60)).toBeGreaterThan(0.01);
    expect(shareOf(painted("dark", 10), (level) => level > 200)).toBeGreaterThan(0.01);
    // A dark picture in print is light, with black arrows and nothing in between but their edges.
    const print = painted("print", 10);
    expect(shareOf(print, (level) => level < 30)).toBeGreaterThan(0.01);
    expect(shareOf(print, (level) => level > 160)).toBeGreaterThan(0.7);
  });

  it("have a legend of dark letters on a light plate in print", () => {
    const plate = (look: (typeof LOOKS)[number]): RgbaSurface => {
      const [bitmap] = frameLegend(withLook(overlay, look), 640, 480, 1);
      return (bitmap as { picture: RgbaSurface }).picture;
    };
    expect(shareOf(plate("print"), (level) => level > 240)).toBeGreaterThan(0.6);
    expect(shareOf(plate("print"), (level) => level < 40)).toBeGreaterThan(0.02);
    expect(shareOf(plate("dark"), (level) => level < 40)).toBeGreaterThan(0.6);
  });
});
