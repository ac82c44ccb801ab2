import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FlowField } from "../field-io/flow-field";
import { angularError, evaluateFlow } from "./evaluate";

function row(...motions: readonly (readonly [number, number])[]): FlowField {
  return {
    width: motions.length,
    height: 1,
    u: Float32Array.from(motions, ([u]) => u),
    v: Float32Array.from(motions, ([, v]) => v),
  };
}
const UNKNOWN = [Number.NaN, Number.NaN] as const;
const motion = fc.float({ min: -100, max: 100, noNaN: true });

describe("errors of a field", () => {
  it("by hand: endpoint errors 0, 0, 5, 1, and two unknown pixels", () => {
    const flow = row([1, 2], [0, 0], [3, 4], [0, 1], [7, 7], UNKNOWN);
    const truth = row([1, 2], [0, 0], [0, 0], [0, 0], [1e10, 1e10], [1, 1]);
    const { endpointError, angularError, pixels, unknown } = evaluateFlow(flow, truth);
    expect([pixels, unknown]).toEqual([4, 2]);
    // An error of exactly 1 is not above 1.
    expect(endpointError).toEqual({ mean: 1.5, median: 0.5, r1: 0.25, r3: 0.25 });
    // From (3, 4, 1) to (0, 0, 1) it is atan(5), from (0, 1, 1) it is 45 degrees.
    const angles = [0, 0, (Math.atan(5) * 180) / Math.PI, 45];
    expect(angularError.mean).toBeCloseTo(angles.reduce((sum, angle) => sum + angle) / 4, 12);
    expect(angularError.median).toBeCloseTo(22.5, 12);
    expect(angularError).toMatchObject({ r1: 0.5, r3: 0.5 });
  });

  it("the median of an odd number of pixels is the middle one", () => {
    const zero = row([0, 0], [0, 0], [0, 0]);
    expect(evaluateFlow(row([4, 0], [1, 0], [2, 0]), zero).endpointError).toEqual({
      ...{ mean: 7 / 3, median: 2 },
      ...{ r1: 2 / 3, r3: 1 / 3 },
    });
  });

  it("a field has no error against itself, and errors do not depend on which is the true one", () => {
    const motions = fc.array(fc.tuple(motion, motion, motion, motion), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(motions, (pairs) => {
        const a = row(...pairs.map(([u, v]) => [u, v] as const));
        const b = row(...pairs.map(([, , u, v]) => [u, v] as const));
        const nothing = { mean: 0, median: 0, r1: 0, r3: 0 };
        expect(evaluateFlow(a, a)).toMatchObject({ endpointError: nothing, angularError: nothing });
        expect(evaluateFlow(a, b).endpointError).toEqual(evaluateFlow(b, a).endpointError);
      }),
    );
  });

  it("sizes that differ, and nothing to compare", () => {
    expect(() => evaluateFlow(row([1, 1]), row([1, 1], [2, 2]))).toThrow(/different sizes, 1 x 1 and 2 x 1/);
    expect(() => evaluateFlow(row([1, 1]), row(UNKNOWN))).toThrow(/no pixel whose motion both fields know/);
    // In the window too, in its language.
    const sizes = { said: { name: "fieldSizes", values: ["1 x 1", "2 x 1"] } };
    expect(() => evaluateFlow(row([1, 1]), row([1, 1], [2, 2]))).toThrow(expect.objectContaining(sizes));
    const nothing = { said: { name: "fieldsShareNothing", values: [] } };
    expect(() => evaluateFlow(row([1, 1]), row(UNKNOWN))).toThrow(expect.objectContaining(nothing));
  });
});

describe("Barron's angle", () => {
  it("is that of the arc cosine, where that is exact", () => {
    fc.assert(
      fc.property(motion, motion, motion, motion, (u, v, trueU, trueV) => {
        const cosine =
          (u * trueU + v * trueV + 1) / Math.sqrt((u * u + v * v + 1) * (trueU * trueU + trueV * trueV + 1));
        const expected = (Math.acos(Math.min(Math.max(cosine, -1), 1)) * 180) / Math.PI;
        expect(angularError(u, v, trueU, trueV)).toBeCloseTo(expected, 4);
      }),
    );
  });

  it("sees small angles", () => {
    expect(angularError(1e-9, 0, 0, 0)).toBeCloseTo(1e-9 * (180 / Math.PI), 15);
  });
});
