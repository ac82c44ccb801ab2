import { expect, it } from "vitest";
import { DEFAULT_DENSE_PRESET, DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { FlowSuggestion } from "../../shared/suggestion";
import { texts } from "../../shared/texts/texts";
import { suggestionText } from "./suggestion-text";

const suggestion: FlowSuggestion = {
  flow: DEFAULT_FLOW_PARAMETERS,
  preset: DEFAULT_DENSE_PRESET,
  found: { p95Speed: 6.23, maxSpeed: 9, reliableShare: 0.9, noise: 0.4 },
  ...{ pairs: 8, levels: 5, still: false, noisy: false, bare: false },
};
const said = (change: Partial<FlowSuggestion>) => suggestionText({ ...suggestion, ...change }, texts("en"));

it("says what was found and what is set", () => {
  expect(said({})).toBe(
    "95 % of the motion is below 6.2 px/frame: Balanced with 5 pyramid levels and a window radius of 4 px is set.",
  );
  expect(said({ flow: { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 3 } })).toContain(
    "Lucas-Kanade at a single scale with a window of 7 × 7 px is set.",
  );
});

it("says why a window is larger, and where nothing moves", () => {
  expect(said({ noisy: true, found: { ...suggestion.found, noise: 5.04 } })).toContain(
    "with noise of 5.0 grey levels",
  );
  expect(said({ bare: true })).toContain("much of it with little texture");
  expect(said({ still: true })).toMatch(/^Hardly anything moves/);
});
