import { expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { flowOfFiles, withMarkedTreatment } from "./marked-treatment";
import { initialViewSettings } from "./view-settings";

it("a mask alone is part of the flow that files are drawn of, and of no other", () => {
  const settings = { ...initialViewSettings(100, 80), marks: { ...NO_MARKS, mask: [3, 5, 9] } };
  expect(withMarkedTreatment(settings, 1).flow.treatment).toBeUndefined();
  expect(flowOfFiles(settings, 1.5).treatment).toMatchObject({
    mask: [3, 5, 9],
    camera: null,
    pixelAspect: 1.5,
  });
  expect(flowOfFiles(initialViewSettings(100, 80), 1).treatment).toBeUndefined();
});

it("what the camera does is taken out everywhere, with the mask that its motion is found without", () => {
  const marks = { ...NO_MARKS, mask: [3, 5, 9], camera: "shift" } as const;
  const settings = { ...initialViewSettings(100, 80), marks };
  expect(withMarkedTreatment(settings, 1).flow.treatment).toMatchObject({ camera: "shift", mask: [3, 5, 9] });
});
