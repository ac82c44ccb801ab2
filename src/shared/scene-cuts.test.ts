import { describe, expect, it } from "vitest";
import { cutBeside, sceneCuts } from "./scene-cuts";

/** Cuts of a movie with these luma differences; the histograms differ by as much, unless said otherwise. */
function cuts(lumaDifference: readonly number[], histogramDistance = lumaDifference, frameCount?: number) {
  const changes = {
    lumaDifference: Float32Array.from(lumaDifference),
    histogramDistance: Float32Array.from(histogramDistance),
  };
  return sceneCuts(changes, lumaDifference.length, frameCount ?? lumaDifference.length + 1);
}

const unknown = Number.NaN;
const repeated = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

describe("sceneCuts", () => {
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
    expect(cuts([0, 0, 0, 5, 0, 0, 0])).toEqual([]);
  });

  it("does not guess where a neighbour is not known", () => {
    expect(cuts([1, 1, unknown, 40, 1, 1])).toEqual([]);
    expect(cuts([1, 1, 1, 40, unknown, 1])).toEqual([]);
    expect(cuts([1, unknown, 1, 40, 1, unknown])).toEqual([4]);
    // The analysis has come as far as the change itself.
    expect(cuts([1, 1, 1, 40], undefined, 100)).toEqual([]);
    expect(cuts([1, 1, 1, 40, 1], undefined, 100)).toEqual([4]);
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
