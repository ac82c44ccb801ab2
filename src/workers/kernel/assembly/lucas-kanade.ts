/**
 * Exact single-scale Lucas-Kanade on 8-bit frames (Lucas & Kanade, IJCAI 1981), its reliability and its figures; the
 * definition is in ../method.ts.
 *
 * Units: frames are grey levels 0..255; u (right) and v (down) are the displacement from frame 1 to frame 2
 * in pixels.
 *
 * Exactness. Gradients stay un-halved (integers -255..255), so every window sum is an integer of at most
 * 255^2 * 91^2 < 2^30 for radius 45 and fits an i32. Un-halving scales the determinant by 16 and the numerators by 8: the
 * quotient is multiplied by 2. See systems.ts.
 *
 * Speed. One walk over the rows, each in four strips (strips.ts):
 *   - the vertical update of the five column sums is one i32x4.dot_i16x8_s each (byte-columns.ts);
 *   - the horizontal window is a running sum per lane: add column x, subtract column x - 2 radius (strip-flow.ts);
 * so the cost does not depend on the radius, and the state is one row of column sums. Reliability is computed of sums that are
 * there already, and a row is counted (statistics.ts) while it is in the first-level cache.
 *
 * Bands: a call computes output rows [y0, y1) on its own (it re-reads `radius` rows on either side), so
 * several threads can share a frame; the result does not depend on the split.
 */
import { fillColumns, moveColumns } from "./byte-columns";
import { align } from "./common";
import { narrowBytes, solveNarrow } from "./narrow-frames";
import { endValid, firstValid, zeroRows } from "./planes";
import { countRows } from "./statistics";
import { solveRow } from "./strip-flow";
import { summariseRow, summaryBytes } from "./strip-summary";
import {
  COLUMN,
  laneBytes,
  makeHalo,
  pairBytes,
  stripWidth,
  stripsFit,
  transposePair,
} from "./strips";
import { reliabilityScale } from "./texture-reliability";

export const MAX_RADIUS: i32 = 45;

/** A padded copy of a row of a frame. */
@inline
function copyBytes(width: i32): usize {
  return align(<usize>width + 192);
}

/** Scratch bytes that the functions here need for a frame of this width (any radius up to 45). */
export function lucasKanadeScratchBytes(width: i32): i32 {
  const sw = <usize>stripWidth(width);
  const strips =
    pairBytes(sw) * 4 +
    copyBytes(width) * 3 +
    max(laneBytes(sw) * 3, summaryBytes(sw)) +
    align(<usize>(4 * width)) +
    align((sw + <usize>(2 * MAX_RADIUS)) * COLUMN);
  return <i32>(64 + max(strips, narrowBytes(width)));
}

/**
 * Pointer to column -1 of a row. The outermost rows are copied, so that nothing outside the frame is read.
 */
@inline
function rowBefore(frame: usize, y: i32, width: i32, height: i32, copy: usize): usize {
  if (y > 0 && y < height - 1) return frame + <usize>(y * width) - 1;
  memory.copy(copy + 1, frame + <usize>(y * width), width);
  return copy;
}

/**
 * Output rows [y0, y1), all inside the valid region, by strips: into the planes that are not null, and into the statistics, if
 * they are not null: those of the planes, or, without u, those of a summary.
 */
function solveStrips(
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
  contrast: f32,
  rows: usize,
  statistics: usize,
  scratch: usize,
): void {
  const sw = <usize>stripWidth(width),
    n = 2 * radius + 1,
    pairs = pairBytes(sw),
    scale = reliabilityScale(radius);
  let above = scratch,
    row = above + pairs,
    below = row + pairs;
  const secondPair = below + pairs,
    copyNew = secondPair + pairs,
    copyOld = copyNew + copyBytes(width),
    zeros = copyOld + copyBytes(width),
    lanes = zeros + copyBytes(width),
    // for the flow where only its reliability is asked for
    spare = lanes + max(laneBytes(sw) * 3, summaryBytes(sw)),
    halo = spare + align(<usize>(4 * width)),
    sums = halo + <usize>(2 * radius) * COLUMN;
  memory.fill(copyNew, 0, halo + (sw + <usize>(2 * radius)) * COLUMN - copyNew);

  const start = y0 - radius; // first gradient row of the window of the first output row
  for (let y = start - 1; y <= start; y++) {
    const t = above;
    above = row;
    row = below;
    below = t;
    transposePair(rowBefore(first, y, width, height, copyNew), zeros, sw, below);
  }
  for (let y = start; y < y1 + radius; y++) {
    const t = above;
    above = row;
    row = below;
    below = t;
    const filling = y - n < start;
    const oldBelow = filling
      ? y + 1 - n < start - 1
        ? zeros
        : rowBefore(first, y + 1 - n, width, height, copyOld)
      : first + <usize>((y + 1 - n) * width) - 1;
    transposePair(rowBefore(first, y + 1, width, height, copyNew), oldBelow, sw, below);
    transposePair(
      rowBefore(second, y, width, height, copyNew),
      filling ? zeros : second + <usize>((y - n) * width) - 1,
      sw,
      secondPair,
    );
    if (filling) fillColumns(sw, above, row, below, secondPair, sums);
    else moveColumns(sw, above, row, below, secondPair, sums);
    const out = y - radius;
    if (out < y0) continue;
    makeHalo(sw, radius, sums);
    if (u == 0 && reliability == 0) {
      summariseRow(sw, width, radius, sums, out, contrast, statistics, lanes);
      continue;
    }
    const at = <usize>(4 * width * out);
    solveRow(
      sw,
      width,
      radius,
      sums,
      lanes,
      scale,
      contrast,
      u == 0 ? spare : u + at,
      v == 0 ? spare : v + at,
      reliability == 0 ? 0 : reliability + at,
    );
    if (statistics != 0)
      countRows(u, v, reliability, width, height, radius + 1, out, out + 1, rows, statistics);
  }
}
/**
 * Output rows [y0, y1) of u and v, and of the reliability: planes of width x height f32, zero outside rows radius + 1 ..
 * height - 2 - radius and the same columns. 1 <= radius <= 45. u and v may both be null, or the reliability, which takes the
 * `contrast` (see texture-reliability.ts). With all three, and `statistics` that are not null, the rows are counted as by countRows,
 * which `rows` is of. `scratch`: lucasKanadeScratchBytes(width), one per thread.
 */
export function lucasKanade(
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
  contrast: f32,
  rows: usize,
  statistics: usize,
  scratch: usize,
): void {
  const from = firstValid(width, height, radius, y0, y1),
    to = endValid(width, height, radius, y0, y1),
    base = align(scratch);
  if (from < to) {
    if (stripsFit(width, radius))
      solveStrips(
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
        base,
      );
    else
      solveNarrow(
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
        base,
      );
  }
  zeroRows(u, width, y0, from, to, y1);
  zeroRows(v, width, y0, from, to, y1);
  zeroRows(reliability, width, y0, from, to, y1);
}

/**
 * Counts the valid region of a pair, which must not be empty, into a block of statistics.ts: the flow and the reliability of
 * lucasKanade, but for the order of sums (and strip-summary.ts) just what countRows counts in their planes. `scratch` as for
 * lucasKanade.
 */
export function lucasKanadeSummary(
  first: usize,
  second: usize,
  width: i32,
  height: i32,
  radius: i32,
  contrast: f32,
  statistics: usize,
  scratch: usize,
): void {
  const border = radius + 1,
    y1 = height - border,
    base = align(scratch);
  if (stripsFit(width, radius))
    solveStrips(first, second, width, height, radius, border, y1, 0, 0, 0, contrast, 0, statistics, base);
  else solveNarrow(first, second, width, height, radius, border, y1, 0, 0, 0, contrast, 0, statistics, base);
}
