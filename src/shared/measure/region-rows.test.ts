import { describe, expect, it } from "vitest";
import { countedPartsOf, maskName } from "../counted-parts";
import { IN_PIXELS } from "./calibration";
import type { RegionSums } from "./region-figures";
import { putRegionRow, REGION_ROW, regionRowAt, regionText } from "./region-rows";

const sums: RegionSums = {
  ...{ pixels: 100, counted: 80, reliable: 70, meanU: 0.1, meanV: -2.25, meanSpeed: 3, medianSpeed: 2.5 },
  ...{ p95Speed: 4, p999Speed: 5, maxSpeed: 5.5, maxX: 12, maxY: -1, gradient: [0.5, 0.25, -0.125, 1] },
};

describe("what is kept of a region", () => {
  it("is what was counted, to single precision, or that nothing was", () => {
    const values = new Float32Array(3 * REGION_ROW);
    putRegionRow(values, 1, sums);
    putRegionRow(values, 2, null);
    expect(regionRowAt(values, 1)).toEqual(sums);
    expect(regionRowAt(values, 2)).toBeNull();
  });

  it("goes by its shape and by what speeds are counted in, not by its name", () => {
    const disc = { kind: "ellipse", x: 1, y: 2, radiusX: 3, radiusY: 4 } as const;
    expect(regionText(disc, false)).toBe("ellipse 1 2 3 4");
    expect(regionText(disc, true)).not.toBe(regionText(disc, false));
  });
});

describe("counted parts", () => {
  const grid = { width: 40, height: 30, pixelAspect: 1 };
  const shape = { kind: "rectangle", x: 1, y: 2, width: 3, height: 4 } as const;
  const pixel = { value: 0.02, unit: "mm" } as const;

  it("are none where nothing is laid over the picture", () => {
    expect(countedPartsOf({ calibration: IN_PIXELS, mask: [], regions: [] }, grid)).toBeUndefined();
  });

  it("do not depend on the unit, but where pixels are not square", () => {
    const marks = { mask: [], regions: [{ shape }] };
    const inPixels = countedPartsOf({ ...marks, calibration: IN_PIXELS }, grid);
    expect(countedPartsOf({ ...marks, calibration: { ...IN_PIXELS, pixel } }, grid)).toEqual(inPixels);
    const wide = countedPartsOf(
      { ...marks, calibration: { ...IN_PIXELS, pixel } },
      { ...grid, pixelAspect: 2 },
    );
    expect(wide?.byHeight).toBe(true);
    expect(wide?.regions).toEqual([{ kind: "rectangle", x: 0, y: 0, width: 40, height: 30 }, shape]);
  });

  it("name masks apart", () => {
    expect(maskName([])).toBe("");
    expect(maskName([0, 1, 2])).toBe(maskName([0, 1, 2]));
    expect(
      new Set(
        [
          [0, 1, 2],
          [0, 2, 1],
          [1, 0, 2],
          [0, 1, 2, 1, 0, 3],
        ].map(maskName),
      ).size,
    ).toBe(4);
  });
});
