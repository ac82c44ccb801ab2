import { describe, expect, it } from "vitest";
import { colourMapOf } from "../colour-maps/colour-map";
import {
  KYMOGRAPH_QUANTITIES,
  type Kymograph,
  type KymographQuantity,
  kymographColours,
  kymographScale,
  paintKymograph,
} from "./kymograph";

const UNKNOWN = [200, 64, 200, 255];

function kymograph(of: KymographQuantity, values: readonly number[]): Kymograph {
  return {
    ...{ of, columns: values.length, rows: 1, values: Float32Array.from(values), step: 1 },
    ...{ frames: Int32Array.of(0), times: Float64Array.of(0) },
  };
}

describe("the scale of a space-time picture", () => {
  it("is of the grey values that are there, and about 0 for motion that has a direction", () => {
    expect(kymographScale(kymograph("luma", [40, 90, Number.NaN, 200]))).toEqual({ least: 40, most: 200 });
    expect(kymographScale(kymograph("luma", [7, 7]))).toEqual({ least: 0, most: 255 });
    expect(kymographScale(kymograph("across", [-3, 1.2, Number.NaN]))).toEqual({ least: -5, most: 5 });
    expect(kymographScale(kymograph("speed", [0.2, 1.7]))).toEqual({ least: 0, most: 2 });
    expect(kymographScale(kymograph("speed", [Number.NaN]))).toEqual({ least: 0, most: 1 });
  });

  it("has the colours of the maps, and none of them where nothing is known", () => {
    const grey = paintKymograph(kymograph("luma", [40, 120, 200, 999]), { least: 40, most: 200 });
    expect([...grey.filter((_, at) => at % 4 === 0)]).toEqual([0, 128, 255, 255]);
    const { colours } = colourMapOf("difference");
    const across = paintKymograph(kymograph("across", [-5, 0, 5, Number.NaN]), { least: -5, most: 5 });
    const at = (colour: number): number[] => [...colours.subarray(3 * colour, 3 * colour + 3), 255];
    expect([...across]).toEqual([...at(0), ...at(128), ...at(256), ...UNKNOWN]);
    for (const of of KYMOGRAPH_QUANTITIES)
      for (const colour of kymographColours(of, 257))
        expect(Math.hypot(...colour.map((part, k) => part - (UNKNOWN[k] ?? 0)))).toBeGreaterThan(100);
    expect(kymographColours("across", 3).map((rgb) => [...rgb, 255])).toEqual([at(0), at(128), at(256)]);
    expect(kymographColours("luma", 3)).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
    ]);
  });
});
