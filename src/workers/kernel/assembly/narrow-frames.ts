/**
 * Frames of bytes that are too narrow for strips: the same sums one pixel at a time, the same exact 2 x 2 systems, the same
 * reliability. Column sums are kept in i32 rows; each row adds the entering and subtracts the leaving gradient row.
 */
import { align } from "./common";
import { countLoneRow, countRows } from "./statistics";
import { cross, quotient } from "./systems";
import { reliabilityOf, reliabilityScale } from "./texture-reliability";

/** Bytes of one column's five sums. */
const COLUMN: usize = 20;

/** A row of results, and zeros up to a whole step of the statistics. */
@inline
function rowBytes(width: i32): usize {
  return align(<usize>(4 * width) + 32);
}
/** Scratch bytes of solveNarrow. */
export function narrowBytes(width: i32): usize {
  return align(<usize>width * COLUMN) + rowBytes(width) * 3;
}

/**
 * Output rows [y0, y1), all inside the valid region, into the planes that are not null, and into the statistics, if they are
 * not null: those of the planes, or, without u, those of a summary.
 */
export function solveNarrow(
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
  const n = 2 * radius + 1,
    sums = scratch,
    rowU = sums + align(<usize>width * COLUMN),
    rowV = rowU + rowBytes(width),
    rowR = rowV + rowBytes(width),
    bytes = 4 * width;
  memory.fill(scratch, 0, narrowBytes(width));
  for (let y = y0 - radius; y < y1 + radius; y++) {
    addGradientRow(first, second, width, y, 1, sums);
    if (y - n >= y0 - radius) addGradientRow(first, second, width, y - n, -1, sums);
    const out = y - radius;
    if (out < y0) continue;
    solveNarrowRow(sums, width, radius, contrast, rowU, rowV, rowR);
    const at = <usize>(out * bytes);
    if (u != 0) memory.copy(u + at, rowU, bytes);
    if (v != 0) memory.copy(v + at, rowV, bytes);
    if (reliability != 0) memory.copy(reliability + at, rowR, bytes);
    if (statistics == 0) continue;
    if (u != 0) countRows(u, v, reliability, width, height, radius + 1, out, out + 1, rows, statistics);
    else {
      const border = radius + 1,
        left = <usize>(4 * border);
      countLoneRow(rowU + left, rowV + left, rowR + left, width - 2 * border, border, out, statistics);
    }
  }
}

/** Solves the valid columns of a row, and judges them. */
function solveNarrowRow(
  sums: usize,
  width: i32,
  radius: i32,
  contrast: f32,
  u: usize,
  v: usize,
  reliability: usize,
): void {
  const scale = f32x4.splat(reliabilityScale(radius)),
    c0 = f32x4.splat(contrast);
  let a = 0,
    b = 0,
    c = 0,
    d = 0,
    e = 0;
  for (let x = 1; x < width - 1; x++) {
    const p = sums + <usize>x * COLUMN;
    a += load<i32>(p);
    b += load<i32>(p, 4);
    c += load<i32>(p, 8);
    d += load<i32>(p, 12);
    e += load<i32>(p, 16);
    if (x < 2 * radius + 1) continue;
    const A = i32x4.splat(a),
      B = i32x4.splat(b),
      C = i32x4.splat(c),
      D = i32x4.splat(d),
      E = i32x4.splat(e);
    const det = cross(A, B, C, C, true),
      q = quotient(det),
      regular = f32x4.ne(det, f32x4.splat(0)),
      at = <usize>(4 * (x - radius));
    store<f32>(u + at, f32x4.extract_lane(f32x4.mul(cross(B, D, C, E, true), q), 0));
    store<f32>(v + at, f32x4.extract_lane(f32x4.mul(cross(A, E, C, D, true), q), 0));
    store<f32>(reliability + at, f32x4.extract_lane(reliabilityOf(A, B, C, scale, c0, regular), 0));
    const m = sums + <usize>(x - 2 * radius) * COLUMN;
    a -= load<i32>(m);
    b -= load<i32>(m, 4);
    c -= load<i32>(m, 8);
    d -= load<i32>(m, 12);
    e -= load<i32>(m, 16);
  }
}
function addGradientRow(first: usize, second: usize, width: i32, y: i32, sign: i32, sums: usize): void {
  for (let x = 1; x < width - 1; x++) {
    const p = first + <usize>y * <usize>width + <usize>x,
      s = sums + <usize>x * COLUMN;
    const gx = <i32>load<u8>(p + 1) - <i32>load<u8>(p - 1);
    const gy = <i32>load<u8>(p + <usize>width) - <i32>load<u8>(p - <usize>width);
    const gt = <i32>load<u8>(p) - <i32>load<u8>(second + <usize>y * <usize>width + <usize>x);
    store<i32>(s, load<i32>(s) + sign * gx * gx);
    store<i32>(s, load<i32>(s, 4) + sign * gy * gy, 4);
    store<i32>(s, load<i32>(s, 8) + sign * gx * gy, 8);
    store<i32>(s, load<i32>(s, 12) + sign * gx * gt, 12);
    store<i32>(s, load<i32>(s, 16) + sign * gy * gt, 16);
  }
}
