import { expect, it } from "vitest";
import { automaticReliability } from "../../shared/reliability";
import { leastReliabilityOf, withAutomaticReliability } from "./least-reliability";
import { withSplitToggled } from "./side-settings";
import { initialViewSettings, withMethodChoice } from "./view-settings";

const compared = withSplitToggled(initialViewSettings(640, 360));
const settings = { ...compared, split: { ...compared.split, b: withMethodChoice(compared, "lucas-kanade") } };

it("has an automatic threshold for each side by its method", () => {
  const { minimumReliability } = withAutomaticReliability(settings).overlay;
  expect(minimumReliability).toBe(automaticReliability("dense-pyramidal"));
  expect(leastReliabilityOf(settings, "a")).toBe(minimumReliability);
  expect(leastReliabilityOf(settings, "b")).toBe(automaticReliability("lucas-kanade"));
  expect(leastReliabilityOf(settings, "b")).not.toBe(minimumReliability);
});

it("has what a person chose on both sides", () => {
  const overlay = { ...settings.overlay, minimumReliability: 0.3 };
  const chosen = { ...settings, overlay, reliabilityThreshold: "chosen" } as const;
  expect(leastReliabilityOf(chosen, "a")).toBe(0.3);
  expect(leastReliabilityOf(chosen, "b")).toBe(0.3);
  expect(withAutomaticReliability(chosen)).toBe(chosen);
});
