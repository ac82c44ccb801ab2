import { expect, it } from "vitest";
import { percentile } from "./percentile";

it("is the value that a share of the numbers does not exceed", () => {
  const values = Float32Array.from({ length: 100 }, (_, k) => 100 - k);
  expect(percentile(values, 100, 0.98)).toBe(98);
  expect(percentile(values, 100, 1)).toBe(100);
  expect(percentile(values, 100, 0)).toBe(1);
  expect(percentile(values, 50, 0)).toBe(51);
});

it("leaves out what is not known", () => {
  expect(percentile(Float32Array.from([Number.NaN, 3, Number.NaN, 1]), 4, 1)).toBe(3);
  expect(percentile(Float32Array.from([Number.NaN]), 1, 0.5)).toBeNaN();
  expect(percentile(new Float32Array(4), 0, 0.5)).toBeNaN();
});

it("needs not all of very many values", () => {
  const values = Float32Array.from({ length: 10_000 }, (_, k) => k);
  expect(percentile(values, 10_000, 0.5, 100)).toBeCloseTo(5000, -3);
});
