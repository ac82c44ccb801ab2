/**
 * Single-scale Lucas-Kanade on frames of 16 bits a sample, its reliability, and its summary; the definition is in ../method.ts.
 * What lucas-kanade.ts does for bytes, for samples of any depth up to 16 bits: the values say by themselves how deep they are.
 *
 * Exactness. Gradients stay un-halved: integers of at most 65535, whose products are below 2^32 and whose window sums below
 * 2^32 * 91^2 < 2^46. All of them are doubles that hold integers, so every sum is exact in whatever order, and bands cannot
 * change it. Determinant and numerators are differences of two products below 2^92:
 *   as a rule     they are formed in f64, of which each is off by at most 3 * 2^-53 (a + b)^2, for the numerators times the
 *                 flow's length |s|. Where (a + b)^2 <= 2^24 det, that is below 2^-27 det (or det |s|).
 *   elsewhere     the column is marked and solved again: factors are split into multiples of 2^22 and rests, whose products are
 *                 exact, and summed such that the result is the exact integer, rounded once, and 0 exactly where that is 0.
 * The three values are then rounded to f32 and divided there. So a component is off by at most 4 * 2^-24 of itself and 2^-26
 * of the flow's length, and a singular system has the flow 0.
 *
 * Rows of column sums slide down the frame, and a running sum along them makes the window: cost independent of the radius.
 */
import { align, high16, low16 } from "./common";
import { reliabilityScale } from "./texture-reliability";
import { countPixels, countRows, fastestSquare, hasFaster, isOfSquare, setFastest } from "./statistics";
import { endValid, firstValid, zeroRows } from "./planes";

/** Sums of gx^2, gy^2, gx gy, gx gt and gy gt: a row of f64 each. */
const SUMS: usize = 5;
/** Columns that steps of four may look at behind the last one. */
const SLACK: i32 = 8;
/** Largest (a + b)^2 / det, 2^24, whose system plain products solve. */
const MOST_CONDITION: f64 = 16777216;
/** Added and taken away again, it leaves of a sum the nearest multiple of 2^22. */
const SPLIT: f64 = 2.8334198897217871282176e22; // 1.5 * 2^74

@inline
function sumBytes(width: i32): usize {
  return align(8 * <usize>(width + SLACK));
}
/** A row of results. */
@inline
function rowBytes(width: i32): usize {
  return align(4 * <usize>(width + SLACK));
}
/** A byte for four columns, and eight more. */
@inline
function markBytes(width: i32): usize {
  return align((<usize>width >> 2) + 16);
}

/** Scratch bytes that the functions here need for a frame of this width, one per thread. */
export function deepScratchBytes(width: i32): i32 {
  return <i32>(64 + SUMS * sumBytes(width) + 4 * rowBytes(width) + markBytes(width));
}

// ---- column sums ------------------------------------------------------------------------------------------

@inline
function samples(p: usize): v128 {
  return v128.load_ext<u16>(p);
}
@inline
function low(x: v128): v128 {
  return f64x2.convert_low_i32x4_s(x);
}
@inline
function high(x: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<u64>(x, x, 1, 1));
}
/** Adds a b - c d. */
@inline
function accumulate(p: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(p, f64x2.add(v128.load(p), f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d))));
}
@inline
function accumulateAll(
  p: usize,
  row: usize,
  x: v128,
  y: v128,
  t: v128,
  oldX: v128,
  oldY: v128,
  oldT: v128,
): void {
  accumulate(p, x, x, oldX, oldX);
  accumulate(p + row, y, y, oldY, oldY);
  accumulate(p + 2 * row, x, y, oldX, oldY);
  accumulate(p + 3 * row, x, t, oldX, oldT);
  accumulate(p + 4 * row, y, t, oldY, oldT);
}

/**
 * Moves the column sums one row down: gradients of row `next` of the frames enter, those of row `old` leave. Rows lie `stride` bytes
 * apart; with an `oldStride` of 0, `old` and `oldSecond` are a row of zeros.
 */
function slideColumns(
  next: usize,
  nextSecond: usize,
  stride: usize,
  old: usize,
  oldSecond: usize,
  oldStride: usize,
  width: i32,
  sums: usize,
): void {
  const row = sumBytes(width);
  let x = 1;
  for (; x + 5 <= width; x += 4) {
    const at = 2 * <usize>x,
      p = next + at,
      q = old + at,
      s = sums + 4 * at;
    const gx = i32x4.sub(samples(p + 2), samples(p - 2)),
      gy = i32x4.sub(samples(p + stride), samples(p - stride)),
      gt = i32x4.sub(samples(p), samples(nextSecond + at));
    const ox = i32x4.sub(samples(q + 2), samples(q - 2)),
      oy = i32x4.sub(samples(q + oldStride), samples(q - oldStride)),
      ot = i32x4.sub(samples(q), samples(oldSecond + at));
    accumulateAll(s, row, low(gx), low(gy), low(gt), low(ox), low(oy), low(ot));
    accumulateAll(s + 16, row, high(gx), high(gy), high(gt), high(ox), high(oy), high(ot));
  }
  slideRest(next, nextSecond, stride, old, oldSecond, oldStride, x, width, sums);
}

/** The same of rows without samples above 32767: gradients are numbers of 16 bits, and a product that enters less one that leaves of 32. */
function slideShallow(
  next: usize,
  nextSecond: usize,
  stride: usize,
  old: usize,
  oldSecond: usize,
  oldStride: usize,
  width: i32,
  sums: usize,
): void {
  const row = sumBytes(width),
    signs = i16x8(1, -1, 1, -1, 1, -1, 1, -1);
  let x = 1;
  for (; x + 9 <= width; x += 8) {
    const at = 2 * <usize>x,
      p = next + at,
      q = old + at,
      s = sums + 4 * at;
    const gx = i16x8.sub(v128.load(p + 2), v128.load(p - 2)),
      gy = i16x8.sub(v128.load(p + stride), v128.load(p - stride)),
      gt = i16x8.sub(v128.load(p), v128.load(nextSecond + at));
    const ox = i16x8.sub(v128.load(q + 2), v128.load(q - 2)),
      oy = i16x8.sub(v128.load(q + oldStride), v128.load(q - oldStride)),
      ot = i16x8.sub(v128.load(q), v128.load(oldSecond + at));
    addShallow(s, row, low16(gx, ox), low16(gy, oy), low16(gt, ot), signs);
    addShallow(s + 32, row, high16(gx, ox), high16(gy, oy), high16(gt, ot), signs);
  }
  slideRest(next, nextSecond, stride, old, oldSecond, oldStride, x, width, sums);
}
/** Four columns of [new, old] gradients. */
@inline
function addShallow(p: usize, row: usize, x: v128, y: v128, t: v128, signs: v128): void {
  const nx = i16x8.mul(x, signs),
    ny = i16x8.mul(y, signs);
  addProducts(p, i32x4.dot_i16x8_s(x, nx));
  addProducts(p + row, i32x4.dot_i16x8_s(y, ny));
  addProducts(p + 2 * row, i32x4.dot_i16x8_s(x, ny));
  addProducts(p + 3 * row, i32x4.dot_i16x8_s(t, nx));
  addProducts(p + 4 * row, i32x4.dot_i16x8_s(t, ny));
}
@inline
function addProducts(p: usize, x: v128): void {
  v128.store(p, f64x2.add(v128.load(p), low(x)));
  v128.store(p, f64x2.add(v128.load(p, 16), high(x)), 16);
}
/** Whether no sample of a row is above 32767. */
function isShallow(row: usize, width: i32): bool {
  let any = i16x8.splat(0),
    x = 0;
  for (; x + 8 <= width; x += 8) any = v128.or(any, v128.load(row + 2 * <usize>x));
  let rest: u32 = 0;
  for (; x < width; x++) rest |= load<u16>(row + 2 * <usize>x);
  return i16x8.bitmask(any) == 0 && rest <= 32767;
}

/** The columns from x on. */
function slideRest(
  next: usize,
  nextSecond: usize,
  stride: usize,
  old: usize,
  oldSecond: usize,
  oldStride: usize,
  x: i32,
  width: i32,
  sums: usize,
): void {
  const row = sumBytes(width);
  for (; x + 1 < width; x++) {
    addColumn(next, nextSecond, stride, x, 1, sums, row);
    addColumn(old, oldSecond, oldStride, x, -1, sums, row);
  }
}
function addColumn(
  first: usize,
  second: usize,
  stride: usize,
  x: i32,
  sign: f64,
  sums: usize,
  row: usize,
): void {
  const p = first + 2 * <usize>x,
    s = sums + 8 * <usize>x;
  const gx = <f64>(<i32>load<u16>(p + 2) - <i32>load<u16>(p - 2)),
    gy = <f64>(<i32>load<u16>(p + stride) - <i32>load<u16>(p - stride)),
    gt = <f64>(<i32>load<u16>(p) - <i32>load<u16>(second + 2 * <usize>x));
  store<f64>(s, load<f64>(s) + sign * gx * gx);
  store<f64>(s + row, load<f64>(s + row) + sign * gy * gy);
  store<f64>(s + 2 * row, load<f64>(s + 2 * row) + sign * gx * gy);
  store<f64>(s + 3 * row, load<f64>(s + 3 * row) + sign * gx * gt);
  store<f64>(s + 4 * row, load<f64>(s + 4 * row) + sign * gy * gt);
}

// ---- window sums ------------------------------------------------------------------------------------------

/** Columns x and x + 1: what enters the window minus what leaves it, and the same of both. */
@inline
function step(enter: usize, leave: usize): v128 {
  const d = f64x2.sub(v128.load(enter), v128.load(leave));
  return f64x2.add(d, v128.shuffle<u64>(f64x2.splat(0), d, 1, 2));
}
@inline
function last(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1);
}
/** The sum of columns [0, 2 radius], in both lanes: one step before the first window. */
@inline
function beforeFirst(row: usize, radius: i32): v128 {
  let sum: f64 = 0;
  for (let x = 0; x <= 2 * radius; x++) sum += load<f64>(row + 8 * <usize>x);
  return f64x2.splat(sum);
}
@inline
function cross(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d));
}
@inline
function join(lo: v128, hi: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(lo), f32x4.demote_f64x2_zero(hi), 0, 2);
}
@inline
function isDoubtful(a: v128, b: v128, det: v128): v128 {
  const t = f64x2.add(a, b);
  return f64x2.gt(f64x2.mul(t, t), f64x2.mul(det, f64x2.splat(MOST_CONDITION)));
}
/** 2 / det, and 0 where det is 0. */
@inline
function quotient(det: v128): v128 {
  return v128.and(f32x4.div(f32x4.splat(2), det), f32x4.ne(det, f32x4.splat(0)));
}

/** Solves the valid columns of a row, from radius + 1 on, into u and v, and marks those that are to be solved exactly. */
function solveRow(sums: usize, width: i32, radius: i32, u: usize, v: usize, marks: usize): void {
  const row = sumBytes(width),
    count = width - 2 * (radius + 1),
    side = 8 * <usize>(2 * radius + 1);
  let a = beforeFirst(sums, radius),
    b = beforeFirst(sums + row, radius),
    c = beforeFirst(sums + 2 * row, radius),
    d = beforeFirst(sums + 3 * row, radius),
    e = beforeFirst(sums + 4 * row, radius);
  let p = sums + side;
  for (let x = 0; x < count; x += 4, p += 32, u += 16, v += 16, marks++) {
    const q = p - side;
    const a0 = f64x2.add(a, step(p, q)),
      b0 = f64x2.add(b, step(p + row, q + row)),
      c0 = f64x2.add(c, step(p + 2 * row, q + 2 * row)),
      d0 = f64x2.add(d, step(p + 3 * row, q + 3 * row)),
      e0 = f64x2.add(e, step(p + 4 * row, q + 4 * row));
    const det0 = cross(a0, b0, c0, c0),
      u0 = cross(b0, d0, c0, e0),
      v0 = cross(a0, e0, c0, d0),
      doubt0 = isDoubtful(a0, b0, det0);
    const a1 = f64x2.add(last(a0), step(p + 16, q + 16)),
      b1 = f64x2.add(last(b0), step(p + row + 16, q + row + 16)),
      c1 = f64x2.add(last(c0), step(p + 2 * row + 16, q + 2 * row + 16)),
      d1 = f64x2.add(last(d0), step(p + 3 * row + 16, q + 3 * row + 16)),
      e1 = f64x2.add(last(e0), step(p + 4 * row + 16, q + 4 * row + 16));
    const det1 = cross(a1, b1, c1, c1),
      doubt1 = isDoubtful(a1, b1, det1);
    const det = quotient(join(det0, det1));
    v128.store(u, f32x4.mul(join(u0, cross(b1, d1, c1, e1)), det));
    v128.store(v, f32x4.mul(join(v0, cross(a1, e1, c1, d1)), det));
    store<u8>(marks, i64x2.bitmask(doubt0) | (i64x2.bitmask(doubt1) << 2));
    a = last(a1);
    b = last(b1);
    c = last(c1);
    d = last(d1);
    e = last(e1);
  }
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
  for (let k = 0; 4 * k < count; k++) {
    if ((k & 7) == 0 && load<u64>(marks + <usize>k) == 0) {
      k += 7;
      continue;
    }
    const mark = <i32>load<u8>(marks + <usize>k);
    for (let lane = 0; mark >> lane != 0; lane++)
      if ((mark >> lane) & 1) solveColumn(sums, width, radius, 4 * k + lane, u, v);
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

/** Below this share of the product of the diagonal, 2^-44, a determinant is 0, or so small that reliability is. */
const SINGULAR: f64 = 5.684341886080802e-14;

/** Reliability as of quality.ts, from the sums of gx^2, gy^2 and gx gy. */
@inline
function reliabilityOf(a: v128, b: v128, c: v128, scale: v128, contrast: v128): v128 {
  const half = f64x2.splat(0.5),
    zero = f64x2.splat(0);
  const xx = f64x2.mul(a, scale),
    yy = f64x2.mul(b, scale),
    xy = f64x2.mul(c, scale);
  const mean = f64x2.mul(f64x2.add(xx, yy), half),
    diff = f64x2.mul(f64x2.sub(xx, yy), half),
    larger = f64x2.add(mean, f64x2.sqrt(f64x2.add(f64x2.mul(diff, diff), f64x2.mul(xy, xy))));
  const product = f64x2.mul(xx, yy),
    det = f64x2.pmax(zero, f64x2.sub(product, f64x2.mul(xy, xy)));
  // the mask also takes out the 0 / 0 of flat windows
  const regular = f64x2.gt(det, f64x2.mul(product, f64x2.splat(SINGULAR)));
  return v128.and(f64x2.div(det, f64x2.add(det, f64x2.mul(contrast, larger))), regular);
}
/** The reliability of the valid columns of a row, from radius + 1 on. */
function judgeRow(sums: usize, width: i32, radius: i32, contrast: f64, out: usize): void {
  const row = sumBytes(width),
    count = width - 2 * (radius + 1),
    side = 8 * <usize>(2 * radius + 1);
  const scale = f64x2.splat(<f64>reliabilityScale(radius)),
    c0 = f64x2.splat(contrast);
  let a = beforeFirst(sums, radius),
    b = beforeFirst(sums + row, radius),
    c = beforeFirst(sums + 2 * row, radius);
  let p = sums + side;
  for (let x = 0; x < count; x += 4, p += 32, out += 16) {
    const q = p - side;
    a = f64x2.add(a, step(p, q));
    b = f64x2.add(b, step(p + row, q + row));
    c = f64x2.add(c, step(p + 2 * row, q + 2 * row));
    const r0 = reliabilityOf(a, b, c, scale, c0);
    a = f64x2.add(last(a), step(p + 16, q + 16));
    b = f64x2.add(last(b), step(p + row + 16, q + row + 16));
    c = f64x2.add(last(c), step(p + 2 * row + 16, q + 2 * row + 16));
    v128.store(out, join(r0, reliabilityOf(a, b, c, scale, c0)));
    a = last(a);
    b = last(b);
    c = last(c);
  }
}

// ---- rows -------------------------------------------------------------------------------------------------

/** Zeroes what steps of four have written behind the last column, up to a whole step of the statistics. */
function endRow(row: usize, count: i32): void {
  memory.fill(row + 4 * <usize>count, 0, 4 * <usize>SLACK);
}
/** Writes a row of a plane: the solved columns, and zeros beside them. */
function storeRow(solved: usize, plane: usize, y: i32, width: i32, radius: i32): void {
  const border = 4 * <usize>(radius + 1),
    row = plane + 4 * <usize>width * <usize>y,
    bytes = 4 * <usize>width;
  memory.fill(row, 0, border);
  memory.copy(row + border, solved, bytes - 2 * border);
  memory.fill(row + bytes - border, 0, border);
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
    marks = zeros + rowBytes(width);
  const n = 2 * radius + 1,
    stride = 2 * <usize>width,
    start = y0 - radius,
    isSummary = u == 0 && reliability == 0;
  memory.fill(sums, 0, SUMS * sumBytes(width));
  memory.fill(zeros, 0, rowBytes(width) + markBytes(width));
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
    if (u != 0 || isSummary) {
      solveRow(sums, width, radius, rowU, rowV, marks);
      solveMarked(sums, width, radius, rowU, rowV, marks);
    }
    if (reliability != 0 || isSummary) judgeRow(sums, width, radius, contrast, rowR);
    if (isSummary) {
      summariseRow(rowU, rowV, rowR, width, radius, out, statistics);
      continue;
    }
    if (u != 0) {
      storeRow(rowU, u, out, width, radius);
      storeRow(rowV, v, out, width, radius);
    }
    if (reliability != 0) storeRow(rowR, reliability, out, width, radius);
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
  countPixels(u, v, reliability, (count + 7) >> 3, statistics);
  if (!hasFaster(statistics)) return;
  const square = fastestSquare(statistics);
  let x: usize = 0;
  while (!isOfSquare(u + x, v + x, reliability + x, square, statistics)) x += 4;
  setFastest(statistics, radius + 1 + <i32>(x >> 2), y);
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
