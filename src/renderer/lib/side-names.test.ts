import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { texts } from "../../shared/texts/texts";
import { sideNames } from "./side-names";

const balanced = DEFAULT_FLOW_PARAMETERS;
const fast = { ...balanced, dense: DENSE_PRESET_PARAMETERS.fast };
const exact: FlowParameters = { ...balanced, method: "lucas-kanade", windowRadius: 5 };
const names = (a: FlowParameters | null, b: FlowParameters | null, language: "en" | "zh-CN" = "en") => {
  const named = sideNames(a, b, texts(language));
  return [named.a, named.b];
};

it("calls methods and presets as the controls do, in the language of the window", () => {
  expect(names(balanced, exact)).toEqual([
    "Coarse-to-fine · Balanced",
    "Lucas-Kanade (WebAssembly) · radius 5 px",
  ]);
  expect(names(balanced, exact, "zh-CN")).toEqual([
    "由粗到精 · 均衡",
    "Lucas-Kanade (WebAssembly) · 半径 5 px",
  ]);
  expect(names(null, fast)).toEqual([null, "Coarse-to-fine · Fast"]);
});

it("says what differs where the method is the same", () => {
  expect(names(exact, { ...exact, windowRadius: 9 })).toEqual([
    "Lucas-Kanade (WebAssembly) · radius 5 px",
    "Lucas-Kanade (WebAssembly) · radius 9 px",
  ]);
  expect(names(fast, balanced)).toEqual(["Coarse-to-fine · Fast", "Coarse-to-fine · Balanced"]);
  const damped: FlowParameters = { ...fast, dense: { ...fast.dense, damping: 3, iterations: [0, 2, 1, 1] } };
  expect(names(fast, damped)).toEqual([
    "Coarse-to-fine · Fast · Damping 0.6 · Iterations 0 1 2 1",
    "Coarse-to-fine · Custom · Damping 3 · Iterations 0 2 1 1",
  ]);
  expect(names(exact, damped)[1]).toBe("Coarse-to-fine · Custom");
});

it("does not list all that differs", () => {
  const other: FlowParameters = {
    ...fast,
    dense: { ...fast.dense, damping: 3, smoothness: 4, windowRadius: 9 },
  };
  expect(names(fast, other)[1]).toBe("Coarse-to-fine · Custom · Window radius 9 · Damping 3 · …");
});
