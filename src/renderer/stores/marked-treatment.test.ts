import { expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { type Pairing, withPairing } from "../../shared/pairing";
import { flowOfFiles, usedCamera, withMarkedTreatment } from "./marked-treatment";
import { initialViewSettings } from "./view-settings";

const settings = initialViewSettings(320, 240);
const marks = { ...NO_MARKS, camera: "shift" } as const;

it.each<[Pairing, "shift" | null]>([
  [{ kind: "step", step: 1 }, "shift"],
  [{ kind: "new" }, "shift"],
  [{ kind: "pairs", pulseSeparation: null }, "shift"],
  [{ kind: "step", step: 2 }, null],
  [{ kind: "reference", frame: 0 }, null],
])("takes the camera out where the command line does: %j", (pairing, camera) => {
  const flow = withPairing(settings.flow, pairing);
  expect(usedCamera(marks, flow)).toBe(camera);
  const treated = withMarkedTreatment({ ...settings, flow, marks }, 1);
  expect(treated.flow.treatment?.camera ?? null).toBe(camera);
  // Back to neighbouring frames it is taken out again.
  const back = { ...treated, flow: withPairing(treated.flow, { kind: "step", step: 1 }) };
  expect(withMarkedTreatment(back, 1).flow.treatment?.camera).toBe("shift");
});

it("a mask alone is part of the flow that files are drawn of, and of no other", () => {
  const masked = { ...settings, marks: { ...NO_MARKS, mask: [3, 5, 9] } };
  expect(withMarkedTreatment(masked, 1).flow.treatment).toBeUndefined();
  expect(flowOfFiles(masked, 1.5).treatment).toMatchObject({
    mask: [3, 5, 9],
    camera: null,
    pixelAspect: 1.5,
  });
  expect(flowOfFiles(settings, 1).treatment).toBeUndefined();
});

it("what the camera does is taken out everywhere, with the mask that its motion is found without", () => {
  const masked = { ...settings, marks: { ...marks, mask: [3, 5, 9] } };
  expect(withMarkedTreatment(masked, 1).flow.treatment).toMatchObject({ camera: "shift", mask: [3, 5, 9] });
});
