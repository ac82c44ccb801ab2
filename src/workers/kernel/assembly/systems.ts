/**
 * Four 2 x 2 systems at once, from the window sums a = gx^2, b = gy^2, c = gx gy, d = gx gt and e = gy gt, integers below 2^30
 * in magnitude. Determinant and numerators are formed in f64 such that they are the exact integer, rounded once:
 *   radius <= 16: every product is at most (255^2 * 33^2)^2 < 2^53, so f64 products and their difference
 *                 are exact;
 *   radius  > 16: one factor is split, a = ah * 2^15 + al. ah*b - ch*d and al*b - cl*d are then below 2^46,
 *                 hence exact, and their weighted sum is one f64 addition of exact terms, hence correctly
 *                 rounded (and zero exactly when the integer is zero).
 * The three values are then rounded to f32 and divided there: relative error below 4 * 2^-24 = 2.4e-7.
 */

/** Largest radius whose products are below 2^53. */
export const MAX_PLAIN_RADIUS: i32 = 16;

@inline
function high(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1);
}
@inline
export function lowF64(x: v128): v128 {
  return f64x2.convert_low_i32x4_s(x);
}
@inline
export function highF64(x: v128): v128 {
  return lowF64(high(x));
}
@inline
export function join(lo: v128, hi: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(lo), f32x4.demote_f64x2_zero(hi), 0, 2);
}
@inline
export function crossF64(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d));
}
/** a*b - c*d of lanes 0 and 1 for sums below 2^30: the exact integer, rounded once. */
@inline
function crossWide(a: v128, b: v128, c: v128, d: v128): v128 {
  const low15 = i32x4.splat(0x7fff);
  const bf = lowF64(b),
    df = lowF64(d);
  const hi = crossF64(lowF64(i32x4.shr_s(a, 15)), bf, lowF64(i32x4.shr_s(c, 15)), df),
    lo = crossF64(lowF64(v128.and(a, low15)), bf, lowF64(v128.and(c, low15)), df);
  return f64x2.add(f64x2.mul(hi, f64x2.splat(32768)), lo);
}
/** a*b - c*d as f32; `wide` beyond MAX_PLAIN_RADIUS. */
@inline
export function cross(a: v128, b: v128, c: v128, d: v128, wide: bool): v128 {
  return wide
    ? join(crossWide(a, b, c, d), crossWide(high(a), high(b), high(c), high(d)))
    : join(
        crossF64(lowF64(a), lowF64(b), lowF64(c), lowF64(d)),
        crossF64(highF64(a), highF64(b), highF64(c), highF64(d)),
      );
}
/** 2 / det, and 0 where det is 0: then the flow is exactly 0 as well. */
@inline
export function quotient(det: v128): v128 {
  return v128.and(f32x4.div(f32x4.splat(2), det), f32x4.ne(det, f32x4.splat(0)));
}
