/**
 * Exact single-scale Lucas-Kanade on 8-bit frames (Lucas & Kanade, IJCAI 1981); the definition is in
 * ../method.ts.
 *
 * Units: frames are grey levels 0..255; u (right) and v (down) are the displacement from frame 1 to frame 2
 * in pixels.
 *
 * Exactness. Gradients stay un-halved (integers -255..255), so every window sum is an integer of at most
 * 255^2 * 91^2 < 2^30 for radius 45 and fits an i32. Un-halving scales det by 16 and the numerators by 8: the
 * quotient is multiplied by 2. Determinant and numerators are formed in f64 such that they are the exact
 * integer, rounded once:
 *   radius <= 16: every product is at most (255^2 * 33^2)^2 < 2^53, so f64 products and their difference
 *                 are exact;
 *   radius  > 16: one factor is split, a = ah * 2^15 + al. ah*b - ch*d and al*b - cl*d are then below 2^46,
 *                 hence exact, and their weighted sum is one f64 addition of exact terms, hence correctly
 *                 rounded (and zero exactly when the integer is zero).
 * The three values are then rounded to f32 and divided there: relative error below 4 * 2^-24 = 2.4e-7.
 *
 * Speed. A row of the frame is cut into four strips of SW columns; SIMD lane k walks strip k. Then
 *   - the vertical update of the five column sums is one i32x4.dot_i16x8_s each, of [new, old] with [new,
 *     -old]: the row that enters the window minus the row that leaves it;
 *   - the horizontal window is a running sum per lane: add column x, subtract column x - 2 radius;
 * so the cost does not depend on the radius, and the state is one row of column sums.
 * The left neighbours of strip k are the last columns of strip k-1: their column sums, rotated by one lane.
 *
 * Bands: a call computes output rows [y0, y1) on its own (it re-reads `radius` rows on either side), so
 * several threads can share a frame; the result does not depend on the split.
 *
 * Summaries: the same walk, whose rows are counted where they have been solved and go nowhere. Reliability needs
 * nothing but window sums that are there already. They are solved in f32 where that is good enough to be counted.
 */
import {
  isFormUnsure,
  isReliable,
  reachesForm,
  reliabilityForm,
  reliabilityOf,
  reliabilityScale,
  reliableEigenvalue,
} from "./quality";
import { countPixels, fastestSquare, hasFaster, isOfSquare, setFastest } from "./statistics";

/** Bytes of one column's five sums in four lanes. */
const COLUMN: usize = 80;
export const MAX_RADIUS: i32 = 45;
/** Bytes of one column of a transposed row pair: [strip 0 new, strip 0 old, strip 1 new, ...]. */
const PAIR: usize = 8;
/** Largest radius whose products are below 2^53. */
const MAX_PLAIN_RADIUS: i32 = 16;

@inline
function align(n: usize): usize {
  return (n + 63) & ~63;
}
/**
 * Columns of a strip; even because two columns are solved per step. Column 0 and W-1 never enter a window.
 */
@inline
function stripWidth(width: i32): i32 {
  return ((width - 1 + 3) / 4 + 1) & ~1;
}
/** A strip must hold the whole left halo of the next one and one 16-byte load. */
@inline
function stripsFit(width: i32, radius: i32): bool {
  const sw = stripWidth(width);
  return sw >= 2 * radius + 2 && sw >= 14;
}

@inline
function pairBytes(sw: usize): usize {
  return align((sw + 2) * PAIR + 64);
}
/** One solved row of all four strips. */
@inline
function rowBytes(sw: usize): usize {
  return align(sw * 16);
}
/** A byte for each column of a solved row, and eight more. */
@inline
function markBytes(sw: usize): usize {
  return align(sw + 8);
}
/** One solved row of a frame that is too narrow for strips, and zeros up to a whole step of the statistics. */
@inline
function narrowRowBytes(width: i32): usize {
  return align(<usize>(4 * width) + 32);
}

/** Scratch bytes that `lucasKanade` needs for a frame of this width (any radius up to 45). */
export function lucasKanadeScratchBytes(width: i32): i32 {
  const sw = <usize>stripWidth(width);
  let bytes: usize = 64;
  bytes += pairBytes(sw) * 4;
  bytes += align(<usize>width + 192) * 3;
  bytes += rowBytes(sw) * 3 + markBytes(sw);
  bytes += align((sw + <usize>(2 * MAX_RADIUS)) * COLUMN);
  return <i32>max(bytes, 64 + align(<usize>(width * 20)) + narrowRowBytes(width) * 3);
}

/**
 * Transposes one row pair into strips: `next` is the row that enters the window, `last` the one that leaves
 * it, both at the column before the strip. Writes SW + 2 columns of 8 bytes.
 */
function transposePair(next: usize, last: usize, sw: usize, out: usize): void {
  const n = sw + 2;
  const end = n - 16;
  let x: usize = 0;
  while (true) {
    if (x > end) x = end;
    const p = next + x,
      q = last + x;
    const n0 = v128.load(p),
      n1 = v128.load(p + sw),
      n2 = v128.load(p + 2 * sw),
      n3 = v128.load(p + 3 * sw);
    const o0 = v128.load(q),
      o1 = v128.load(q + sw),
      o2 = v128.load(q + 2 * sw),
      o3 = v128.load(q + 3 * sw);
    const o = out + x * PAIR;
    transpose8(
      interleaveLow8(n0, o0),
      interleaveLow8(n1, o1),
      interleaveLow8(n2, o2),
      interleaveLow8(n3, o3),
      o,
    );
    transpose8(
      interleaveHigh8(n0, o0),
      interleaveHigh8(n1, o1),
      interleaveHigh8(n2, o2),
      interleaveHigh8(n3, o3),
      o + 64,
    );
    if (x >= end) break;
    x += 16;
  }
}
@inline
function interleaveLow8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
@inline
function interleaveHigh8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
/** Eight columns of four strips: 16-bit [new, old] pairs, transposed. */
@inline
function transpose8(p0: v128, p1: v128, p2: v128, p3: v128, out: usize): void {
  const a0 = v128.shuffle<u16>(p0, p1, 0, 8, 1, 9, 2, 10, 3, 11),
    a1 = v128.shuffle<u16>(p0, p1, 4, 12, 5, 13, 6, 14, 7, 15);
  const b0 = v128.shuffle<u16>(p2, p3, 0, 8, 1, 9, 2, 10, 3, 11),
    b1 = v128.shuffle<u16>(p2, p3, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(out, v128.shuffle<u32>(a0, b0, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<u32>(a0, b0, 2, 6, 3, 7), 16);
  v128.store(out, v128.shuffle<u32>(a1, b1, 0, 4, 1, 5), 32);
  v128.store(out, v128.shuffle<u32>(a1, b1, 2, 6, 3, 7), 48);
}

// ---- column sums ------------------------------------------------------------------------------------------

/** [new, old] -> [new, -old] */
@inline
function negateOld(x: v128): v128 {
  return i16x8.mul(x, i16x8(1, -1, 1, -1, 1, -1, 1, -1));
}
@inline
function pair(p: usize): v128 {
  return v128.load_ext<u8>(p);
}
@inline
function accumulate(p: usize, offset: usize, a: v128, b: v128): void {
  v128.store(p + offset, i32x4.add(v128.load(p + offset), i32x4.dot_i16x8_s(a, b)));
}

/**
 * Moves the column sums one row down. `above`, `row`, `below` are transposed pairs of frame 1, `second` of
 * frame 2. With `fill` there is no row to leave the window yet, and the old halves are masked out.
 */
@inline
function updateColumns(
  sw: usize,
  above: usize,
  row: usize,
  below: usize,
  second: usize,
  sums: usize,
  fill: bool,
): void {
  const newOnly = i32x4.splat(0xffff);
  let left: v128,
    mid = pair(row),
    right = pair(row + PAIR);
  const end = sums + sw * COLUMN;
  row += 2 * PAIR;
  for (; sums < end; sums += COLUMN, row += PAIR, above += PAIR, below += PAIR, second += PAIR) {
    left = mid;
    mid = right;
    right = pair(row);
    let gx = i16x8.sub(right, left);
    let gy = i16x8.sub(v128.load_ext<u8>(below, PAIR), v128.load_ext<u8>(above, PAIR));
    let gt = i16x8.sub(mid, v128.load_ext<u8>(second, PAIR));
    if (fill) {
      gx = v128.and(gx, newOnly);
      gy = v128.and(gy, newOnly);
      gt = v128.and(gt, newOnly);
    }
    const nx = negateOld(gx),
      ny = negateOld(gy);
    accumulate(sums, 0, gx, nx);
    accumulate(sums, 16, gy, ny);
    accumulate(sums, 32, gx, ny);
    accumulate(sums, 48, gt, nx);
    accumulate(sums, 64, gt, ny);
  }
}
// One compiled loop each, so that the usual one carries no masks.
function fillColumns(sw: usize, above: usize, row: usize, below: usize, second: usize, sums: usize): void {
  updateColumns(sw, above, row, below, second, sums, true);
}
function moveColumns(sw: usize, above: usize, row: usize, below: usize, second: usize, sums: usize): void {
  updateColumns(sw, above, row, below, second, sums, false);
}

// ---- window sums and the 2x2 system -----------------------------------------------------------------------

@inline
function high(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1);
}
@inline
function toF64(x: v128): v128 {
  return f64x2.convert_low_i32x4_s(x);
}
@inline
function join(lo: v128, hi: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(lo), f32x4.demote_f64x2_zero(hi), 0, 2);
}
/*
 * Conversions that take less of the processor's one unit for most shuffles than its own instructions: the bits of
 * x, below the upper half of the bits of 2^52, are those of 2^52 + x.
 */
const TWO_52: f64 = 4503599627370496;
/** What sums that may be negative are increased by where they are converted so: 2^31. */
const BIAS: i32 = 1 << 31;
@inline
function offset52(isBiased: bool): v128 {
  return f64x2.splat(isBiased ? TWO_52 + 2147483648 : TWO_52);
}
@inline
function lowF64(x: v128, isBiased: bool): v128 {
  return f64x2.sub(v128.shuffle<u32>(x, i32x4.splat(0x43300000), 0, 4, 1, 5), offset52(isBiased));
}
@inline
function highF64(x: v128, isBiased: bool): v128 {
  return f64x2.sub(v128.shuffle<u32>(x, i32x4.splat(0x43300000), 2, 6, 3, 7), offset52(isBiased));
}
@inline
function crossF64(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d));
}
/**
 * a*b - c*d, exact while the products are below 2^53, of an `a` that is not negative and of sums with BIAS; b
 * without it where `square` says that neither b is negative.
 */
@inline
function crossPlain(a: v128, b: v128, c: v128, d: v128, square: bool): v128 {
  return join(
    crossF64(lowF64(a, false), lowF64(b, !square), lowF64(c, true), lowF64(d, true)),
    crossF64(highF64(a, false), highF64(b, !square), highF64(c, true), highF64(d, true)),
  );
}
/** a*b - c*d of lanes 0 and 1 for sums below 2^30: the exact integer, rounded once. */
@inline
function crossWide(a: v128, b: v128, c: v128, d: v128): v128 {
  const low15 = i32x4.splat(0x7fff);
  const bf = toF64(b),
    df = toF64(d);
  const hi = f64x2.sub(f64x2.mul(toF64(i32x4.shr_s(a, 15)), bf), f64x2.mul(toF64(i32x4.shr_s(c, 15)), df));
  const lo = f64x2.sub(f64x2.mul(toF64(v128.and(a, low15)), bf), f64x2.mul(toF64(v128.and(c, low15)), df));
  return f64x2.add(f64x2.mul(hi, f64x2.splat(32768)), lo);
}
@inline
function cross(a: v128, b: v128, c: v128, d: v128, wide: bool): v128 {
  if (!wide) return crossPlain(a, b, c, d, false);
  return join(crossWide(a, b, c, d), crossWide(high(a), high(b), high(c), high(d)));
}
@inline
function determinant(a: v128, b: v128, c: v128, wide: bool): v128 {
  return wide ? cross(a, b, c, c, true) : crossPlain(a, b, c, c, true);
}
/** 2 / det, and 0 where det is 0: then the flow is exactly 0 as well. */
@inline
function quotient(det: v128): v128 {
  return v128.and(f32x4.div(f32x4.splat(2), det), f32x4.ne(det, f32x4.splat(0)));
}
/** Two columns a, b of four strips, to the four rows parts `strip` bytes apart. */
@inline
function storeColumns(p: usize, strip: usize, a: v128, b: v128): void {
  const lo = v128.shuffle<u32>(a, b, 0, 4, 1, 5),
    hi = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
  v128.store64_lane(p, lo, 0);
  v128.store64_lane(p + strip, lo, 1);
  v128.store64_lane(p + 2 * strip, hi, 0);
  v128.store64_lane(p + 3 * strip, hi, 1);
}
/**
 * Solves one row: running window sums along the strips, two columns (eight pixels) a step, into the rows u,
 * v. Needs the left halo: column sums of the 2 * radius columns before each strip, at negative offsets of
 * `sums`.
 */
@inline
function solveColumns(sw: usize, radius: i32, sums: usize, u: usize, v: usize, wide: bool): void {
  const back = <usize>(2 * radius) * COLUMN,
    strip = sw * 4;
  const zero = i32x4.splat(0),
    bias = i32x4.splat(wide ? 0 : BIAS);
  let a = zero,
    b = zero,
    c = bias,
    d = bias,
    e = bias;
  for (let p = sums - back; p < sums; p += COLUMN) {
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
  }
  const end = sums + sw * COLUMN;
  for (let p = sums; p < end; p += 2 * COLUMN) {
    const m = p - back;
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
    const q0 = quotient(determinant(a, b, c, wide));
    const u0 = f32x4.mul(cross(b, d, c, e, wide), q0),
      v0 = f32x4.mul(cross(a, e, c, d, wide), q0);
    a = i32x4.sub(a, v128.load(m));
    b = i32x4.sub(b, v128.load(m, 16));
    c = i32x4.sub(c, v128.load(m, 32));
    d = i32x4.sub(d, v128.load(m, 48));
    e = i32x4.sub(e, v128.load(m, 64));

    a = i32x4.add(a, v128.load(p, 80));
    b = i32x4.add(b, v128.load(p, 96));
    c = i32x4.add(c, v128.load(p, 112));
    d = i32x4.add(d, v128.load(p, 128));
    e = i32x4.add(e, v128.load(p, 144));
    const q1 = quotient(determinant(a, b, c, wide));
    const u1 = f32x4.mul(cross(b, d, c, e, wide), q1),
      v1 = f32x4.mul(cross(a, e, c, d, wide), q1);
    storeColumns(u, strip, u0, u1);
    storeColumns(v, strip, v0, v1);
    u += 8;
    v += 8;
    a = i32x4.sub(a, v128.load(m, 80));
    b = i32x4.sub(b, v128.load(m, 96));
    c = i32x4.sub(c, v128.load(m, 112));
    d = i32x4.sub(d, v128.load(m, 128));
    e = i32x4.sub(e, v128.load(m, 144));
  }
}
function solvePlain(sw: usize, radius: i32, sums: usize, u: usize, v: usize): void {
  solveColumns(sw, radius, sums, u, v, false);
}
function solveWide(sw: usize, radius: i32, sums: usize, u: usize, v: usize): void {
  solveColumns(sw, radius, sums, u, v, true);
}

// ---- rows of a summary ------------------------------------------------------------------------------------

/** Largest (a + b)^2 / det, 2^10, whose system is solved in f32 for a summary; see summariseColumns. */
const MOST_CONDITION: f32 = 1024;

/**
 * Solves one row for a summary: into rows u and v of a lane for each strip, and into one that is `threshold` where
 * reliability reaches it, and 0 elsewhere.
 *
 * In f32: with t = a + b, products and their differences are off by at most 2^-22 t^2, and d and e are at most t |s|, s the flow
 * that they have. So where t^2 <= 2^10 det, the flow is off by at most 2^-11 of its length, and by 2^-20 as a rule; the bins of
 * the statistics are four times as wide. Elsewhere, and where `isReliable` is in doubt, the column is marked in `marks`, a
 * byte each, and `solveMarked` solves it in f64. Only of a window without any gradient, t = 0, nothing is in doubt.
 *
 * A loop of its own without any exception in it: with one, the compiler keeps all sums in memory.
 */
function summariseColumns(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  threshold: v128,
  least: v128,
  marks: usize,
): void {
  const back = <usize>(2 * radius) * COLUMN;
  const zero = i32x4.splat(0);
  let a = zero,
    b = zero,
    c = zero,
    d = zero,
    e = zero;
  for (let p = sums - back; p < sums; p += COLUMN) {
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
  }
  const end = sums + sw * COLUMN;
  for (let p = sums; p < end; p += COLUMN, u += 16, v += 16, reliability += 16, marks++) {
    const m = p - back;
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
    const A = f32x4.convert_i32x4_s(a),
      B = f32x4.convert_i32x4_s(b),
      C = f32x4.convert_i32x4_s(c);
    const det = f32x4.sub(f32x4.mul(A, B), f32x4.mul(C, C)),
      t = f32x4.add(A, B),
      square = f32x4.mul(t, t);
    const q = quotient(det);
    const D = f32x4.convert_i32x4_s(d),
      E = f32x4.convert_i32x4_s(e);
    v128.store(u, f32x4.mul(f32x4.sub(f32x4.mul(B, D), f32x4.mul(C, E)), q));
    v128.store(v, f32x4.mul(f32x4.sub(f32x4.mul(A, E), f32x4.mul(C, D)), q));
    const form = reliabilityForm(det, t, least);
    v128.store(reliability, v128.and(reachesForm(form, t, least), threshold));
    const unsure = v128.or(
      isFormUnsure(form, square),
      f32x4.lt(f32x4.mul(det, f32x4.splat(MOST_CONDITION)), square),
    );
    store<u8>(marks, i32x4.bitmask(unsure));
    a = i32x4.sub(a, v128.load(m));
    b = i32x4.sub(b, v128.load(m, 16));
    c = i32x4.sub(c, v128.load(m, 32));
    d = i32x4.sub(d, v128.load(m, 48));
    e = i32x4.sub(e, v128.load(m, 64));
  }
}

/** Solves the columns that summariseColumns has marked, exactly. Eight bytes of 0 follow the marks. */
function solveMarked(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  scale: v128,
  contrast: v128,
  threshold: v128,
  least: v128,
  marks: usize,
): void {
  const wide = radius > MAX_PLAIN_RADIUS;
  for (let x: usize = 0; x < sw; x++) {
    if ((x & 7) == 0 && load<u64>(marks + x) == 0) {
      x += 7;
      continue;
    }
    if (load<u8>(marks + x) == 0) continue;
    if (wide) solveColumn(x, radius, sums, u, v, reliability, scale, contrast, threshold, least, true);
    else solveColumn(x, radius, sums, u, v, reliability, scale, contrast, threshold, least, false);
  }
}
/** One column of four strips. */
@inline
function solveColumn(
  x: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  scale: v128,
  contrast: v128,
  threshold: v128,
  least: v128,
  wide: bool,
): void {
  const bias = i32x4.splat(wide ? 0 : BIAS);
  let a = i32x4.splat(0),
    b = a,
    c = bias,
    d = bias,
    e = bias;
  const last = sums + x * COLUMN;
  for (let p = last - <usize>(2 * radius) * COLUMN; p <= last; p += COLUMN) {
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
  }
  const det = determinant(a, b, c, wide),
    q = quotient(det);
  const at = 16 * x;
  v128.store(u + at, f32x4.mul(cross(b, d, c, e, wide), q));
  v128.store(v + at, f32x4.mul(cross(a, e, c, d, wide), q));
  // the exact integer, rounded: 0 only where the integer is
  const singular = f32x4.eq(det, f32x4.splat(0));
  const reaches = isReliable(a, b, v128.xor(c, bias), scale, contrast, threshold, least, singular);
  v128.store(reliability + at, v128.and(reaches, threshold));
}
/**
 * Zeroes what lies outside the valid region in a row of a lane for each strip: `before` columns of the first
 * strip, `after` columns of the last one.
 */
function zeroEnds(row: usize, sw: usize, before: i32, after: i32): void {
  for (let x = 0; x < before; x++) store<f32>(row + <usize>(16 * x), 0);
  for (let x = 1; x <= after; x++) store<f32>(row + 16 * sw - <usize>(16 * x), 0, 12);
}
/** The first column, counted over the strips, whose pixel counts and has this squared speed; there is one. */
function fastestColumn(
  u: usize,
  v: usize,
  reliability: usize,
  sw: usize,
  threshold: f32,
  all: bool,
  square: f32,
): i32 {
  for (let strip: usize = 0; strip < 4; strip++)
    for (let x: usize = 0; x < sw; x++) {
      const at = 16 * x + 4 * strip;
      if (isOfSquare(u + at, v + at, reliability + at, threshold, all, square)) return <i32>(strip * sw + x);
    }
  return 0;
}
/** The last 2 * radius columns of strip k are the left halo of strip k + 1: rotate them by one lane. */
function makeHalo(sw: usize, radius: i32, sums: usize): void {
  const from = sums + (sw - <usize>(2 * radius)) * COLUMN,
    to = sums - <usize>(2 * radius) * COLUMN;
  const bytes = <usize>(2 * radius) * COLUMN;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(from + i);
    v128.store(to + i, v128.shuffle<u32>(x, x, 3, 0, 1, 2));
  }
}

// ---- rows -------------------------------------------------------------------------------------------------

/**
 * Pointer to column -1 of a row. The outermost rows are copied, so that nothing outside the frame is read.
 */
@inline
function rowBefore(frame: usize, y: i32, width: i32, height: i32, copy: usize): usize {
  if (y > 0 && y < height - 1) return frame + <usize>(y * width) - 1;
  memory.copy(copy + 1, frame + <usize>(y * width), width);
  return copy;
}
function zeroRows(plane: usize, width: i32, y0: i32, y1: i32): void {
  if (y1 > y0) memory.fill(plane + <usize>(4 * width * y0), 0, <usize>(4 * width * (y1 - y0)));
}
/** Zeroes the columns left and right of the valid region. */
function zeroSides(plane: usize, width: i32, y0: i32, y1: i32, radius: i32): void {
  const border = <usize>(4 * (radius + 1));
  for (let y = y0; y < y1; y++) {
    const row = plane + <usize>(4 * width * y);
    memory.fill(row, 0, border);
    memory.fill(row + <usize>(4 * width) - border, 0, border);
  }
}
/** Copies the valid columns of a solved row into its plane. */
@inline
function storeRow(solved: usize, plane: usize, y: i32, width: i32, radius: i32): void {
  const border = <usize>(4 * (radius + 1));
  memory.copy(
    plane + <usize>(4 * width * y) + border,
    solved + <usize>(4 * (2 * radius + 1)),
    <usize>(4 * width) - 2 * border,
  );
}

/**
 * Output rows [y0, y1), all inside the valid region, by strips: into u and v, or, where those are null, into
 * the statistics.
 */
function solveStrips(
  frame1: usize,
  frame2: usize,
  width: i32,
  height: i32,
  radius: i32,
  y0: i32,
  y1: i32,
  u: usize,
  v: usize,
  scratch: usize,
  contrast: f32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  statistics: usize,
): void {
  const sw = <usize>stripWidth(width),
    n = 2 * radius + 1,
    wide = radius > MAX_PLAIN_RADIUS;
  const pairs = pairBytes(sw);
  let above = scratch,
    row = above + pairs,
    below = row + pairs;
  const second = below + pairs;
  const copyNew = second + pairs,
    copyOld = copyNew + align(<usize>width + 192),
    zeros = copyOld + align(<usize>width + 192);
  // Rows are solved here first, because strips overlap the border on both sides, and because one sequential
  // copy of a row is faster at 1080p than four streams into memory.
  const solvedU = zeros + align(<usize>width + 192),
    solvedV = solvedU + rowBytes(sw),
    reliability = solvedV + rowBytes(sw);
  const marks = reliability + rowBytes(sw),
    allSums = marks + markBytes(sw);
  const sums = allSums + <usize>(2 * radius) * COLUMN;
  memory.fill(copyNew, 0, 3 * align(<usize>width + 192));
  memory.fill(marks, 0, markBytes(sw));
  memory.fill(allSums, 0, (sw + <usize>(2 * radius)) * COLUMN);

  const scale = f32x4.splat(reliabilityScale(radius)),
    c0 = f32x4.splat(contrast),
    threshold0 = f32x4.splat(threshold),
    least = f32x4.splat(reliableEigenvalue(contrast, threshold, radius));

  const first = y0 - radius; // first gradient row of the window of the first output row
  for (let y = first - 1; y <= first; y++) {
    const t = above;
    above = row;
    row = below;
    below = t;
    transposePair(rowBefore(frame1, y, width, height, copyNew), zeros, sw, below);
  }
  for (let y = first; y < y1 + radius; y++) {
    const t = above;
    above = row;
    row = below;
    below = t;
    const filling = y - n < first;
    const oldBelow = filling
      ? y + 1 - n < first - 1
        ? zeros
        : rowBefore(frame1, y + 1 - n, width, height, copyOld)
      : frame1 + <usize>((y + 1 - n) * width) - 1;
    transposePair(rowBefore(frame1, y + 1, width, height, copyNew), oldBelow, sw, below);
    transposePair(
      rowBefore(frame2, y, width, height, copyNew),
      filling ? zeros : frame2 + <usize>((y - n) * width) - 1,
      sw,
      second,
    );
    if (filling) fillColumns(sw, above, row, below, second, sums);
    else moveColumns(sw, above, row, below, second, sums);
    const out = y - radius;
    if (out < y0) continue;
    makeHalo(sw, radius, sums);
    if (u == 0) {
      summariseColumns(sw, radius, sums, solvedU, solvedV, reliability, threshold0, least, marks);
      solveMarked(sw, radius, sums, solvedU, solvedV, reliability, scale, c0, threshold0, least, marks);
      const before = 2 * radius + 1,
        after = 4 * <i32>sw - (width - 1);
      zeroEnds(solvedU, sw, before, after);
      zeroEnds(solvedV, sw, before, after);
      zeroEnds(reliability, sw, before, after);
      countPixels(solvedU, solvedV, reliability, <i32>sw >> 1, threshold, all, movingSquare, statistics);
      if (hasFaster(statistics)) {
        const at = fastestColumn(solvedU, solvedV, reliability, sw, threshold, all, fastestSquare(statistics));
        setFastest(statistics, at - radius, out);
      }
      continue;
    }
    if (wide) solveWide(sw, radius, sums, solvedU, solvedV);
    else solvePlain(sw, radius, sums, solvedU, solvedV);
    storeRow(solvedU, u, out, width, radius);
    storeRow(solvedV, v, out, width, radius);
  }
}

/**
 * Frames too narrow for strips: the same sums one pixel at a time (f64 holds them exactly), the same exact
 * 2x2 system. Column sums are kept in i32 rows; each row adds the entering and subtracts the leaving gradient
 * row.
 */
function solveNarrow(
  frame1: usize,
  frame2: usize,
  width: i32,
  height: i32,
  radius: i32,
  y0: i32,
  y1: i32,
  u: usize,
  v: usize,
  sums: usize,
  contrast: f32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  statistics: usize,
): void {
  const n = 2 * radius + 1,
    first = y0 - radius,
    summary = u == 0;
  const rowU = sums + align(<usize>width * 20),
    rowV = rowU + narrowRowBytes(width),
    reliability = rowV + narrowRowBytes(width);
  const scale = f32x4.splat(reliabilityScale(radius)),
    c0 = f32x4.splat(contrast);
  memory.fill(sums, 0, align(<usize>width * 20) + 3 * narrowRowBytes(width));
  for (let y = first; y < y1 + radius; y++) {
    addGradientRow(frame1, frame2, width, y, 1, sums);
    if (y - n >= first) addGradientRow(frame1, frame2, width, y - n, -1, sums);
    const out = y - radius;
    if (out < y0) continue;
    let a = 0,
      b = 0,
      c = 0,
      d = 0,
      e = 0;
    for (let x = 1; x < width - 1; x++) {
      const p = sums + <usize>x * 20;
      a += load<i32>(p);
      b += load<i32>(p, 4);
      c += load<i32>(p, 8);
      d += load<i32>(p, 12);
      e += load<i32>(p, 16);
      if (x < n) continue;
      const A = i32x4.splat(a),
        B = i32x4.splat(b),
        C = i32x4.splat(c),
        D = i32x4.splat(d),
        E = i32x4.splat(e);
      const det = cross(A, B, C, C, true),
        q = quotient(det);
      const at = <usize>(4 * (summary ? x - n : out * width + x - radius));
      store<f32>((summary ? rowU : u) + at, f32x4.extract_lane(f32x4.mul(cross(B, D, C, E, true), q), 0));
      store<f32>((summary ? rowV : v) + at, f32x4.extract_lane(f32x4.mul(cross(A, E, C, D, true), q), 0));
      if (summary) {
        const singular = f32x4.eq(det, f32x4.splat(0));
        store<f32>(
          reliability + at,
          f32x4.extract_lane(reliabilityOf(A, B, C, scale, c0, singular), 0),
        );
      }
      const m = sums + <usize>(x - 2 * radius) * 20;
      a -= load<i32>(m);
      b -= load<i32>(m, 4);
      c -= load<i32>(m, 8);
      d -= load<i32>(m, 12);
      e -= load<i32>(m, 16);
    }
    if (summary) {
      const steps = (width - 1 - n + 7) >> 3;
      countPixels(rowU, rowV, reliability, steps, threshold, all, movingSquare, statistics);
      if (hasFaster(statistics)) {
        const square = fastestSquare(statistics);
        let x = 0;
        for (let p: usize = 0; !isOfSquare(rowU + p, rowV + p, reliability + p, threshold, all, square); p += 4) x++;
        setFastest(statistics, radius + 1 + x, out);
      }
    }
  }
}
function addGradientRow(frame1: usize, frame2: usize, width: i32, y: i32, sign: i32, sums: usize): void {
  for (let x = 1; x < width - 1; x++) {
    const p = frame1 + <usize>y * <usize>width + <usize>x,
      s = sums + <usize>x * 20;
    const gx = <i32>load<u8>(p + 1) - <i32>load<u8>(p - 1);
    const gy = <i32>load<u8>(p + <usize>width) - <i32>load<u8>(p - <usize>width);
    const gt = <i32>load<u8>(p) - <i32>load<u8>(frame2 + <usize>y * <usize>width + <usize>x);
    store<i32>(s, load<i32>(s) + sign * gx * gx);
    store<i32>(s, load<i32>(s, 4) + sign * gy * gy, 4);
    store<i32>(s, load<i32>(s, 8) + sign * gx * gy, 8);
    store<i32>(s, load<i32>(s, 12) + sign * gx * gt, 12);
    store<i32>(s, load<i32>(s, 16) + sign * gy * gt, 16);
  }
}

/**
 * Output rows [y0, y1) of u and v: planes of width x height f32, zero outside rows radius + 1 ..
 * height - 2 - radius and the same columns. 1 <= radius <= 45. `scratch`: lucasKanadeScratchBytes(width), one
 * per thread.
 */
export function lucasKanade(
  frame1: usize,
  frame2: usize,
  width: i32,
  height: i32,
  radius: i32,
  y0: i32,
  y1: i32,
  u: usize,
  v: usize,
  scratch: usize,
): void {
  const border = radius + 1;
  const empty = width <= 2 * border || height <= 2 * border;
  const first = empty ? y1 : min(y1, max(y0, border)),
    last = empty ? y1 : max(first, min(y1, height - border));
  const base = align(scratch);
  if (first < last) {
    const strips = stripsFit(width, radius);
    if (strips) solveStrips(frame1, frame2, width, height, radius, first, last, u, v, base, 0, 0, false, 0, 0);
    else solveNarrow(frame1, frame2, width, height, radius, first, last, u, v, base, 0, 0, false, 0, 0);
  }
  for (let k = 0; k < 2; k++) {
    const plane = k == 0 ? u : v;
    zeroRows(plane, width, y0, first);
    zeroRows(plane, width, last, y1);
    zeroSides(plane, width, first, last, radius);
  }
}

/**
 * Counts the valid region of a pair, which must not be empty, into a cleared block of statistics.ts: the flow of
 * lucasKanade and the reliability of reliabilityRows, but for the order of sums just what countRows counts in their
 * planes. `scratch` as for lucasKanade.
 */
export function lucasKanadeSummary(
  frame1: usize,
  frame2: usize,
  width: i32,
  height: i32,
  radius: i32,
  contrast: f32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  statistics: usize,
  scratch: usize,
): void {
  const border = radius + 1,
    y1 = height - border,
    base = align(scratch);
  if (stripsFit(width, radius)) {
    solveStrips(
      frame1,
      frame2,
      width,
      height,
      radius,
      border,
      y1,
      0,
      0,
      base,
      contrast,
      threshold,
      all,
      movingSquare,
      statistics,
    );
  } else {
    solveNarrow(
      frame1,
      frame2,
      width,
      height,
      radius,
      border,
      y1,
      0,
      0,
      base,
      contrast,
      threshold,
      all,
      movingSquare,
      statistics,
    );
  }
}
