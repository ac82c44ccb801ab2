import { expect, it } from "vitest";
import { logScale } from "./log-bar";

it("spans whole powers of ten, with a bar for the smallest value too", () => {
  const scale = logScale([0.04, 2, 900]);
  expect(scale.decades.map(({ value }) => value)).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  expect(scale.share(1)).toBeCloseTo(0.4);
  expect(scale.share(0.04)).toBeGreaterThan(0);
  expect(scale.share(900)).toBeLessThan(1);
  expect(logScale([1, 10]).share(1)).toBeGreaterThan(0);
});

it("has nothing to show without times", () => {
  expect(logScale([]).decades).toEqual([]);
  expect(logScale([0, Number.NaN]).share(1)).toBe(0);
});
