/**
 * One row of strips for a summary, whose values are counted where they have been solved and go nowhere. Reliability needs
 * nothing but window sums that are there already. They are solved in f32 where that is good enough to be counted.
 */
import { align } from "./common";
import {
  countPixels,
  fastestSquare,
  hasFaster,
  isOfSquare,
  setFastest,
  thresholdOf,
} from "./statistics";
import { COLUMN, laneBytes, zeroEnds } from "./strips";
import { MAX_PLAIN_RADIUS, cross, quotient } from "./systems";
import {
  isFormUnsure,
  isReliable,
  reachesForm,
  reliabilityForm,
  reliabilityScale,
  reliableEigenvalue,
} from "./texture-reliability";

/** A byte for each column of a row, and eight more. */
@inline
function markBytes(sw: usize): usize {
  return align(sw + 8);
}
/** Scratch bytes of summariseRow; all 0 before its first row. */
export function summaryBytes(sw: usize): usize {
  return laneBytes(sw) * 3 + markBytes(sw);
}

/**
 * Counts row `y` of the flow, from its column sums (see strip-flow.ts), into a block of statistics.ts. `scratch`: summaryBytes(sw).
 */
export function summariseRow(
  sw: usize,
  width: i32,
  radius: i32,
  sums: usize,
  y: i32,
  contrast: f32,
  statistics: usize,
  scratch: usize,
): void {
  const u = scratch,
    v = u + laneBytes(sw),
    reliability = v + laneBytes(sw),
    marks = reliability + laneBytes(sw);
  const threshold = thresholdOf(statistics),
    threshold0 = f32x4.splat(threshold),
    least = f32x4.splat(reliableEigenvalue(contrast, threshold, radius));
  summariseColumns(sw, radius, sums, u, v, reliability, threshold0, least, marks);
  solveMarked(
    sw,
    radius,
    sums,
    u,
    v,
    reliability,
    f32x4.splat(reliabilityScale(radius)),
    f32x4.splat(contrast),
    threshold0,
    least,
    marks,
  );
  zeroEnds(u, sw, width, radius);
  zeroEnds(v, sw, width, radius);
  zeroEnds(reliability, sw, width, radius);
  countPixels(u, v, reliability, <i32>sw >> 1, statistics);
  if (!hasFaster(statistics)) return;
  setFastest(statistics, fastestColumn(u, v, reliability, sw, statistics) - radius, y);
}

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
  let p = sums;
  do {
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
    u += 16;
    v += 16;
    reliability += 16;
    marks++;
    p += COLUMN;
  } while (p < end);
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
  let a = i32x4.splat(0),
    b = a,
    c = a,
    d = a,
    e = a;
  const last = sums + x * COLUMN;
  for (let p = last - <usize>(2 * radius) * COLUMN; p <= last; p += COLUMN) {
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
  }
  const det = cross(a, b, c, c, wide),
    q = quotient(det);
  const at = 16 * x;
  v128.store(u + at, f32x4.mul(cross(b, d, c, e, wide), q));
  v128.store(v + at, f32x4.mul(cross(a, e, c, d, wide), q));
  // the exact integer, rounded: 0 only where the integer is
  const regular = f32x4.ne(det, f32x4.splat(0));
  const reaches = isReliable(a, b, c, scale, contrast, threshold, least, regular);
  v128.store(reliability + at, v128.and(reaches, threshold));
}
/** The first column, counted over the strips, whose pixel counts and has the greatest squared speed; there is one. */
function fastestColumn(u: usize, v: usize, reliability: usize, sw: usize, statistics: usize): i32 {
  const square = fastestSquare(statistics);
  for (let strip: usize = 0; strip < 4; strip++)
    for (let x: usize = 0; x < sw; x++) {
      const at = 16 * x + 4 * strip;
      if (isOfSquare(u + at, v + at, reliability + at, square, statistics)) return <i32>(strip * sw + x);
    }
  return 0;
}
