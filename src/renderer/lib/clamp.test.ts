import { expect, it } from "vitest";
import { clampTo } from "./clamp";

it("clamps", () => {
  expect(clampTo({ min: 1, max: 3 }, 2)).toBe(2);
  expect(clampTo({ min: 1, max: 3 }, 9)).toBe(3);
  expect(clampTo({ min: 1, max: 3 }, Number.NaN)).toBe(1);
});
