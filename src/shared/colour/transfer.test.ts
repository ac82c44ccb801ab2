import { describe, expect, it } from "vitest";
import { HLG_PEAK, hlgGain, hlgToSceneLight, lightToPq, pqToLight } from "./transfer";

describe("PQ", () => {
  // Signals that Report ITU-R BT.2408 and SMPTE ST 2084 give for light on the reference display.
  it.for([
    [0, 0],
    [0.5081, 100],
    [0.5807, 203],
    [0.7518, 1000],
    [0.9026, 4000],
    [1, 10000],
  ] as const)("has %d for %d cd/m²", ([signal, light]) => {
    expect(lightToPq(light)).toBeCloseTo(signal, 3);
    expect(pqToLight(lightToPq(light))).toBeCloseTo(light, 6);
  });
});

describe("HLG", () => {
  it("has the scene light of BT.2100", () => {
    expect(hlgToSceneLight(0)).toBe(0);
    expect(hlgToSceneLight(0.5)).toBeCloseTo(1 / 12, 12);
    expect(hlgToSceneLight(0.5 + 1e-9)).toBeCloseTo(1 / 12, 6);
    expect(hlgToSceneLight(1)).toBeCloseTo(1, 6);
  });

  // Report ITU-R BT.2408, table 1: grey card, diffuse white and peak on a display of 1000 cd/m².
  it.for([
    [0.38, 26],
    [0.75, 203],
    [1, HLG_PEAK],
  ] as const)("shows %d as %d cd/m²", ([signal, light]) => {
    const scene = hlgToSceneLight(signal);
    expect(Math.abs(hlgGain(scene) * scene - light)).toBeLessThan(0.01 * light);
  });
});
