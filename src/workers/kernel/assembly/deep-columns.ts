/**
 * Column sums of frames of 16 bits a sample: for each column, the sums of gx^2, gy^2, gx gy, gx gt and gy gt over the rows of a
 * window, a row of f64 each, which hold integers.
 */
import { align, high16, low16 } from "./common";
import { highF64, lowF64 } from "./systems";

/** How many sums a column has. */
export const SUMS: usize = 5;
/** Columns that steps of four may look at behind the last one. */
export const SLACK: i32 = 8;

/** Bytes of one row of sums. */
@inline
export function sumBytes(width: i32): usize {
  return align(8 * <usize>(width + SLACK));
}

@inline
function samples(p: usize): v128 {
  return v128.load_ext<u16>(p);
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
export function slideColumns(
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
    accumulateAll(s, row, lowF64(gx), lowF64(gy), lowF64(gt), lowF64(ox), lowF64(oy), lowF64(ot));
    accumulateAll(s + 16, row, highF64(gx), highF64(gy), highF64(gt), highF64(ox), highF64(oy), highF64(ot));
  }
  slideRest(next, nextSecond, stride, old, oldSecond, oldStride, x, width, sums);
}

/** The same of rows without samples above 32767: gradients are numbers of 16 bits, and a product that enters less one that leaves of 32. */
export function slideShallow(
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
  v128.store(p, f64x2.add(v128.load(p), lowF64(x)));
  v128.store(p, f64x2.add(v128.load(p, 16), highF64(x)), 16);
}
/** Whether no sample of a row is above 32767. */
export function isShallow(row: usize, width: i32): bool {
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
