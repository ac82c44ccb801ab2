import { expect, it } from "vitest";
import { maskBytes } from "./mask-bytes";

it("covers the pixels of its spans that are in the picture", () => {
  expect(maskBytes([], { width: 4, height: 2 })).toBeNull();
  const mask = maskBytes([0, 1, 3, 1, 2, 9, 1, 7, 9, 5, 0, 2], { width: 4, height: 2 });
  expect([...(mask ?? [])]).toEqual([0, 1, 1, 0, 0, 0, 1, 1]);
});
