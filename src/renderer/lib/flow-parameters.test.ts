import { describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_LIMITS, DENSE_PRESET_PARAMETERS } from "../../shared/flow";
import { sameFlowParameters, withDenseLevelValue, withDenseValue } from "./flow-parameters";

const { balanced, fast } = DENSE_PRESET_PARAMETERS;

describe("changed parameters", () => {
  it("change in one place and stay within the limits", () => {
    expect(withDenseValue(balanced, "damping", 7.5)).toEqual({ ...balanced, damping: 7.5 });
    expect(withDenseValue(balanced, "windowRadius", 99).windowRadius).toBe(DENSE_LIMITS.windowRadius.max);
    expect(withDenseValue(balanced, "windowRadius", 3.6).windowRadius).toBe(4);
    expect(withDenseValue(balanced, "finestLevel", 1).finestLevel).toBe(1);
    expect(withDenseValue(balanced, "smoothness", Number.NaN).smoothness).toBe(DENSE_LIMITS.smoothness.min);
  });

  it("change at one pyramid level", () => {
    expect(withDenseLevelValue(balanced, "iterations", 2, 5).iterations).toEqual([
      balanced.iterations[0],
      balanced.iterations[1],
      5,
      balanced.iterations[3],
    ]);
    expect(withDenseLevelValue(balanced, "searchRange", 3, 100).searchRange[3]).toBe(
      DENSE_LIMITS.searchRange.max,
    );
  });
});

describe("sameFlowParameters", () => {
  const dense = DEFAULT_FLOW_PARAMETERS;
  const exact = { ...dense, method: "lucas-kanade" } as const;

  it("looks at what the method looks at", () => {
    expect(sameFlowParameters(dense, { ...dense, windowRadius: 9 })).toBe(true);
    expect(sameFlowParameters(dense, { ...dense, dense: fast })).toBe(false);
    expect(sameFlowParameters(dense, { ...dense, dense: { ...dense.dense } })).toBe(true);
    expect(sameFlowParameters(exact, { ...exact, dense: fast })).toBe(true);
    expect(sameFlowParameters(exact, { ...exact, windowRadius: 9 })).toBe(false);
    expect(sameFlowParameters(exact, dense)).toBe(false);
  });

  it("tells a changed level", () => {
    const changed = withDenseLevelValue(dense.dense, "sweeps", 3, 9);
    expect(sameFlowParameters(dense, { ...dense, dense: changed })).toBe(false);
  });

  it("takes no flow for the same as no flow only", () => {
    expect(sameFlowParameters(null, null)).toBe(true);
    expect(sameFlowParameters(null, dense)).toBe(false);
  });
});
