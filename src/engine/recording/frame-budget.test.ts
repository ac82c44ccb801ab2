import { expect, it } from "vitest";
import { frameBudget } from "./frame-budget";

const MIB = 2 ** 20;

it("is a quarter of the free memory, between 64 MiB and 1 GiB", () => {
  expect(frameBudget(null, 2000 * MIB)).toBe(500 * MIB);
  expect(frameBudget(null, 64_000 * MIB)).toBe(1024 * MIB);
  expect(frameBudget(null, 10 * MIB)).toBe(64 * MIB);
});

it("is what a person chose", () => {
  expect(frameBudget(100 * MIB, 64_000 * MIB)).toBe(100 * MIB);
});
