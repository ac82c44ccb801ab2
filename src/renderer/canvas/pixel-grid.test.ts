import { expect, it } from "vitest";
import { boundaries } from "./pixel-grid";

it("parts the pixels within a stretch, and not at its ends", () => {
  expect(boundaries(0, 40, 10, 0)).toEqual([10, 20, 30]);
  expect(boundaries(5, 30, 10, -7)).toEqual([13, 23, 33]);
  expect(boundaries(0, 25, 8.5, 0)).toEqual([9, 17]);
});
