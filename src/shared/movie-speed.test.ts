import { expect, it } from "vitest";
import { fullColourSpeed, typicalSpeed } from "./movie-speed";

it("the typical speed is that of frames in motion, neither of the wild nor of those at rest", () => {
  const speeds = Array.from({ length: 100 }, (_, k) => (k < 8 ? 400 : k < 50 ? 0.2 : k % 2 === 0 ? 10 : 12));
  expect(typicalSpeed(Float32Array.from(speeds))).toBe(12);
  expect(typicalSpeed(Float32Array.from([0, 0, 0]))).toBe(0);
  expect(typicalSpeed(Float32Array.from([Number.NaN]))).toBeNaN();
});

it("has a round full colour that does not show noise as motion", () => {
  expect([0, 0.49, 1.1, 12, 33].map(fullColourSpeed)).toEqual([0.5, 0.5, 1.5, 15, 40]);
});
