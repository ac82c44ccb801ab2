import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../../shared/flow";
import { texts } from "../../shared/texts/texts";
import { describeFlow, isMethodChoice, methodChoiceOf } from "./methods";

const en = texts("en");
const fast = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.fast };
const custom = { ...fast, dense: { ...fast.dense, damping: 3 } };

it("names the choice that parameters are", () => {
  expect(methodChoiceOf(DEFAULT_FLOW_PARAMETERS)).toBe("balanced");
  expect(methodChoiceOf(fast)).toBe("fast");
  expect(methodChoiceOf(custom)).toBe("custom");
  expect(methodChoiceOf({ ...custom, method: "naive" })).toBe("naive");
});

it("knows choices from other words", () => {
  expect(isMethodChoice("accurate")).toBe(true);
  expect(isMethodChoice("lucas-kanade")).toBe(true);
  expect(isMethodChoice("dense-pyramidal")).toBe(false);
});

it("describes a method with its preset or its window", () => {
  expect(describeFlow(fast, en)).toBe("Coarse-to-fine (dense-pyramidal), Fast preset");
  expect(describeFlow({ ...fast, pairing: { kind: "pairs", pulseSeparation: 50 } }, en)).toBe(
    "Coarse-to-fine (dense-pyramidal), Fast preset · pairs of frames, 50 µs apart",
  );
  expect(describeFlow(custom, en)).toBe("Coarse-to-fine (dense-pyramidal), custom parameters");
  expect(describeFlow({ ...fast, method: "lucas-kanade", windowRadius: 7 }, en)).toBe(
    "Single scale: Lucas-Kanade (WebAssembly), window of 15 × 15 px",
  );
});
