import { describe, expect, it } from "vitest";
import { fullColourSpeed, movingSpeeds, typicalSpeed } from "./movie-speed";

it("the typical speed is that of frames in motion, neither of the wild nor of those at rest", () => {
  const speeds = Array.from({ length: 100 }, (_, k) => (k < 8 ? 400 : k < 50 ? 0.2 : k % 2 === 0 ? 10 : 12));
  expect(typicalSpeed(Float32Array.from(speeds))).toBe(12);
  expect(typicalSpeed(Float32Array.from([0, 0, 0]))).toBe(0);
  expect(typicalSpeed(Float32Array.from([Number.NaN]))).toBeNaN();
});

it("has a round full colour, however slow everything is", () => {
  expect([0.049, 0.6, 1.1, 12, 33].map(fullColourSpeed)).toEqual([0.05, 0.6, 1.5, 15, 40]);
});

describe("movingSpeeds", () => {
  /** A ground of noise, and things on it. */
  const picture = (...things: readonly (readonly [count: number, from: number, to: number])[]) => {
    const ground = Float32Array.from({ length: 10_000 }, (_, k) => 0.3 * ((k * 0.618) % 1));
    let at = 0;
    for (const [count, from, to] of things) {
      for (let k = 0; k < count; k++) ground[at++] = from + ((to - from) * k) / count;
    }
    return ground;
  };

  it("are those of a small fast thing, and not of the noise of the ground", () => {
    for (const share of [0.01, 0.04, 0.3]) {
      const speeds = movingSpeeds(picture([share * 10_000, 12, 21]));
      expect(speeds?.median).toBeGreaterThan(15);
      expect(speeds?.median).toBeLessThan(18);
      expect(speeds?.fast).toBeGreaterThan(20);
    }
  });

  it("are not those of a handful of mistakes", () => {
    expect(movingSpeeds(picture([30, 60, 90], [2000, 3, 4]))?.median).toBeLessThan(4.1);
  });

  it("are of all that moves where everything does, however slowly", () => {
    const all = Float32Array.from({ length: 1000 }, (_, k) => 0.04 + (0.02 * k) / 1000);
    expect(movingSpeeds(all)?.median).toBeCloseTo(0.05, 3);
  });

  it("are none where nothing is known", () => {
    expect(movingSpeeds(Float32Array.of(Number.NaN, Number.NaN))).toBeNull();
    expect(movingSpeeds(Float32Array.of(0, 0))?.median).toBe(0);
  });
});
