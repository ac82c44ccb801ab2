import { describe, expect, it } from "vitest";
import { compressLight, DIFFUSE_WHITE, displaySignal, SOURCE_PEAK } from "./tone-map";

describe("compression of light", () => {
  it("leaves what is below the knee as it is, and takes the peak to white", () => {
    for (const light of [0, 0.01, 1, 26, 85]) expect(compressLight(light)).toBe(light);
    expect(compressLight(100)).toBeLessThan(99.9);
    expect(compressLight(SOURCE_PEAK)).toBeCloseTo(DIFFUSE_WHITE, 6);
    expect(compressLight(4000)).toBeCloseTo(DIFFUSE_WHITE, 6);
  });

  it("is monotonic, and nowhere brightens", () => {
    let before = 0;
    for (let light = 1; light <= SOURCE_PEAK; light++) {
      const now = compressLight(light);
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now).toBeLessThanOrEqual(light + 1e-9);
      before = now;
    }
  });

  it("leaves about 10 % of the signal for what is brighter than diffuse white", () => {
    const white = displaySignal(compressLight(DIFFUSE_WHITE) / DIFFUSE_WHITE);
    expect(white).toBeGreaterThan(0.88);
    expect(white).toBeLessThan(0.93);
  });
});
