/**
 * How well a flow is held by the pictures, at one pyramid level: of each pixel's window the residual of the warped frame
 * against the texture that holds the flow,
 *   error^2 = max(variance of I1 - warped I2, noise floor) / (smaller eigenvalue of the structure tensor + texture floor),
 * pixels of the level squared. Where the flow is right the residual is noise, and this is the variance of a pixel's
 * displacement that the noise makes; where the flow is wrong, or there is nothing to hold it, it is large. Contrast,
 * and an offset of the brightness, cancel. Window sums are integers, so bands cannot change them.
 */
import {
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_NEXT_U,
  L_NEXT_V,
  L_PAIRS,
  L_U,
  L_WIDTH,
  field,
  levelOf,
  pointer,
} from "./arena";
import { align, high16, low16 } from "./common";
import { differenceRow } from "./warp";

/** Bytes between the rows of column sums, as in dense-lucas-kanade.ts. */
const ROW: usize = 4 * 8192 + 640;
/** Bytes of zeros to their left: a running sum starts 8 columns early and looks back 6. */
const PAD: usize = 128;
/** Sums of gx^2, gy^2, gx gy, residual^2, residual, and the number of residuals. */
const SUMS: usize = 6;
/** Rows of a row in the ring: residual with mark, gradient in x and in y. */
const PARTS: usize = 3;
/**
 * Least variance of a residual, grey^2. The levels of both frames are rounded to whole greys, 1/12 each; where that hides
 * what noise there is, nothing matches better for it.
 */
const NOISE_FLOOR: f32 = <f32>1 / 6;
/** Grey^2 / px^2: far less than what any texture has. */
const TEXTURE_FLOOR: f32 = 0.004;

/**
 * Rows [y0, y1) of the error, into the level's L_U, in pixels of the level; of the flow in its L_NEXT_U and L_NEXT_V, from
 * frame 1 to frame 2. Residuals are known only where the flow stays in the frame: to `unseen`, unless it is 0, rows of
 * the level's flow, is added `weight` times the squared share of the window where they are not. 1 <= radius <= 5.
 */
export function fitErrorRows(
  arena: usize,
  index: i32,
  radius: i32,
  unseen: usize,
  weight: f32,
  y0: i32,
  y1: i32,
  thread: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    s = field(level, L_IMAGE_STRIDE);
  const image = pointer(level, L_IMAGE),
    pairs = pointer(level, L_PAIRS);
  const u = pointer(level, L_NEXT_U),
    v = pointer(level, L_NEXT_V),
    flow = field(level, L_FLOW_STRIDE);
  const sums = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + PAD,
    zeros = sums + SUMS * ROW,
    part = align(<usize>(2 * w + 128)),
    ring = zeros + PARTS * part;
  for (let k: usize = 0; k < SUMS; k++) memory.fill(sums - PAD + k * ROW, 0, PAD + <usize>(4 * w + 128));
  memory.fill(zeros, 0, PARTS * part);
  const n = 2 * radius + 1;
  for (let y = y0 - radius; y < y1 + radius; y++) {
    const leaving = y - n;
    let entering = zeros,
      old = zeros;
    if (y >= 0 && y < h) {
      entering = ring + <usize>(y % (n + 1)) * PARTS * part;
      const fu = u + <usize>(y * flow),
        fv = v + <usize>(y * flow),
        row = image + <usize>(y * s);
      differenceRow(pairs, s, w, h, y, fu, fv, row, entering);
      markRow(fu, fv, w, h, y, entering);
      gradientRow(row, s, w, entering + part, part);
    }
    if (leaving >= max(0, y0 - radius)) old = ring + <usize>(leaving % (n + 1)) * PARTS * part;
    slideSums(entering, old, part, w, sums);
    const at = y - radius;
    if (at < y0) continue;
    const rows = min(at + radius, h - 1) - max(at - radius, 0) + 1,
      row = <usize>(at * flow);
    errorRow(sums, w, radius, rows, pointer(level, L_U) + row, unseen ? unseen + row : 0, weight);
  }
}

/** Residuals of a row in 1/32 grey -> twice the residual in 1/8 grey, plus 1 where the flow stays in the frame; 0 from w on. */
function markRow(u: usize, v: usize, w: i32, h: i32, y: i32, row: usize): void {
  const zero = f32x4.splat(0),
    maxX = f32x4.splat(<f32>(w - 1)),
    maxY = f32x4.splat(<f32>(h - 1)),
    yy = f32x4.splat(<f32>y),
    eight = f32x4.splat(8),
    one = i16x8.splat(1),
    lanes = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  let x0 = f32x4(0, 1, 2, 3),
    x1 = f32x4(4, 5, 6, 7);
  for (let x: usize = 0; x < <usize>w; x += 8) {
    const X0 = f32x4.add(x0, v128.load(u + 4 * x)),
      Y0 = f32x4.add(yy, v128.load(v + 4 * x)),
      X1 = f32x4.add(x1, v128.load(u + 4 * x, 16)),
      Y1 = f32x4.add(yy, v128.load(v + 4 * x, 16));
    const inside = v128.and(
      i16x8.narrow_i32x4_s(isWithin(X0, zero, maxX), isWithin(X1, zero, maxX)),
      i16x8.narrow_i32x4_s(isWithin(Y0, zero, maxY), isWithin(Y1, zero, maxY)),
    );
    const known = v128.and(inside, i16x8.lt_s(lanes, i16x8.splat(<i16>(w - <i32>x)))),
      residual = i16x8.shl(i16x8.shr_s(v128.load(row + 2 * x), 2), 1);
    v128.store(row + 2 * x, v128.or(v128.and(residual, known), v128.and(known, one)));
    x0 = f32x4.add(x0, eight);
    x1 = f32x4.add(x1, eight);
  }
}
@inline
function isWithin(x: v128, low: v128, high: v128): v128 {
  return v128.and(f32x4.ge(x, low), f32x4.le(x, high));
}

/**
 * Eight times the gradient of a row, the y component `part` bytes behind the x component, both 0 from w on. Sobel's masks:
 * plain differences turn with the slope of an edge, and would see texture along every slanting one.
 */
function gradientRow(row: usize, s: usize, w: i32, out: usize, part: usize): void {
  const lanes = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  for (let x = 0; x < w; x += 8) {
    const p = row + <usize>x,
      a0 = v128.load_ext<u8>(p - s - 1),
      a1 = v128.load_ext<u8>(p - s),
      a2 = v128.load_ext<u8>(p - s, 1),
      c0 = v128.load_ext<u8>(p + s - 1),
      c1 = v128.load_ext<u8>(p + s),
      c2 = v128.load_ext<u8>(p + s, 1);
    const corner = i16x8.sub(c2, a0),
      other = i16x8.sub(a2, c0),
      side = i16x8.sub(v128.load_ext<u8>(p, 1), v128.load_ext<u8>(p - 1)),
      valid = i16x8.lt_s(lanes, i16x8.splat(<i16>(w - x))),
      q = out + <usize>(2 * x);
    const gx = i16x8.add(i16x8.add(corner, other), i16x8.shl(side, 1)),
      gy = i16x8.add(i16x8.sub(corner, other), i16x8.shl(i16x8.sub(c1, a1), 1));
    v128.store(q, v128.and(gx, valid));
    v128.store(q + part, v128.and(gy, valid));
  }
}
/** Moves the column sums one row down: a row of the ring enters, `old` leaves. */
function slideSums(next: usize, old: usize, part: usize, w: i32, sums: usize): void {
  const signs = i16x8(1, -1, 1, -1, 1, -1, 1, -1);
  for (let x = 0; x < w; x += 8) {
    const a = next + <usize>(2 * x),
      b = old + <usize>(2 * x),
      c = sums + <usize>(4 * x);
    const tn = v128.load(a),
      to = v128.load(b),
      xn = v128.load(a + part),
      xo = v128.load(b + part),
      yn = v128.load(a + 2 * part),
      yo = v128.load(b + 2 * part);
    slideHalf(c, low16(xn, xo), low16(yn, yo), low16(tn, to), signs);
    slideHalf(c + 16, high16(xn, xo), high16(yn, yo), high16(tn, to), signs);
  }
}
/** One dot product of [new, old] with [new, -old] adds the one and removes the other. */
@inline
function slideHalf(p: usize, x: v128, y: v128, marks: v128, signs: v128): void {
  const nx = i16x8.mul(x, signs),
    ny = i16x8.mul(y, signs),
    t = i16x8.shr_s(marks, 1),
    seen = v128.and(marks, i16x8.splat(1));
  v128.store(p, i32x4.add(v128.load(p), i32x4.dot_i16x8_s(x, nx)));
  v128.store(p, i32x4.add(v128.load(p, ROW), i32x4.dot_i16x8_s(y, ny)), ROW);
  v128.store(p, i32x4.add(v128.load(p, 2 * ROW), i32x4.dot_i16x8_s(x, ny)), 2 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 3 * ROW), i32x4.dot_i16x8_s(t, i16x8.mul(t, signs))), 3 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 4 * ROW), i32x4.dot_i16x8_s(t, signs)), 4 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 5 * ROW), i32x4.dot_i16x8_s(seen, signs)), 5 * ROW);
}

@inline
function running(sums: usize, enter: usize, leave: usize, before: v128): v128 {
  const zero = i32x4.splat(0);
  let x = i32x4.sub(v128.load(sums + enter), v128.load(sums - leave));
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 3, 4, 5, 6));
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 2, 3, 4, 5));
  return i32x4.add(x, v128.shuffle<u32>(before, before, 3, 3, 3, 3));
}
/** One row of the error from the column sums of `rows` rows; up to 3 values beyond w. */
function errorRow(
  sums: usize,
  w: i32,
  radius: i32,
  rows: i32,
  out: usize,
  unseen: usize,
  weight: f32,
): void {
  const after = <usize>(4 * radius),
    before = <usize>(4 * (radius + 1));
  const one = f32x4.splat(1),
    half = f32x4.splat(0.5),
    r = f32x4.splat(<f32>radius),
    last = f32x4.splat(<f32>(w - 1)),
    height = f32x4.splat(<f32>rows);
  const noise = f32x4.splat(NOISE_FLOOR),
    texture = f32x4.splat(TEXTURE_FLOOR),
    tiny = f32x4.splat(1e-6),
    scale = f32x4.splat(weight);
  let a = i32x4.splat(0),
    b = a,
    c = a,
    d = a,
    e = a,
    f = a;
  let column = f32x4(0, 1, 2, 3);
  for (let x = -((radius + 4) & ~3); x < w; x += 4) {
    const at = sums + 4 * x;
    a = running(at, after, before, a);
    b = running(at + ROW, after, before, b);
    c = running(at + 2 * ROW, after, before, c);
    d = running(at + 3 * ROW, after, before, d);
    e = running(at + 4 * ROW, after, before, e);
    f = running(at + 5 * ROW, after, before, f);
    if (x < 0) continue;
    // pixels of the window in frame 1, and those of them that the flow leads into frame 2
    const count = f32x4.mul(
      height,
      f32x4.add(
        one,
        f32x4.sub(f32x4.pmin(last, f32x4.add(column, r)), f32x4.pmax(f32x4.splat(0), f32x4.sub(column, r))),
      ),
    );
    const seen = f32x4.convert_i32x4_s(f),
      known = f32x4.div(one, f32x4.pmax(half, seen));
    // of eight times the gradient
    const share = f32x4.div(f32x4.splat(0.015625), count);
    const xx = f32x4.mul(f32x4.convert_i32x4_s(a), share),
      yy = f32x4.mul(f32x4.convert_i32x4_s(b), share),
      xy = f32x4.mul(f32x4.convert_i32x4_s(c), share);
    const mean = f32x4.mul(f32x4.add(xx, yy), half),
      diff = f32x4.mul(f32x4.sub(xx, yy), half);
    const larger = f32x4.add(mean, f32x4.sqrt(f32x4.add(f32x4.mul(diff, diff), f32x4.mul(xy, xy))));
    const det = f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.mul(xx, yy), f32x4.mul(xy, xy)));
    const smaller = f32x4.div(det, f32x4.pmax(tiny, larger));
    const bias = f32x4.mul(f32x4.convert_i32x4_s(e), known),
      square = f32x4.mul(f32x4.convert_i32x4_s(d), known);
    // 1/8 grey squared
    const variance = f32x4.mul(
      f32x4.splat(0.015625),
      f32x4.sub(square, f32x4.mul(bias, bias)),
    );
    v128.store(
      out + 4 * x,
      f32x4.sqrt(f32x4.div(f32x4.pmax(noise, variance), f32x4.add(smaller, texture))),
    );
    if (unseen) {
      const missing = f32x4.pmax(f32x4.splat(0), f32x4.sub(one, f32x4.div(seen, count))),
        p = unseen + 4 * x;
      v128.store(p, f32x4.add(v128.load(p), f32x4.mul(scale, f32x4.mul(missing, missing))));
    }
    column = f32x4.add(column, f32x4.splat(4));
  }
}
