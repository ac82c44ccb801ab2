import { expect, it } from "vitest";
import {
  DEFAULT_DENSE_PRESET,
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  type FlowParameters,
} from "../../shared/flow";
import type { FlowSuggestion } from "../../shared/suggestion";
import { texts } from "../../shared/texts/texts";
import { measuredFacts, suggestedChanges, suggestionReasons } from "./suggestion-text";

const suggestion: FlowSuggestion = {
  flow: DEFAULT_FLOW_PARAMETERS,
  preset: DEFAULT_DENSE_PRESET,
  found: { p95Speed: 6.23, maxSpeed: 9, reliableShare: 0.9, noise: 0.4 },
  ...{ pairs: 8, levels: 5, still: false, noisy: false, bare: false },
};
const single: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 3 };
const en = texts("en");
const facts = (change: Partial<FlowSuggestion> = {}) =>
  measuredFacts({ ...suggestion, ...change }, en).map(({ name, value }) => `${name}: ${value}`);
const changes = (now: FlowParameters, change: Partial<FlowSuggestion> = {}) =>
  suggestedChanges(now, { ...suggestion, ...change }, en).map(({ name, value }) => `${name}: ${value}`);
const reasons = (change: Partial<FlowSuggestion> = {}) =>
  suggestionReasons({ ...suggestion, ...change }, en).join(" ");

it("says what was measured", () => {
  expect(facts()).toEqual([
    "Motion: 95 % of the reliable pixels below 6.2 px/frame, the fastest 9.0",
    "Noise: 0.40 of 255 grey levels",
    "Reliable: 90 % of the picture",
  ]);
  expect(facts({ still: true })[0]).toBe("Motion: hardly any");
});

it("says what would change, and nothing where nothing would", () => {
  expect(changes(DEFAULT_FLOW_PARAMETERS)).toEqual([]);
  expect(changes(single)).toEqual([
    "Method: Lucas-Kanade (WebAssembly) → Balanced",
    "Window radius: 3 px → 4 px",
  ]);
  expect(changes(DEFAULT_FLOW_PARAMETERS, { flow: single })).toEqual([
    "Method: Balanced → Lucas-Kanade (WebAssembly)",
    "Window radius: 4 px → 3 px",
  ]);
  const dense = { ...DENSE_PRESET_PARAMETERS.accurate, smallestSide: 32, windowRadius: 6 };
  const accurate = { flow: { ...DEFAULT_FLOW_PARAMETERS, dense }, preset: "accurate" } as const;
  expect(changes(DEFAULT_FLOW_PARAMETERS, accurate)).toEqual([
    "Method: Balanced → Accurate",
    "Window radius: 4 px → 6 px",
    "Smallest side: 16 px → 32 px",
  ]);
  // A deeper pyramid or another window is no other preset.
  expect(changes({ ...DEFAULT_FLOW_PARAMETERS, dense: { ...dense, windowRadius: 5 } }, accurate)).toEqual([
    "Window radius: 5 px → 6 px",
  ]);
  const byHand = { ...DEFAULT_FLOW_PARAMETERS.dense, damping: 3 };
  expect(changes({ ...DEFAULT_FLOW_PARAMETERS, dense: byHand })).toEqual(["Method: Custom → Balanced"]);
  // What the method does not look at is no change.
  expect(changes({ ...single, dense: byHand }, { flow: single })).toEqual([]);
});

it("says why, also why a window is larger, and where nothing moves", () => {
  expect(reasons()).toBe(
    "Motions of more than two pixels, or much noise, need several scales. 5 pyramid levels bring fast motions down to about a pixel.",
  );
  expect(reasons({ noisy: true })).toContain("averages the noise");
  expect(reasons({ bare: true })).toContain("reaches to where there is texture");
  expect(reasons({ still: true })).toBe("Where hardly anything moves, the usual method does.");
  expect(reasons({ flow: single })).toBe(
    "Motions within a pixel or so need a single scale only, which is quicker.",
  );
});
