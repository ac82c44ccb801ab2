import { expect, it } from "vitest";
import { isMissing } from "./frames-store";

it("knows the frames that cannot be decoded", () => {
  const state = { token: "t", cached: new Int32Array(0), heldBytes: 0, budgetBytes: 1 };
  const missing = [3, 7, 8, 900];
  for (let frame = 0; frame < 1000; frame += 1) {
    expect(isMissing({ ...state, missing: Int32Array.from(missing) }, frame)).toBe(missing.includes(frame));
  }
  expect(isMissing({ ...state, missing: new Int32Array(0) }, 0)).toBe(false);
  expect(isMissing(null, 0)).toBe(false);
});
