import { describe, expect, it } from "vitest";
import { GreyValues } from "./grey-values";

/** Counts these values, as often as is said. */
function counted(values: readonly (readonly [value: number, times: number])[], bits = 16, depth = bits) {
  const grey = new GreyValues(bits, depth);
  grey.add(Uint16Array.from(values.flatMap(([value, times]) => new Array<number>(times).fill(value))));
  return grey;
}

/** So many different values, equally often. */
function ramp(from: number, to: number, step = 1, times = 10) {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, k) => [from + k * step, times] as const);
}

describe("levels that are fitted", () => {
  it("reach from the darkest to the brightest of nearly all pixels", () => {
    expect(counted(ramp(100, 600)).fitted()).toEqual({ black: 100, white: 600, gamma: 1 });
    // A thousandth of 50 010 at either end are five of the ten of the last value.
    expect(counted(ramp(0, 5000)).fitted()).toEqual({ black: 5, white: 4995, gamma: 1 });
  });

  it("leave out hot and dead pixels", () => {
    const pixels = [[0, 3], ...ramp(100, 600), [65535, 4]] as const;
    const { black, white } = counted(pixels).fitted();
    expect([black, white]).toEqual([100, 600]);
  });

  it("are of what there is, where nearly all pixels are the same", () => {
    expect(counted([[40, 100_000], ...ramp(41, 300, 37, 3)]).fitted()).toEqual({
      ...{ black: 40, white: 300, gamma: 1 },
    });
  });

  it("are all values, where all pixels are the same, or there are none", () => {
    expect(counted([[300, 1000]], 16, 12).fitted()).toEqual({ black: 0, white: 4095, gamma: 1 });
    expect(new GreyValues(8, 8).fitted()).toEqual({ black: 0, white: 255, gamma: 1 });
  });

  it("are the same of some pixels of a large frame", () => {
    const frame = Uint16Array.from({ length: 1 << 21 }, (_, k) => 100 + ((k * 7919) % 501));
    const grey = new GreyValues(16, 16);
    grey.add(frame);
    expect(Math.abs(grey.fitted().black - 100)).toBeLessThanOrEqual(2);
    expect(Math.abs(grey.fitted().white - 600)).toBeLessThanOrEqual(2);
  });
});

describe("the histogram", () => {
  it("has every pixel, in at most 256 bins", () => {
    for (const grey of [counted(ramp(0, 65535, 3)), counted(ramp(100, 600)), counted([[7, 50]], 16, 12)]) {
      const { counts } = grey.histogram();
      expect(counts.length).toBeLessThanOrEqual(256);
    }
    const { from, step, counts } = counted([[0, 3], ...ramp(100, 600), [65535, 4]]).histogram();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3 + 5010 + 4);
    // A quarter of the fitted 500 on either side; what lies beyond is in the last bins.
    expect(from).toBe(0);
    expect(from + step * counts.length).toBeGreaterThanOrEqual(725);
    expect(from + step * counts.length).toBeLessThan(730);
    expect(counts.at(0)).toBe(3);
    expect(counts.at(-1)).toBe(4);
  });

  it("has no gaps where values come in steps", () => {
    // 12 bits at the upper end of 16.
    const { step, counts } = counted(ramp(16 * 300, 16 * 3000, 16)).histogram();
    expect(step % 16).toBe(0);
    const inner = counts.subarray(1, -1);
    expect(Math.min(...inner)).toBe(Math.max(...inner));
  });

  it("shows all of it where all pixels are the same", () => {
    const { from, step, counts } = counted([[300, 1000]], 16, 12).histogram();
    expect([from, step * counts.length]).toEqual([0, 4096]);
    expect(counts[Math.floor(300 / step)]).toBe(1000);
  });
});
