import { expect, it } from "vitest";
import { evenSize, repeatOddEdges } from "./even-frame";

it("repeats the last column and row of the luma, and keeps the chroma", () => {
  // 3 x 3 luma, 2 x 2 chroma.
  const frame = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, 23, 30, 31, 32, 33);
  const out = repeatOddEdges(frame, 3, 3, new Uint8Array(evenSize(3, 3)));
  expect([...out]).toEqual([1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 7, 8, 9, 9, 20, 21, 22, 23, 30, 31, 32, 33]);
});
