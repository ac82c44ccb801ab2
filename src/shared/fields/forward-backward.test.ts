import { expect, it } from "vitest";
import { forwardBackwardRow } from "./forward-backward";

const [WIDTH, HEIGHT] = [8, 5];
const PIXELS = WIDTH * HEIGHT;
const COLUMNS = Int32Array.from({ length: WIDTH }, (_, x) => x);
const plane = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: PIXELS }, (_, k) => value(k % WIDTH, Math.floor(k / WIDTH)));

function rowOf(forward: { u: Float32Array; v: Float32Array }, back: typeof forward, y: number, scale = 1) {
  const out = new Float32Array(WIDTH);
  forwardBackwardRow({ width: WIDTH, height: HEIGHT, ...forward }, back, scale, y, COLUMNS, out);
  return [...out];
}

it("is nothing where the way back is the way there, and unknown where the frame is left", () => {
  const forward = { u: plane(() => 2.5), v: plane(() => -1) };
  const back = { u: plane(() => -2.5), v: plane(() => 1) };
  expect(rowOf(forward, back, 3)).toEqual([0, 0, 0, 0, 0, Number.NaN, Number.NaN, Number.NaN]);
  expect(rowOf(forward, back, 0)).toEqual(Array(WIDTH).fill(Number.NaN));
});

it("is read between the pixels of the second frame", () => {
  const forward = { u: plane(() => 0.25), v: plane(() => 0.5) };
  // Of a plane, bilinear is exact: at (x + 1/4, y + 1/2).
  const back = { u: plane((x) => 3 * x), v: plane((_, y) => 4 * y) };
  expect(rowOf(forward, back, 2)[4]).toBeCloseTo(Math.hypot(0.25 + 3 * 4.25, 0.5 + 4 * 2.5), 5);
});

it("is in the unit of what is said of a pair some frames apart", () => {
  // 4 px in 2 frames, and back by 3.
  const forward = { u: plane(() => 2), v: plane(() => 0) };
  const back = { u: plane(() => -1.5), v: plane(() => 0) };
  expect(rowOf(forward, back, 1, 0.5)[0]).toBeCloseTo(0.5, 6);
  expect(rowOf(forward, back, 1, 0.5)[4]).toBeNaN();
});
