import { expect, it } from "vitest";
import { type Calibration, IN_PIXELS } from "../measure/calibration";
import { Units } from "../measure/units";
import { defaultOverlaySettings } from "../overlay/settings";
import { NEXT_FRAME } from "../pairing";
import { overlaySettingsSchema } from "./overlay";

function unitsOf(calibration: Partial<Calibration>, times: readonly number[]) {
  return new Units({
    calibration: { ...IN_PIXELS, ...calibration },
    grid: { width: 64, height: 48, pixelAspect: 2 },
    ...{ pairing: NEXT_FRAME, times, frameRate: 25, variableFrameRate: true },
  }).onPicture(Number.NaN);
}

it("lets every overlay with units pass as it is", () => {
  const overlay = defaultOverlaySettings(64, 48);
  for (const units of [
    undefined,
    unitsOf({ pixel: { value: 0.02, unit: "mm" } }, [0, 0.04, 0.2]),
    unitsOf({ pixel: { value: 1e-12, unit: "nm" }, axes: { origin: [-3.5, 9], turn: 30, yUp: true } }, [0]),
    unitsOf({ axes: { origin: [0, 47], turn: 0, yUp: true } }, []),
  ]) {
    const settings = { ...overlay, units };
    expect(overlaySettingsSchema.parse(settings)).toEqual(settings);
  }
});

it("shows a bar in presets that were kept before there was one", () => {
  const { scaleBar: _, ...before } = defaultOverlaySettings(64, 48);
  expect(overlaySettingsSchema.parse(before).scaleBar).toBe(true);
});
