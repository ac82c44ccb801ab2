import { describe, expect, it } from "vitest";
import { deepened, rescaled } from "../../workers/testing/deep-pictures";
import { affinePair, type MovedPair, waves, withNoise } from "../../workers/testing/scenes";
import { noiseOf } from "./noise";
import { isTelling, pairChange } from "./pair-change";
import { pairFacts } from "./pair-facts";

/*
 * What is said of pairs of frames in grey levels, said of cameras whose samples have more bits: the same as of the 8-bit version
 * where that fills its grey levels, and the same in any unit.
 */
const SIZE = { width: 200, height: 150 };
const IDENTITY = [1, 0, 0, 1] as const;
const UNITS = [
  [1, 0],
  [4, 100],
  [16, 0],
  [100, 900],
] as const;

function scene(noise: number): MovedPair {
  const still = affinePair(SIZE, waves(3), IDENTITY, [2, 1]);
  return noise > 0 ? withNoise(still, noise, 4) : still;
}

describe("noiseOf", () => {
  it.each([3, 6])("tells noise of %d grey levels of the 8-bit version", (deviation) => {
    const pair = scene(deviation);
    const { width, height } = SIZE;
    const expected = noiseOf(pair.first, width, height);
    for (const bits of [10, 12, 16]) {
      const measured = noiseOf(deepened(pair, bits, 1).first, width, height);
      expect(measured / expected).toBeGreaterThan(0.8);
      expect(measured / expected).toBeLessThan(1.4);
    }
    const words = { ...pair, first: Uint16Array.from(pair.first), second: Uint16Array.from(pair.second) };
    const [one, ...others] = UNITS.map(([gain, offset]) =>
      noiseOf(rescaled(words, gain, offset).first, width, height),
    );
    expect(others).toEqual(others.map(() => one));
  });
});

describe("pairChange", () => {
  it("sees a motion, and a repeated frame, in any unit", () => {
    const pair = scene(0);
    const words = { ...pair, first: Uint16Array.from(pair.first), second: Uint16Array.from(pair.second) };
    const bytes = pairChange(pair.first, pair.second, SIZE);
    const [one, ...others] = UNITS.map(([gain, offset]) => {
      const { first, second } = rescaled(words, gain, offset);
      expect(isTelling(pairChange(first, first, SIZE))).toBe(false);
      return pairChange(first, second, SIZE);
    });
    expect(others).toEqual(others.map(() => one));
    expect(isTelling(one)).toBe(true);
    expect(one.mean / bytes.mean).toBeGreaterThan(0.8);
    expect(one.mean / bytes.mean).toBeLessThan(1.6);
  });
});

describe("pairFacts", () => {
  const dark = (seed: number): Uint16Array =>
    deepened(
      withNoise(
        affinePair(SIZE, () => 30, IDENTITY, [0, 0]),
        2,
        seed,
      ),
      10,
      seed,
    ).first;

  it("tells frames with nothing but noise in them, and no others", () => {
    const pair = deepened(scene(1), 12, 1);
    expect(pairFacts(dark(1), dark(2), SIZE)).toEqual({ equal: false, black: true });
    expect(pairFacts(pair.first, pair.second, SIZE)).toEqual({ equal: false, black: false });
    // a light goes on
    expect(pairFacts(dark(1), rescaled(pair, 4, 0).second, SIZE).black).toBe(true);
  });

  it("compares both bytes of a sample", () => {
    const { first } = deepened(scene(1), 16, 1);
    const other = first.slice();
    expect(pairFacts(first, other, SIZE).equal).toBe(true);
    other[77] ^= 0x100;
    expect(pairFacts(first, other, SIZE).equal).toBe(false);
  });
});
