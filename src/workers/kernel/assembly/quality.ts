/**
 * Quality measures of a flow, one value per pixel, on bands of rows: the reliability of a pixel's texture,
 * and the error of following the flow forward and back again.
 */
import { align, even32, high16, low16 } from "./common";

/** Bytes of zeros to the left of the column sums: a running sum starts 48 columns early and looks back 46. */
const PAD: usize = 512;

@inline
function rowBytes(width: i32): usize {
  return align(<usize>(4 * width) + PAD + 256);
}

/** Scratch bytes that `reliabilityRows` needs for a frame of this width, one per thread. */
export function reliabilityScratchBytes(width: i32): i32 {
  return <i32>(rowBytes(width) * 3 + 64);
}

/**
 * Reliability of rows [y0, y1): l / (l + contrast), l the smaller eigenvalue of the structure tensor of the
 * frame averaged over (2 radius + 1)^2 pixels, grey^2 / px^2. The image is replicated at its border; a window
 * that reaches beyond it counts zeros there. 1 <= radius <= 45; contrast > 0.
 *
 * Sums are integers of un-halved gradients, at most 255^2 * 91^2 < 2^30: exact, and independent of bands.
 * l = det / (larger eigenvalue) spares the difference of two large numbers, and is 0 exactly where det is 0.
 */
export function reliabilityRows(
  frame: usize,
  width: i32,
  height: i32,
  radius: i32,
  contrast: f32,
  out: usize,
  scratch: usize,
  y0: i32,
  y1: i32,
): void {
  const n = 2 * radius + 1,
    row = rowBytes(width);
  const scale = f32x4.splat(reliabilityScale(radius)),
    c0 = f32x4.splat(contrast);
  memory.fill(align(scratch), 0, 3 * row);
  const sums = align(scratch) + PAD;
  for (let y = y0 - radius; y < y1 + radius; y++) {
    const entering = y >= 0 && y < height,
      leaving = y - n >= max(0, y0 - radius);
    if (entering && leaving) slideProducts(frame, width, height, y, y - n, sums, row);
    else if (entering) addProducts(frame, width, height, y, 1, 0, sums, row);
    else if (leaving) addProducts(frame, width, height, y - n, -1, 0, sums, row);
    const at = y - radius;
    if (at < y0) continue;
    let a = i32x4.splat(0),
      b = a,
      c = a;
    const p = out + <usize>(4 * at * width);
    for (let x = -((radius + 4) & ~3); x < width; x += 4) {
      const enter = sums + 4 * (x + radius),
        leave = sums + 4 * (x - radius - 1);
      a = window(enter, leave, a);
      b = window(enter + row, leave + row, b);
      c = window(enter + 2 * row, leave + 2 * row, c);
      if (x < 0) continue;
      const r = reliabilityOf(a, b, c, scale, c0, isSingular(a, b, c));
      if (x + 4 <= width) v128.store(p + <usize>(4 * x), r);
      else {
        store<f32>(p + <usize>(4 * x), f32x4.extract_lane(r, 0));
        if (x + 1 < width) store<f32>(p + <usize>(4 * x), f32x4.extract_lane(r, 1), 4);
        if (x + 2 < width) store<f32>(p + <usize>(4 * x), f32x4.extract_lane(r, 2), 8);
      }
    }
  }
}
/** What makes a mean of half gradients of a window sum. */
@inline
export function reliabilityScale(radius: i32): f32 {
  const n = 2 * radius + 1;
  return 0.25 / <f32>(n * n);
}
/** Reliability of four windows from the sums of gx^2, gy^2 and gx gy; 0 where `singular`: a b == c^2. */
@inline
export function reliabilityOf(a: v128, b: v128, c: v128, scale: v128, contrast: v128, singular: v128): v128 {
  const half = f32x4.splat(0.5);
  const xx = f32x4.mul(f32x4.convert_i32x4_s(a), scale),
    yy = f32x4.mul(f32x4.convert_i32x4_s(b), scale),
    xy = f32x4.mul(f32x4.convert_i32x4_s(c), scale);
  const mean = f32x4.mul(f32x4.add(xx, yy), half),
    diff = f32x4.mul(f32x4.sub(xx, yy), half);
  const larger = f32x4.add(mean, f32x4.sqrt(f32x4.add(f32x4.mul(diff, diff), f32x4.mul(xy, xy))));
  const det = f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.mul(xx, yy), f32x4.mul(xy, xy)));
  // the mask also takes out the 0 / 0 of flat windows
  return v128.andnot(f32x4.div(det, f32x4.add(det, f32x4.mul(contrast, larger))), singular);
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
  singular: v128,
): v128 {
  const A = f32x4.convert_i32x4_s(a),
    B = f32x4.convert_i32x4_s(b),
    C = f32x4.convert_i32x4_s(c);
  const t = f32x4.add(A, B);
  const form = reliabilityForm(f32x4.sub(f32x4.mul(A, B), f32x4.mul(C, C)), t, least);
  if (v128.any_true(isFormUnsure(form, f32x4.mul(t, t)))) {
    return f32x4.ge(reliabilityOf(a, b, c, scale, contrast, singular), threshold);
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
/** Whether a b == c^2, exactly, in each lane. */
@inline
function isSingular(a: v128, b: v128, c: v128): v128 {
  const low = i64x2.eq(i64x2.extmul_low_i32x4_s(a, b), i64x2.extmul_low_i32x4_s(c, c)),
    high = i64x2.eq(i64x2.extmul_high_i32x4_s(a, b), i64x2.extmul_high_i32x4_s(c, c));
  return even32(low, high);
}

@inline
function window(enter: usize, leave: usize, before: v128): v128 {
  const zero = i32x4.splat(0);
  let x = i32x4.sub(v128.load(enter), v128.load(leave));
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 3, 4, 5, 6));
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 2, 3, 4, 5));
  return i32x4.add(x, v128.shuffle<u32>(before, before, 3, 3, 3, 3));
}
/** Adds (sign 1) or removes (-1) the gradient products of columns `from`.. of a row. */
function addProducts(
  frame: usize,
  width: i32,
  height: i32,
  y: i32,
  sign: i32,
  from: i32,
  sums: usize,
  row: usize,
): void {
  const p = frame + <usize>(y * width),
    above = frame + <usize>(max(y - 1, 0) * width),
    below = frame + <usize>(min(y + 1, height - 1) * width);
  for (let x = from; x < width; x++) addProduct(p, above, below, x, width, sign, sums, row);
}
/** Moves the sums one row down: row `next` enters the window, row `last` leaves it. */
function slideProducts(
  frame: usize,
  width: i32,
  height: i32,
  next: i32,
  last: i32,
  sums: usize,
  row: usize,
): void {
  const p = frame + <usize>(next * width),
    above = frame + <usize>(max(next - 1, 0) * width),
    below = frame + <usize>(min(next + 1, height - 1) * width);
  const q = frame + <usize>(last * width),
    aboveLast = frame + <usize>(max(last - 1, 0) * width),
    belowLast = frame + <usize>(min(last + 1, height - 1) * width);
  const signs = i16x8(1, -1, 1, -1, 1, -1, 1, -1);
  addProduct(p, above, below, 0, width, 1, sums, row);
  addProduct(q, aboveLast, belowLast, 0, width, -1, sums, row);
  let x = 1;
  for (; x + 8 < width; x += 8) {
    const at = <usize>x;
    const xn = difference(p + at + 1, p + at - 1),
      yn = difference(below + at, above + at),
      xo = difference(q + at + 1, q + at - 1),
      yo = difference(belowLast + at, aboveLast + at);
    slideHalf(sums + 4 * at, row, low16(xn, xo), low16(yn, yo), signs);
    slideHalf(sums + 4 * at + 16, row, high16(xn, xo), high16(yn, yo), signs);
  }
  addProducts(frame, width, height, next, 1, x, sums, row);
  addProducts(frame, width, height, last, -1, x, sums, row);
}
@inline
function difference(p: usize, q: usize): v128 {
  return i16x8.sub(v128.load_ext<u8>(p), v128.load_ext<u8>(q));
}
/** One dot product of [new, old] with [new, -old] adds the one and removes the other. */
@inline
function slideHalf(p: usize, row: usize, x: v128, y: v128, signs: v128): void {
  const sx = i16x8.mul(x, signs),
    sy = i16x8.mul(y, signs);
  v128.store(p, i32x4.add(v128.load(p), i32x4.dot_i16x8_s(x, sx)));
  v128.store(p + row, i32x4.add(v128.load(p + row), i32x4.dot_i16x8_s(y, sy)));
  v128.store(p + 2 * row, i32x4.add(v128.load(p + 2 * row), i32x4.dot_i16x8_s(x, sy)));
}
/** One column of a row; gradients un-halved, the image replicated at its border. */
function addProduct(
  p: usize,
  above: usize,
  below: usize,
  x: i32,
  width: i32,
  sign: i32,
  sums: usize,
  row: usize,
): void {
  const left = <usize>max(x - 1, 0),
    right = <usize>min(x + 1, width - 1);
  const gx = <i32>load<u8>(p + right) - <i32>load<u8>(p + left),
    gy = <i32>load<u8>(below + <usize>x) - <i32>load<u8>(above + <usize>x);
  const q = sums + <usize>(4 * x);
  store<i32>(q, load<i32>(q) + sign * gx * gx);
  store<i32>(q + row, load<i32>(q + row) + sign * gy * gy);
  store<i32>(q + 2 * row, load<i32>(q + 2 * row) + sign * gx * gy);
}

/**
 * Forward-backward error of rows [y0, y1), px: |f(x) + b(x + f(x))|, b (the flow from frame 2 to frame 1)
 * sampled bilinearly; infinity where x + f(x) lies outside frame 2 (nothing can be said there).
 */
export function forwardBackwardRows(
  fu: usize,
  fv: usize,
  bu: usize,
  bv: usize,
  width: i32,
  height: i32,
  out: usize,
  y0: i32,
  y1: i32,
): void {
  const maxX = <f32>(width - 1),
    maxY = <f32>(height - 1);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < width; x++) {
      const at = <usize>(4 * (y * width + x));
      const u = load<f32>(fu + at),
        v = load<f32>(fv + at),
        X = <f32>x + u,
        Y = <f32>y + v;
      // written so that a NaN counts as outside
      if (!(X >= 0 && Y >= 0 && X <= maxX && Y <= maxY)) {
        store<f32>(out + at, f32.POSITIVE_INFINITY);
        continue;
      }
      const ix = <i32>X,
        iy = <i32>Y,
        fx = X - <f32>ix,
        fy = Y - <f32>iy;
      const p = <usize>(4 * (iy * width + ix)),
        right: usize = ix + 1 < width ? 4 : 0,
        below: usize = iy + 1 < height ? <usize>(4 * width) : 0;
      const du = u + bilinear(bu + p, right, below, fx, fy),
        dv = v + bilinear(bv + p, right, below, fx, fy);
      store<f32>(out + at, sqrt<f32>(du * du + dv * dv));
    }
}
@inline
function bilinear(p: usize, right: usize, below: usize, fx: f32, fy: f32): f32 {
  const a = load<f32>(p),
    b = load<f32>(p + right),
    c = load<f32>(p + below),
    d = load<f32>(p + below + right);
  const top = a + fx * (b - a),
    bottom = c + fx * (d - c);
  return top + fy * (bottom - top);
}

/**
 * Pixels whose sums fit: 16 a step, each lane takes 4 squares of at most 255^2, and 2^14 steps stay below
 * 2^32.
 */
const BLOCK: i32 = 16 << 14;

/** Variance of the grey levels of `count` pixels, grey^2. Sums are exact integers. */
export function frameVariance(frame: usize, count: i32): f64 {
  let total: u64 = 0,
    squares: u64 = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = min(count, start + BLOCK);
    let sum = i32x4.splat(0),
      square = sum,
      i = start;
    for (; i + 16 <= end; i += 16) {
      const x = v128.load(frame + <usize>i);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(x)));
      const low = i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_low_i8x16_u(x, x)),
        high = i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_high_i8x16_u(x, x));
      square = i32x4.add(square, i32x4.add(low, high));
    }
    total += lanes(sum);
    squares += lanes(square);
    for (; i < end; i++) {
      const grey = <u64>load<u8>(frame + <usize>i);
      total += grey;
      squares += grey * grey;
    }
  }
  const mean = <f64>total / <f64>count;
  return max<f64>(0, <f64>squares / <f64>count - mean * mean);
}
/** Sum of four unsigned lanes. */
@inline
function lanes(x: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(x, 0)) +
    <u64>(<u32>i32x4.extract_lane(x, 1)) +
    <u64>(<u32>i32x4.extract_lane(x, 2)) +
    <u64>(<u32>i32x4.extract_lane(x, 3))
  );
}
