/**
 * Single-scale Lucas-Kanade on frames of 16 bits a sample, its reliability, and its summary; the definition is in ../method.ts.
 * What lucas-kanade.ts does for bytes, for samples of any depth up to 16 bits: the values say by themselves how deep they are.
 *
 * Exactness. Gradients stay un-halved: integers of at most 65535, whose products are below 2^32 and whose window sums below
 * 2^32 * 91^2 < 2^46. All of them are doubles that hold integers, so every sum is exact in whatever order, and bands cannot
 * change it. For what is made of them see deep-flow.ts.
 *
 * Rows of column sums slide down the frame, and a running sum along them makes the window: cost independent of the radius.
 */
import { align } from "./common";
import { SLACK, SUMS, isShallow, slideColumns, slideShallow, sumBytes } from "./deep-columns";
import { markBytes, solveRow } from "./deep-flow";
import { judgeRow } from "./deep-reliability";
import { endValid, firstValid, zeroRows, zeroSides } from "./planes";
import { countLoneRow, countRows } from "./statistics";

/** A row of results. */
@inline
function rowBytes(width: i32): usize {
  return align(4 * <usize>(width + SLACK));
}

/** Scratch bytes that the functions here need for a frame of this width, one per thread. */
export function deepScratchBytes(width: i32): i32 {
  return <i32>(64 + SUMS * sumBytes(width) + 7 * rowBytes(width) + markBytes(width));
}

/** Zeroes what steps of four have written behind the last column, up to a whole step of the statistics. */
function endRow(row: usize, count: i32): void {
  memory.fill(row + 4 * <usize>count, 0, 4 * <usize>SLACK);
}
/**
 * Output rows [y0, y1), all inside the valid region, into the planes that are not null, and into the statistics, if they are
 * not null: those of the planes, or, without any, those of a summary.
 */
function walk(
  first: usize,
  second: usize,
  width: i32,
  height: i32,
  radius: i32,
  y0: i32,
  y1: i32,
  u: usize,
  v: usize,
  reliability: usize,
  contrast: f64,
  rows: usize,
  statistics: usize,
  scratch: usize,
): void {
  const sums = align(scratch),
    rowU = sums + SUMS * sumBytes(width),
    rowV = rowU + rowBytes(width),
    rowR = rowV + rowBytes(width),
    zeros = rowR + rowBytes(width),
    solver = zeros + rowBytes(width);
  const n = 2 * radius + 1,
    stride = 2 * <usize>width,
    start = y0 - radius,
    border = <usize>(radius + 1),
    count = width - 2 * (radius + 1),
    isSummary = u == 0 && reliability == 0;
  memory.fill(sums, 0, SUMS * sumBytes(width));
  memory.fill(zeros, 0, 4 * rowBytes(width) + markBytes(width));
  // the last row that has a sample above 32767
  let deep = isShallow(first + stride * <usize>(start - 1), width) ? -1 : start - 1;
  if (!isShallow(first + stride * <usize>start, width)) deep = start;
  for (let y = start; y < y1 + radius; y++) {
    const next = first + stride * <usize>y,
      nextSecond = second + stride * <usize>y;
    if (!isShallow(next + stride, width)) deep = y + 1;
    else if (!isShallow(nextSecond, width)) deep = max(deep, y);
    const back = stride * <usize>n,
      filling = y - n < start,
      old = filling ? zeros : next - back,
      oldSecond = filling ? zeros : nextSecond - back,
      oldStride: usize = filling ? 0 : stride;
    if (deep < 0 || deep < y - n - 1)
      slideShallow(next, nextSecond, stride, old, oldSecond, oldStride, width, sums);
    else slideColumns(next, nextSecond, stride, old, oldSecond, oldStride, width, sums);
    const out = y - radius;
    if (out < y0) continue;
    if (isSummary) {
      solveRow(sums, width, radius, rowU, rowV, solver, rowBytes(width));
      judgeRow(sums, width, radius, contrast, rowR);
      summariseRow(rowU, rowV, rowR, width, radius, out, statistics);
      continue;
    }
    const at = 4 * (<usize>width * <usize>out + border);
    if (u != 0) {
      solveRow(sums, width, radius, u + at, v + at, solver, rowBytes(width));
      zeroSides(u, out, width, radius);
      zeroSides(v, out, width, radius);
    }
    if (reliability != 0) {
      judgeRow(sums, width, radius, contrast, rowR);
      memory.copy(reliability + at, rowR, 4 * <usize>count);
      zeroSides(reliability, out, width, radius);
    }
    if (statistics != 0)
      countRows(u, v, reliability, width, height, radius + 1, out, out + 1, rows, statistics);
  }
}
function summariseRow(
  u: usize,
  v: usize,
  reliability: usize,
  width: i32,
  radius: i32,
  y: i32,
  statistics: usize,
): void {
  const count = width - 2 * (radius + 1);
  endRow(u, count);
  endRow(v, count);
  endRow(reliability, count);
  countLoneRow(u, v, reliability, count, radius + 1, y, statistics);
}

/**
 * As lucasKanade, of frames of width x height u16 at even addresses; `contrast` is in squared sample units. `scratch`:
 * deepScratchBytes(width), one per thread.
 */
export function deepLucasKanade(
  first: usize,
  second: usize,
  width: i32,
  height: i32,
  radius: i32,
  y0: i32,
  y1: i32,
  u: usize,
  v: usize,
  reliability: usize,
  contrast: f64,
  rows: usize,
  statistics: usize,
  scratch: usize,
): void {
  const from = firstValid(width, height, radius, y0, y1),
    to = endValid(width, height, radius, y0, y1);
  if (from < to) {
    walk(
      first,
      second,
      width,
      height,
      radius,
      from,
      to,
      u,
      v,
      reliability,
      contrast,
      rows,
      statistics,
      scratch,
    );
  }
  zeroRows(u, width, y0, from, to, y1);
  zeroRows(v, width, y0, from, to, y1);
  zeroRows(reliability, width, y0, from, to, y1);
}

/** As lucasKanadeSummary, and just what countRows counts in the planes of deepLucasKanade but for the order of sums. */
export function deepLucasKanadeSummary(
  first: usize,
  second: usize,
  width: i32,
  height: i32,
  radius: i32,
  contrast: f64,
  statistics: usize,
  scratch: usize,
): void {
  const border = radius + 1;
  walk(
    first,
    second,
    width,
    height,
    radius,
    border,
    height - border,
    0,
    0,
    0,
    contrast,
    0,
    statistics,
    scratch,
  );
}
