import { expect, it } from "vitest";
import { currentMarks } from "../../../stores/marks-store";
import { changeValidation, setBound } from "./validation-actions";

it("refuses a limit that leaves nothing between it and the opposite one", () => {
  const speedLimits = { minU: -10, maxU: 10, minV: -10, maxV: 10 };
  changeValidation(null, { speedLimits });
  expect(setBound("minU", 9)).toBe(true);
  expect(setBound("maxU", -9)).toBe(false);
  expect(setBound("minV", 10)).toBe(false);
  expect(currentMarks().validation.speedLimits).toEqual({ ...speedLimits, minU: 9 });
});
