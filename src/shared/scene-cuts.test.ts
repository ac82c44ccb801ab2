import { describe, expect, it } from "vitest";
import { cutBeside, cutVerdict, sceneCuts } from "./scene-cuts";

/** Cuts of a movie with these luma differences, NaN where none is known; the histograms differ by half as much, unless said otherwise. */
function cuts(
  lumaDifference: readonly number[],
  histogramDistance = lumaDifference.map((value) => value / 2),
  frameCount?: number,
) {
  return found(lumaDifference, histogramDistance, frameCount).cuts;
}

function found(
  lumaDifference: readonly number[],
  histogramDistance = lumaDifference.map((value) => value / 2),
  frameCount = lumaDifference.length + 1,
) {
  const changeAt = (frame: number) => {
    const luma = lumaDifference[frame];
    if (luma === undefined || Number.isNaN(luma)) return undefined;
    return { lumaDifference: luma, histogramDistance: histogramDistance[frame] ?? 0 };
  };
  return sceneCuts(changeAt, lumaDifference.length, frameCount);
}

const unknown = Number.NaN;
const repeated = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

describe("sceneCuts", () => {
  it("finds two that are near each other, and no scene of one or two frames", () => {
    expect(cuts([1, 1, 1, 40, 1, 1, 60, 1, 1, 1])).toEqual([4, 7]);
    expect(cuts([1, 1, 1, 40, 1, 60, 1, 1, 1])).toEqual([]);
    expect(cuts([1, 1, 1, 40, 60, 1, 1, 1])).toEqual([]);
  });

  it("finds one after a fast scene by what the picture is made of", () => {
    const luma = [18, 19, 20, 21, 22, 21, 50, 9, 9, 8, 7];
    const histogram = [2, 1, 1, 1, 2, 4, 26, 3, 2, 3, 4];
    expect(cuts(luma, histogram)).toEqual([7]);
    expect(
      cuts(
        luma,
        histogram.map((value) => Math.min(value, 9)),
      ),
    ).toEqual([]);
  });

  it("finds changes that stand out, and says where the new scene begins", () => {
    expect(cuts([1, 1, 2, 40, 1, 1])).toEqual([4]);
    expect(cuts([...repeated(10, 20), 45, ...repeated(12, 20)])).toEqual([21]);
    // At the very ends of the movie.
    expect(cuts([40, 1, 1, 1])).toEqual([1]);
    expect(cuts([1, 1, 1, 40])).toEqual([4]);
    expect(cuts([...repeated(1, 8), 40, ...repeated(1, 8), 30, ...repeated(1, 8)])).toEqual([9, 18]);
  });

  it("is not taken in by motion, fades, flashes, jolts and repeated frames", () => {
    expect(cuts(repeated(60, 30))).toEqual([]);
    // A camera that starts to move, and one that stops.
    expect(cuts([0, 0, 0, 0, 0, 0, 0, 20, 30, 30, 30, 30, 30, 8, 0, 0, 0, 0, 0, 0, 0])).toEqual([]);
    expect(cuts([0, 0, 0, ...repeated(8, 12), 0, 0, 0])).toEqual([]);
    expect(cuts([1, 1, 1, 90, 90, 1, 1, 1])).toEqual([]);
    expect(cuts([1, 1, 1, 40, 1, 1, 1], [0.1, 0.1, 0.1, 1, 0.1, 0.1, 0.1])).toEqual([]);
    expect(cuts(Array.from({ length: 30 }, (_, k) => (k % 5 === 0 ? 40 : 0)))).toEqual([]);
    // A light that goes on and off again.
    const light = [1, 1, 1, 90, 1, 1, 1, 88, 1, 1];
    expect(cuts(light, light)).toEqual([]);
    expect(cuts([0, 0, 0, 5, 0, 0, 0])).toEqual([]);
  });

  it("does not guess where a neighbour is not known", () => {
    expect(found([1, 1, unknown, 40, 1, 1])).toEqual({ cuts: [], open: [3] });
    expect(found([1, 1, 1, 40, unknown, 1])).toEqual({ cuts: [], open: [3] });
    expect(found([1, unknown, 1, 40, 1, unknown])).toEqual({ cuts: [4], open: [3] });
    // What is known says enough.
    expect(found([1, unknown, 1, 40, 30, unknown])).toEqual({ cuts: [], open: [] });
    // The analysis has come as far as the change itself.
    expect(cuts([1, 1, 1, 40], undefined, 100)).toEqual([]);
    expect(cuts([1, 1, 1, 40, 1], undefined, 100)).toEqual([4]);
  });
});

describe("cutVerdict", () => {
  const quiet = { lumaDifference: 1, histogramDistance: 0.1 };
  const great = { lumaDifference: 40, histogramDistance: 20 };

  it("asks only for what it needs, one after the other, and comes to the verdict of a whole analysis", () => {
    const all = new Map(Array.from({ length: 40 }, (_, k) => [k, k === 20 ? great : quiet]));
    const known = new Map<number, typeof quiet>();
    const asked: number[] = [];
    for (;;) {
      const { isCut, wants } = cutVerdict(20, (frame) => known.get(frame), 41);
      if (wants === null) {
        expect(isCut).toBe(true);
        break;
      }
      asked.push(wants);
      known.set(wants, all.get(wants) ?? quiet);
    }
    expect(asked).toEqual([20, 21, 22, 23, 24, 25, 26, 14, 15, 16, 17, 18, 19]);
    expect(sceneCuts((frame) => all.get(frame), 40, 41)).toEqual({ cuts: [21], open: [] });
    // A small change asks for nothing more.
    expect(cutVerdict(3, (frame) => (frame === 3 ? quiet : undefined), 41)).toEqual({
      isCut: false,
      wants: null,
    });
    // Motion that goes on is settled by one more.
    expect(cutVerdict(3, (frame) => (frame < 5 ? great : undefined), 41)).toEqual({
      isCut: false,
      wants: null,
    });
  });

  it("is no cut beside a frame that cannot be decoded", () => {
    const verdict = (missing: number) =>
      cutVerdict(20, (frame) => (frame === missing ? null : frame === 20 ? great : quiet), 41);
    expect(verdict(21)).toEqual({ isCut: false, wants: null });
    expect(verdict(24)).toEqual({ isCut: true, wants: null });
  });
});

it("cutBeside goes to the next and to the previous one", () => {
  const list = [4, 9, 30];
  expect(cutBeside(list, 0, 1)).toBe(4);
  expect(cutBeside(list, 4, 1)).toBe(9);
  expect(cutBeside(list, 30, 1)).toBeNull();
  expect(cutBeside(list, 9, -1)).toBe(4);
  expect(cutBeside(list, 10, -1)).toBe(9);
  expect(cutBeside(list, 4, -1)).toBeNull();
});
