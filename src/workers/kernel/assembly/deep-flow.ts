/**
 * Flow of one row of frames of 16 bits a sample, from its column sums. Determinant and numerators are differences of two products
 * below 2^92:
 *   as a rule     they are formed in f64, of which each is off by at most 3 * 2^-53 (a + b)^2, for the numerators times the
 *                 flow's length |s|. Where (a + b)^2 <= 2^24 det, that is below 2^-27 det (or det |s|).
 *   elsewhere     the column is marked and solved again: factors are split into multiples of 2^22 and rests, whose products are
 *                 exact, and summed such that the result is the exact integer, rounded once, and 0 exactly where that is 0.
 * The three values are then rounded to f32 and divided there. So a component is off by at most 4 * 2^-24 of itself and 2^-26
 * of the flow's length, and a singular system has the flow 0.
 */
import { align } from "./common";
import { sumBytes } from "./deep-columns";
import { beforeFirst, last, step } from "./deep-windows";
import { crossF64, quotient } from "./systems";

/** Largest (a + b)^2 / det, 2^24, whose system plain products solve. */
const MOST_CONDITION: f64 = 16777216;
/** Added and taken away again, it leaves of a sum the nearest multiple of 2^22. */
const SPLIT: f64 = 2.8334198897217871282176e22; // 1.5 * 2^74

/** A byte for two columns, and eight more. */
@inline
export function markBytes(width: i32): usize {
  return align((<usize>width >> 1) + 16);
}

@inline
function isDoubtful(a: v128, b: v128, det: v128): v128 {
  const t = f64x2.add(a, b);
  return f64x2.gt(f64x2.mul(t, t), f64x2.mul(det, f64x2.splat(MOST_CONDITION)));
}
/**
 * Solves the valid columns of a row, from radius + 1 on, into u and v, which may be in planes: nothing is written behind them.
 * `scratch`: three rows of results and markBytes, all 0 at first.
 */
export function solveRow(
  sums: usize,
  width: i32,
  radius: i32,
  u: usize,
  v: usize,
  scratch: usize,
  rowBytes: usize,
): void {
  const count = width - 2 * (radius + 1),
    marks = scratch + 3 * rowBytes;
  let det = scratch,
    nu = det + rowBytes,
    nv = nu + rowBytes,
    outU = u,
    outV = v;
  formDeterminants(sums, width, radius, nu, nv, det, marks);
  const end = det + 4 * <usize>(count & ~3);
  for (; det < end; det += 16, nu += 16, nv += 16, outU += 16, outV += 16) {
    const q = quotient(v128.load(det));
    v128.store(outU, f32x4.mul(v128.load(nu), q));
    v128.store(outV, f32x4.mul(v128.load(nv), q));
  }
  const q = quotient(v128.load(det)),
    lastU = f32x4.mul(v128.load(nu), q),
    lastV = f32x4.mul(v128.load(nv), q);
  if ((count & 3) > 0) {
    v128.store32_lane(outU, lastU, 0);
    v128.store32_lane(outV, lastV, 0);
  }
  if ((count & 3) > 1) {
    v128.store32_lane(outU, lastU, 1, 4);
    v128.store32_lane(outV, lastV, 1, 4);
  }
  if ((count & 3) > 2) {
    v128.store32_lane(outU, lastU, 2, 8);
    v128.store32_lane(outV, lastV, 2, 8);
  }
  solveMarked(sums, width, radius, u, v, marks);
}
/**
 * The numerators and the determinant of each column, two columns a step, each written at once; see solveColumns of
 * strip-flow.ts for why.
 */
function formDeterminants(
  sums: usize,
  width: i32,
  radius: i32,
  u: usize,
  v: usize,
  det: usize,
  marks: usize,
): void {
  const row = sumBytes(width),
    side = 8 * <usize>(2 * radius + 1),
    sumsB = sums + row,
    sumsC = sumsB + row,
    sumsD = sumsC + row,
    sumsE = sumsD + row;
  let a = beforeFirst(sums, radius),
    b = beforeFirst(sumsB, radius),
    c = beforeFirst(sumsC, radius),
    d = beforeFirst(sumsD, radius),
    e = beforeFirst(sumsE, radius);
  let left: usize = 0;
  const end: usize = 8 * <usize>(width - 2 * (radius + 1));
  do {
    const right = left + side;
    a = f64x2.add(a, step(sums + right, sums + left));
    b = f64x2.add(b, step(sumsB + right, sumsB + left));
    c = f64x2.add(c, step(sumsC + right, sumsC + left));
    d = f64x2.add(d, step(sumsD + right, sumsD + left));
    e = f64x2.add(e, step(sumsE + right, sumsE + left));
    const exact = crossF64(a, b, c, c);
    store<u8>(marks, i64x2.bitmask(isDoubtful(a, b, exact)));
    v128.store64_lane(det, f32x4.demote_f64x2_zero(exact), 0);
    v128.store64_lane(u, f32x4.demote_f64x2_zero(crossF64(b, d, c, e)), 0);
    v128.store64_lane(v, f32x4.demote_f64x2_zero(crossF64(a, e, c, d)), 0);
    a = last(a);
    b = last(b);
    c = last(c);
    d = last(d);
    e = last(e);
    marks++;
    det += 8;
    u += 8;
    v += 8;
    left += 16;
  } while (left < end);
}

/** The part of a sum that is a multiple of 2^22. */
@inline
function upper(x: f64): f64 {
  return x + SPLIT - SPLIT;
}
/** a b - c d of integers below 2^46: the exact integer, rounded once. */
function exactCross(a: f64, b: f64, c: f64, d: f64): f64 {
  const ah = upper(a),
    bh = upper(b),
    ch = upper(c),
    dh = upper(d),
    al = a - ah,
    bl = b - bh,
    cl = c - ch,
    dl = d - dh;
  // multiples of 2^44, of 2^22 and of 1, none with more than 53 bits
  const large = ah * bh - ch * dh,
    middle = ah * bl + al * bh - (ch * dl + cl * dh),
    small = al * bl - cl * dl;
  // the rounding error of the larger sum (Knuth, TAOCP 2, 4.2.2), which is a multiple of 2^22 too
  const sum = large + middle,
    part = sum - large,
    error = large - (sum - part) + (middle - part);
  return sum + (error + small);
}
function windowSum(row: usize, x: i32, radius: i32): f64 {
  let sum: f64 = 0;
  for (let k = x; k <= x + 2 * radius; k++) sum += load<f64>(row + 8 * <usize>k);
  return sum;
}
/** Solves the marked columns of a row exactly. Eight bytes of 0 follow the marks. */
function solveMarked(sums: usize, width: i32, radius: i32, u: usize, v: usize, marks: usize): void {
  const count = width - 2 * (radius + 1);
  for (let k = 0; 2 * k < count; k++) {
    if ((k & 7) == 0 && load<u64>(marks + <usize>k) == 0) {
      k += 7;
      continue;
    }
    const mark = <i32>load<u8>(marks + <usize>k);
    if (mark & 1) solveColumn(sums, width, radius, 2 * k, u, v);
    if (mark & 2 && 2 * k + 1 < count) solveColumn(sums, width, radius, 2 * k + 1, u, v);
  }
}
function solveColumn(sums: usize, width: i32, radius: i32, x: i32, u: usize, v: usize): void {
  const row = sumBytes(width),
    first = x + 1;
  const a = windowSum(sums, first, radius),
    b = windowSum(sums + row, first, radius),
    c = windowSum(sums + 2 * row, first, radius),
    d = windowSum(sums + 3 * row, first, radius),
    e = windowSum(sums + 4 * row, first, radius);
  const det = <f32>exactCross(a, b, c, c),
    q: f32 = det == 0 ? 0 : <f32>2 / det,
    at = 4 * <usize>x;
  store<f32>(u + at, <f32>exactCross(b, d, c, e) * q);
  store<f32>(v + at, <f32>exactCross(a, e, c, d) * q);
}
