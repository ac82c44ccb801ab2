import { describe, expect, it } from "vitest";
import { KNOWN_MOTIONS } from "../../shared/verification";
import { inverse, knownMotion } from "./known-motion";
import { SplinePicture } from "./spline";
import { warpedPair } from "./warped-pair";

const SIZE = { width: 61, height: 43 };
const picture = (light: (x: number, y: number) => number, { width, height } = SIZE) =>
  Uint8Array.from({ length: width * height }, (_, k) => Math.round(light(k % width, Math.floor(k / width))));
const WAVES = (x: number, y: number) => 128 + 60 * Math.sin(x / 2.1) * Math.cos(y / 2.7);

describe("known motions", () => {
  it.each(KNOWN_MOTIONS)("are as large as they say, and go back: %s", (kind) => {
    for (const size of [0.3, 4]) {
      const [a, b, c, d, e, f] = knownMotion(kind, size, SIZE);
      const [A, B, C, D, E, F] = inverse([a, b, c, d, e, f]);
      let sum = 0;
      for (let y = 0; y < SIZE.height; y++) {
        for (let x = 0; x < SIZE.width; x++) {
          const [toX, toY] = [a * x + b * y + c, d * x + e * y + f];
          sum += (toX - x) ** 2 + (toY - y) ** 2;
          expect(A * toX + B * toY + C).toBeCloseTo(x, 9);
          expect(D * toX + E * toY + F).toBeCloseTo(y, 9);
        }
      }
      expect(Math.sqrt(sum / (SIZE.width * SIZE.height))).toBeCloseTo(size, 9);
    }
  });

  it("turn clockwise, zoom in, and shear the lower half to the right", () => {
    const at = (kind: "turn" | "zoom" | "shear", x: number, y: number) => {
      const [a, b, c, d, e, f] = knownMotion(kind, 1, SIZE);
      return [a * x + b * y + c - x, d * x + e * y + f - y];
    };
    // To the right of the middle, and below it.
    expect(at("turn", 60, 21)[1]).toBeGreaterThan(0);
    expect(at("turn", 30, 42)[0]).toBeLessThan(0);
    expect(at("zoom", 60, 21)[0]).toBeGreaterThan(0);
    expect(at("shear", 30, 42)[0]).toBeGreaterThan(0);
    expect(at("shear", 30, 42)[1]).toBe(0);
  });
});

describe("a picture as a spline", () => {
  it("goes through its samples", () => {
    const samples = Uint8Array.from({ length: 61 * 43 }, (_, k) => (k * 7919) % 256);
    const spline = new SplinePicture(samples, SIZE);
    for (const [x, y] of [
      [0, 0],
      [60, 42],
      [13, 0],
      [33, 17],
    ]) {
      expect(spline.at(x, y)).toBeCloseTo(samples[y * 61 + x], 6);
    }
  });

  it("is close to a wave between them", () => {
    const spline = new SplinePicture(picture(WAVES), SIZE);
    for (const [x, y] of [
      [20.5, 20.5],
      [11.25, 30.7],
      [40.1, 8.9],
    ]) {
      expect(Math.abs(spline.at(x, y) - WAVES(x, y))).toBeLessThan(1);
    }
  });

  it("goes on beside the picture as in a mirror", () => {
    const spline = new SplinePicture(picture(WAVES), SIZE);
    expect(spline.at(-3, 5)).toBeCloseTo(spline.at(3, 5), 6);
    expect(spline.at(63, 45)).toBeCloseTo(spline.at(57, 39), 6);
  });
});

describe("a frame and itself moved", () => {
  it("shows what the motion says, where it stays in the frame", async () => {
    const pair = await warpedPair(picture(WAVES), SIZE, { kind: "shift", size: 2.5 });
    const [u, v] = [2.5 * Math.cos((27 * Math.PI) / 180), 2.5 * Math.sin((27 * Math.PI) / 180)];
    expect(pair.truth.u[5 * 61 + 4]).toBeCloseTo(u, 5);
    expect(pair.truth.v[5 * 61 + 4]).toBeCloseTo(v, 5);
    // Beyond the right and the lower border.
    expect(pair.truth.u[5 * 61 + 60]).toBeNaN();
    expect(pair.truth.v[42 * 61 + 4]).toBeNaN();
    for (const [x, y] of [
      [30, 20],
      [45, 33],
    ]) {
      expect(Math.abs(pair.second[y * 61 + x] - WAVES(x - u, y - v))).toBeLessThan(1.5 + 5 * pair.noise);
    }
  });

  it("has the noise of the frame again, in both, each its own", async () => {
    const size = { width: 200, height: 160 };
    let state = 7;
    const random = () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    };
    // The sum of twelve even numbers has a deviation of 1.
    const noisy = picture(
      () => 128 + 4 * (Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, 0) - 6),
      size,
    );
    const { first, second, noise } = await warpedPair(noisy, size, { kind: "shift", size: 3 });
    expect(noise).toBeGreaterThan(3.6);
    expect(noise).toBeLessThan(4.4);
    const added = Array.from(first, (value, k) => value - noisy[k]);
    const deviation = Math.sqrt(added.reduce((sum, one) => sum + one * one, 0) / added.length);
    expect(deviation / noise).toBeCloseTo(1, 1);
    expect(second).not.toEqual(first);
  });

  it("keeps samples of 16 bits, and adds nothing where there is no noise", async () => {
    const ramp = Uint16Array.from({ length: 61 * 43 }, (_, k) => 1000 + 40 * (k % 61));
    const { first, second, noise } = await warpedPair(ramp, SIZE, { kind: "zoom", size: 1 });
    expect(noise).toBe(0);
    expect(first).toEqual(ramp);
    expect(second).toBeInstanceOf(Uint16Array);
    // A place that comes from x - u of a ramp has the level of there.
    const [a, , c] = inverse(knownMotion("zoom", 1, SIZE));
    expect(second[20 * 61 + 40]).toBe(Math.round(1000 + 40 * (a * 40 + c)));
  });

  it("is the same each time, and ends when it is cancelled", async () => {
    const motion = { kind: "turn", size: 1 } as const;
    const one = await warpedPair(picture(WAVES), SIZE, motion);
    expect((await warpedPair(picture(WAVES), SIZE, motion)).second).toEqual(one.second);
    await expect(warpedPair(picture(WAVES), SIZE, motion, AbortSignal.abort())).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
