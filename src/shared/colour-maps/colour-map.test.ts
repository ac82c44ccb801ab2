import { describe, expect, it } from "vitest";
import { type ColourMap, colourIndex, colourMapOf, type ScalarMapKind } from "./colour-map";
import { type Lab, type Rgb, rgbOf } from "./lab";

function colourAt({ colours }: ColourMap, share: number): number[] {
  const at = 3 * Math.round(share * (colours.length / 3 - 1));
  return [...colours.subarray(at, at + 3)];
}

function lightness({ colours }: ColourMap): number[] {
  return Array.from(
    { length: colours.length / 3 },
    (_, i) => labOf([colours[3 * i] / 255, colours[3 * i + 1] / 255, colours[3 * i + 2] / 255])[0],
  );
}

/** L*a*b* of a colour by the definition: the way back of {@link rgbOf}. */
function labOf([red, green, blue]: Rgb): Lab {
  const linear = (signal: number) => (signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4);
  const root = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : ((29 / 6) ** 2 / 3) * t + 4 / 29);
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe("L*a*b*", () => {
  // The published values of the primaries of sRGB under D65.
  it.each([
    [
      [1, 1, 1],
      [100, 0, 0],
    ],
    [
      [1, 0, 0],
      [53.24, 80.09, 67.2],
    ],
    [
      [0, 1, 0],
      [87.73, -86.18, 83.18],
    ],
    [
      [0, 0, 1],
      [32.3, 79.19, -107.86],
    ],
    [
      [0.5, 0.5, 0.5],
      [53.39, 0, 0],
    ],
  ] as const)("of %j", (rgb, lab) => {
    labOf(rgb).forEach((value, i) => {
      expect(Math.abs(value - lab[i])).toBeLessThan(0.05);
    });
    rgbOf(labOf(rgb)).forEach((value, i) => {
      expect(value).toBeCloseTo(rgb[i], 4);
    });
  });
});

describe("colour maps", () => {
  // Entries 0, 64, 128, 192 and 255 of the published tables; Moreland's table at his -1, -1/2, 0, 1/2 and 1.
  it.each<[ScalarMapKind, string, number[][]]>([
    [
      "reliability",
      "viridis",
      [
        [68, 1, 84],
        [59, 82, 139],
        [33, 145, 140],
        [94, 201, 98],
        [253, 231, 37],
      ],
    ],
    [
      "speed",
      "inferno",
      [
        [0, 0, 4],
        [87, 16, 110],
        [188, 55, 84],
        [249, 142, 9],
        [252, 255, 164],
      ],
    ],
    [
      "vorticity",
      "cool to warm",
      [
        [59, 76, 192],
        [141, 176, 254],
        [221, 221, 221],
        [244, 154, 123],
        [180, 4, 38],
      ],
    ],
  ])("%s has the published colours of %s", (kind, name, anchors) => {
    const map = colourMapOf(kind);
    expect(map.name).toBe(name);
    anchors.forEach((anchor, i) => {
      const last = map.colours.length / 3 - 1;
      const share = i === 4 ? 1 : Math.ceil((last * i) / 4) / last;
      colourAt(map, share).forEach((level, channel) => {
        expect(Math.abs(level - anchor[channel])).toBeLessThanOrEqual(1);
      });
    });
  });

  it.each<ScalarMapKind>(["speed", "shear", "reliability"])("%s rises in lightness all the way", (kind) => {
    const rise = lightness(colourMapOf(kind)).map((value, i, all) => value - (all[i - 1] ?? -1));
    // Levels of 8 bits round.
    expect(Math.min(...rise)).toBeGreaterThan(-0.15);
    const coarse = lightness(colourMapOf(kind)).filter((_, i) => i % 5 === 0);
    expect(coarse.every((value, i) => i === 0 || value > coarse[i - 1])).toBe(true);
  });

  it.each<ScalarMapKind>(["divergence", "vorticity", "difference"])(
    "%s is as light on either side of a light middle",
    (kind) => {
      const map = colourMapOf(kind);
      expect(map.diverging).toBe(true);
      const all = lightness(map);
      const middle = (all.length - 1) / 2;
      expect(Math.max(...all.map((value, i) => Math.abs(value - all[all.length - 1 - i])))).toBeLessThan(0.8);
      for (let i = 4; i <= middle; i += 4) expect(all[i]).toBeGreaterThan(all[i - 4]);
      expect(all[middle]).toBeGreaterThan(87);
      const [red, green, blue] = colourAt(map, 0.5);
      expect([green, blue]).toEqual([red, red]);
    },
  );

  it("have the colour of the limit beyond it, and that of zero in the middle of diverging ones", () => {
    const speed = colourMapOf("speed");
    expect([-1, 0, 2, 4, 99].map((value) => colourIndex(speed, value, 4))).toEqual([0, 0, 128, 255, 255]);
    const vorticity = colourMapOf("vorticity");
    expect([-9, -0.1, 0, 0.05, 0.1, 9].map((value) => colourIndex(vorticity, value, 0.1))).toEqual([
      0, 0, 128, 192, 256, 256,
    ]);
    expect(colourIndex(speed, Number.NaN, 4)).toBeNaN();
  });
});
