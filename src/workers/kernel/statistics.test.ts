import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../testing/pictures";
import { speedStatistics } from "./statistics";

describe("speedStatistics", () => {
  test("has the mean and the maximum of the valid region, and its 95th percentile within 0.1 %", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 40 }),
        fc.integer({ min: 5, max: 40 }),
        fc.constantFrom(1e-6, 0.01, 1, 300, 1e9),
        fc.integer(),
        (width, height, scale, seed) => {
          const random = randomNumbers(seed);
          const component = () =>
            Float32Array.from({ length: width * height }, () => (random() - 0.5) * scale);
          const [u, v] = [component(), component()];
          const radius = 1;
          const speeds: number[] = [];
          for (let y = radius + 1; y < height - 1 - radius; y++) {
            for (let x = radius + 1; x < width - 1 - radius; x++) {
              speeds.push(Math.hypot(u[y * width + x], v[y * width + x]));
            }
          }
          speeds.sort((a, b) => a - b);
          const { meanSpeed, maxSpeed, p95Speed } = speedStatistics({ u, v }, width, height, radius);
          const mean = speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
          expect(Math.abs(meanSpeed / mean - 1)).toBeLessThan(1e-12);
          const max = speeds[speeds.length - 1];
          expect(Math.abs(maxSpeed / max - 1)).toBeLessThan(1e-12);
          const p95 = speeds[Math.ceil(0.95 * speeds.length) - 1];
          expect(Math.abs(p95Speed / p95 - 1)).toBeLessThan(1e-3);
          expect(p95Speed).toBeLessThanOrEqual(maxSpeed);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  test("is 0 where nothing moves, and where there is no valid region", () => {
    const nothing = { meanSpeed: 0, maxSpeed: 0, p95Speed: 0 };
    const still = { u: new Float32Array(400), v: new Float32Array(400) };
    expect(speedStatistics(still, 20, 20, 2)).toEqual(nothing);
    const moving = { u: new Float32Array(36).fill(3), v: new Float32Array(36).fill(4) };
    expect(speedStatistics(moving, 6, 6, 2)).toEqual(nothing);
  });

  test("leaves out the margin, and counts a few fast pixels only in mean and maximum", () => {
    const field = { u: new Float32Array(10_000).fill(100), v: new Float32Array(10_000) };
    for (let y = 3; y < 97; y++) {
      field.u.fill(y === 3 ? 5 : 1, y * 100 + 3, y * 100 + 97);
    }
    const { meanSpeed, maxSpeed, p95Speed } = speedStatistics(field, 100, 100, 2);
    expect(meanSpeed).toBeCloseTo((93 + 5) / 94, 12);
    expect(maxSpeed).toBe(5);
    expect(Math.abs(p95Speed - 1)).toBeLessThan(1e-3);
  });
});
