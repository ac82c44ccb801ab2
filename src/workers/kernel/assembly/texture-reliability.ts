/**
 * Reliability of a pixel's texture: l / (l + contrast), l the smaller eigenvalue of the structure tensor of the frame averaged
 * over the window of (2 radius + 1)^2 pixels, grey^2 / px^2; contrast > 0. It is computed from the integer sums of un-halved
 * gradients over the window.
 *
 * l = det / (larger eigenvalue) spares the difference of two large numbers, and is 0 exactly where det is 0.
 */

/** What makes a mean of half gradients of a window sum. */
@inline
export function reliabilityScale(radius: i32): f32 {
  const n = 2 * radius + 1;
  return 0.25 / <f32>(n * n);
}
/**
 * Reliability of four windows from the sums of gx^2, gy^2 and gx gy; 0 where not `regular`: a b == c^2. Means are halved, and
 * det and contrast quartered, which changes no bit of the quotient and spares products.
 */
@inline
export function reliabilityOf(a: v128, b: v128, c: v128, scale: v128, contrast: v128, regular: v128): v128 {
  const halfScale = f32x4.mul(scale, f32x4.splat(0.5)),
    share = f32x4.mul(contrast, f32x4.splat(0.25));
  const xx = f32x4.mul(f32x4.convert_i32x4_s(a), halfScale),
    yy = f32x4.mul(f32x4.convert_i32x4_s(b), halfScale),
    xy = f32x4.mul(f32x4.convert_i32x4_s(c), halfScale);
  const diff = f32x4.sub(xx, yy),
    square = f32x4.mul(xy, xy);
  const root = f32x4.sqrt(f32x4.add(f32x4.mul(diff, diff), f32x4.mul(square, f32x4.splat(4)))),
    larger = f32x4.add(f32x4.add(xx, yy), root),
    det = f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.mul(xx, yy), square));
  // the mask also takes out the 0 / 0 of flat windows
  return v128.and(f32x4.div(det, f32x4.add(det, f32x4.mul(share, larger))), regular);
}
/**
 * The smaller eigenvalue of window sums from which on reliability reaches `threshold`, which is below 1:
 * l / (l + contrast) >= threshold.
 */
@inline
export function reliableEigenvalue(contrast: f32, threshold: f32, radius: i32): f32 {
  const least = (<f64>contrast * <f64>threshold) / (1 - <f64>threshold);
  return <f32>(least / <f64>reliabilityScale(radius));
}
/** Below this share of (a + b)^2, 2^-18, the form in isReliable is not trusted. */
const MARGIN: f32 = 3.814697265625e-6;
/**
 * Whether reliabilityOf is at least `threshold`, in each lane, most often without its root and quotient. `least` is
 * the reliableEigenvalue.
 *
 * With eigenvalues k >= l of the sums and t = k + l = a + b, l >= m says that (k - m) (l - m) = a b - c^2 + m (m - t) is
 * not negative and t >= 2 m. In units of e = 2^-24, the rounding of an f32, that form is off by at most 4 e t^2 where it
 * is close to 0, as m is at most about t / 2 there. reliabilityOf takes the wrong side only where k |l - m| is below
 * 3 e t^2 (of its determinant) + 16 e m k (of the rest), that is |l - m| < 14 e t, and then |(k - m) (l - m)| is
 * below 14 e t^2. Beyond MARGIN, 64 e t^2, both say the same. There t >= 2 m is no question either: where t is
 * close to 2 m the form is negative, or close to 0.
 */
@inline
export function isReliable(
  a: v128,
  b: v128,
  c: v128,
  scale: v128,
  contrast: v128,
  threshold: v128,
  least: v128,
  regular: v128,
): v128 {
  const A = f32x4.convert_i32x4_s(a),
    B = f32x4.convert_i32x4_s(b),
    C = f32x4.convert_i32x4_s(c);
  const t = f32x4.add(A, B);
  const form = reliabilityForm(f32x4.sub(f32x4.mul(A, B), f32x4.mul(C, C)), t, least);
  if (v128.any_true(isFormUnsure(form, f32x4.mul(t, t)))) {
    return f32x4.ge(reliabilityOf(a, b, c, scale, contrast, regular), threshold);
  }
  return reachesForm(form, t, least);
}
/** The form of isReliable, from a b - c^2, a + b and the least eigenvalue. */
@inline
export function reliabilityForm(det: v128, t: v128, least: v128): v128 {
  return f32x4.add(det, f32x4.mul(least, f32x4.sub(least, t)));
}
/** Where the form is too close to 0 to be trusted; `square` is (a + b)^2. */
@inline
export function isFormUnsure(form: v128, square: v128): v128 {
  // Not below it, so that a flat window is no question.
  return f32x4.lt(f32x4.abs(form), f32x4.mul(square, f32x4.splat(MARGIN)));
}
/** What isReliable says where the form can be trusted. */
@inline
export function reachesForm(form: v128, t: v128, least: v128): v128 {
  return v128.and(f32x4.gt(form, f32x4.splat(0)), f32x4.ge(f32x4.sub(t, least), least));
}
