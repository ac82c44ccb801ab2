import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { preparationSchema } from "./contract/preparation";
import {
  BACKGROUND_KINDS,
  hasStage,
  isPrepared,
  NO_PREPARATION,
  PREPARATION_DEFAULTS,
  PREPARATION_LIMITS,
  PREPARATION_STAGES,
  type Preparation,
  parsePreparation,
  preparationText,
  withoutRange,
  withParameter,
  withStage,
} from "./preparation";

const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  fc.double({ min, max, noNaN: true });
const preparations: fc.Arbitrary<Preparation> = fc.record({
  flicker: fc.boolean(),
  background: fc.option(
    fc.record({
      kind: fc.constantFrom(...BACKGROUND_KINDS),
      range: fc.option(
        fc.tuple(fc.nat(9999), fc.nat(9999)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      ),
    }),
  ),
  cap: fc.option(within(PREPARATION_LIMITS.cap)),
  clahe: fc.option(
    fc.record({
      tiles: fc.integer({ min: PREPARATION_LIMITS.tiles.min, max: PREPARATION_LIMITS.tiles.max }),
      clip: within(PREPARATION_LIMITS.clip),
    }),
  ),
  highpass: fc.option(within(PREPARATION_LIMITS.highpass)),
  smooth: fc.option(within(PREPARATION_LIMITS.smooth)),
});

describe("the list of stages", () => {
  it("is read as it is written, whatever is in it", () => {
    fc.assert(
      fc.property(preparations, (preparation) => {
        expect(parsePreparation(preparationText(preparation))).toEqual(preparation);
        expect(preparationSchema.parse(preparation)).toEqual(preparation);
        expect(isPrepared(preparation)).toBe(preparationText(preparation) !== "");
      }),
    );
  });

  it("takes any order and defaults, and is written in the order in which it is done", () => {
    const text = "smooth, highpass,clahe=8 ,cap,background=mean,flicker";
    expect(preparationText(parsePreparation(text))).toBe(
      "flicker,background=mean,cap=2,clahe=8:3,highpass=15,smooth=1",
    );
    expect(parsePreparation("background=min:5-5").background).toEqual({ kind: "min", range: [5, 5] });
    for (const none of ["", " ", "none"]) expect(parsePreparation(none)).toEqual(NO_PREPARATION);
  });

  test.each([
    ["blur", '"blur" is no stage of --prepare; there are flicker, background, cap, clahe, highpass, smooth.'],
    ["smooth,smooth=2", "--prepare names smooth twice; name each stage once."],
    ["smooth=x", 'smooth takes a number from 0.3 to 20, not "x".'],
    ["smooth=", 'smooth takes a number from 0.3 to 20, not "".'],
    ["highpass=0", 'highpass takes a number from 1 to 200, not "0".'],
    ["clahe=2.5", 'clahe takes a whole number from 1 to 64, not "2.5".'],
    ["flicker=1", 'flicker has no parameter; write it without "=1".'],
    ["background", "The background is its minimum or its mean: write background=min or background=mean."],
    [
      "background=min:9-3",
      'The frames of a background are its first and its last one, as in background=min:0-99, not "9-3".',
    ],
  ])("says what is wrong with %s", (text, message) => {
    expect(() => parsePreparation(text)).toThrow(
      expect.objectContaining({ message, code: "invalid-argument" }),
    );
  });
});

describe("changes", () => {
  it("switch stages on with their defaults, and off", () => {
    for (const stage of PREPARATION_STAGES) {
      const on = withStage(NO_PREPARATION, stage, true);
      expect(on).toEqual({ ...NO_PREPARATION, [stage]: PREPARATION_DEFAULTS[stage] });
      expect(hasStage(on, stage)).toBe(true);
      expect(withStage(on, stage, true)).toBe(on);
      expect(withStage(on, stage, false)).toEqual(NO_PREPARATION);
    }
  });

  it("set the numbers of stages that are on, and of no others", () => {
    const all: Preparation = PREPARATION_DEFAULTS;
    expect(withParameter(all, "tiles", 5).clahe).toEqual({ ...all.clahe, tiles: 5 });
    expect(withParameter(all, "smooth", 5).smooth).toBe(5);
    for (const parameter of ["cap", "tiles", "clip", "highpass", "smooth"] as const) {
      expect(withParameter(NO_PREPARATION, parameter, 5)).toBe(NO_PREPARATION);
    }
  });

  it("leave a range of frames behind for another movie", () => {
    const ranged = parsePreparation("background=mean:3-9,cap");
    expect(preparationText(withoutRange(ranged))).toBe("background=mean,cap=2");
    expect(withoutRange(NO_PREPARATION)).toBe(NO_PREPARATION);
  });
});
