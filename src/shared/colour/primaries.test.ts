import { describe, expect, it } from "vitest";
import { toBt709Primaries } from "./primaries";

describe("primaries", () => {
  it("turn BT.2020 into BT.709 by the inverse of BT.2087's matrix", () => {
    // Report ITU-R BT.2407, section 2.2.
    const published = [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187];
    for (const [k, value] of toBt709Primaries("bt2020").entries()) {
      expect(value).toBeCloseTo(published[k] ?? Number.NaN, 3);
    }
  });

  it.for(["bt709", "bt2020", "smpte432", "unknown"])("leave white as it is (%s)", (primaries) => {
    const m = toBt709Primaries(primaries);
    for (const row of [0, 3, 6])
      expect((m[row] ?? 0) + (m[row + 1] ?? 0) + (m[row + 2] ?? 0)).toBeCloseTo(1, 9);
  });

  it("leave BT.709 as it is", () => {
    const m = toBt709Primaries("bt709");
    for (const [k, value] of [1, 0, 0, 0, 1, 0, 0, 0, 1].entries()) expect(m[k]).toBeCloseTo(value, 9);
  });
});
