/**
 * One level of dense iterative Lucas-Kanade (Bouguet 2001) over box windows, invariant to brightness and, per
 * window, to a constant offset: with means over the window m(.), I_t = I1 - warped I2 and gradients g of
 * frame 1,
 *   (m(g g^T) - m(g) m(g)^T + damping) d = m(g I_t) - m(g) m(I_t).
 * After each iteration the flow is averaged over 5x5 pixels: that couples neighbours and beats a median here.
 * Window sums are exact integers (gradients un-halved, I_t in 1/32 grey), so bands and threads cannot change
 * the result: column sums slide down row by row, and a running sum of (column entering - column leaving)
 * makes the horizontal window; cost independent of the radius. The tensor is summed anew in each iteration:
 * that costs less than keeping its five planes, which at 1080p do not fit any cache.
 *
 * Bounds: |g I_t| <= 255 * 8160, and (2 * 15 + 1)^2 of them stay below 2^31: radius at most 15.
 */
import {
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_PAIRS,
  L_U,
  L_V,
  L_WIDTH,
  field,
  levelOf,
  pointer,
} from "./arena";
import { align, high16, low16 } from "./common";
import { differenceRow } from "./warp";

/**
 * Bytes between the rows of column sums, and of the other rows here: constant, so that all are reached from
 * one pointer by immediate offsets. Room for frames up to MAX_WIDTH; not a multiple of 4096, where the rows
 * would share cache sets.
 */
export const MAX_WIDTH: i32 = 8192;
const ROW: usize = 4 * 8192 + 640;
/**
 * Columns of zeros to the left of the column sums: a running sum starts at most 16 columns early and looks
 * back 15.
 */
const SUM_PAD: usize = 128;

@inline
function scan(x: v128, carry: v128): v128 {
  const zero = i32x4.splat(0);
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 3, 4, 5, 6));
  x = i32x4.add(x, v128.shuffle<u32>(zero, x, 2, 3, 4, 5));
  return i32x4.add(x, carry);
}
@inline
function last(x: v128): v128 {
  return v128.shuffle<u32>(x, x, 3, 3, 3, 3);
}
@inline
function toF32(x: v128): v128 {
  return f32x4.convert_i32x4_s(x);
}
@inline
function gradientX(p: usize): v128 {
  return i16x8.sub(v128.load_ext<u8>(p, 1), v128.load_ext<u8>(p - 1));
}
@inline
function gradientY(p: usize, s: usize): v128 {
  return i16x8.sub(v128.load_ext<u8>(p + s), v128.load_ext<u8>(p - s));
}

/**
 * Moves the eight rows of column sums (gx^2, gy^2, gx gy, gx, gy, gx I_t, gy I_t, I_t) down: image row `next`
 * enters, `old` leaves; `useNext` or `useOld` 0 switches one off (then its difference row must be zeros). One
 * i32x4.dot_i16x8_s of [new, old] with [new, -old] does both.
 */
function slideSums(
  next: usize,
  old: usize,
  s: usize,
  w: i32,
  useNext: i32,
  useOld: i32,
  nextDiff: usize,
  oldDiff: usize,
  sums: usize,
): void {
  const signs = i16x8(1, -1, 1, -1, 1, -1, 1, -1),
    zero = i16x8.splat(0),
    lanes = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  let mn = i16x8.splat(<i16>useNext),
    mo = i16x8.splat(<i16>useOld);
  for (let x = 0; x < w; x += 8) {
    if (x + 8 > w) {
      const valid = i16x8.lt_s(lanes, i16x8.splat(<i16>(w - x)));
      mn = v128.and(mn, valid);
      mo = v128.and(mo, valid);
    }
    const a = next + <usize>x,
      b = old + <usize>x,
      c = sums + <usize>(4 * x);
    const xn = v128.and(gradientX(a), mn),
      yn = v128.and(gradientY(a, s), mn);
    const xo = v128.and(gradientX(b), mo),
      yo = v128.and(gradientY(b, s), mo);
    const tn = v128.load(nextDiff + <usize>(2 * x)),
      to = i16x8.sub(zero, v128.load(oldDiff + <usize>(2 * x)));
    slideHalf(c, low16(xn, xo), low16(yn, yo), low16(tn, to), signs);
    slideHalf(c + 16, high16(xn, xo), high16(yn, yo), high16(tn, to), signs);
  }
}
/** `T` already holds [new, -old]. */
@inline
function slideHalf(p: usize, X: v128, Y: v128, T: v128, signs: v128): void {
  const nx = i16x8.mul(X, signs),
    ny = i16x8.mul(Y, signs);
  v128.store(p, i32x4.add(v128.load(p, 0), i32x4.dot_i16x8_s(X, nx)), 0);
  v128.store(p, i32x4.add(v128.load(p, ROW), i32x4.dot_i16x8_s(Y, ny)), ROW);
  v128.store(p, i32x4.add(v128.load(p, 2 * ROW), i32x4.dot_i16x8_s(X, ny)), 2 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 3 * ROW), i32x4.dot_i16x8_s(X, signs)), 3 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 4 * ROW), i32x4.dot_i16x8_s(Y, signs)), 4 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 5 * ROW), i32x4.dot_i16x8_s(X, T)), 5 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 6 * ROW), i32x4.dot_i16x8_s(Y, T)), 6 * ROW);
  v128.store(p, i32x4.add(v128.load(p, 7 * ROW), i32x4.dot_i16x8_s(T, i16x8.splat(1))), 7 * ROW);
}

/**
 * One row of new flow from the column sums; `outU`, `outV` get 4 replicated values to the left and 8 to the
 * right.
 */
function solveRow(
  sums: usize,
  w: i32,
  radius: i32,
  damping: f32,
  maxStep: f32,
  u: usize,
  v: usize,
  outU: usize,
  outV: usize,
): void {
  const side = 2 * radius + 1,
    n = <f32>(side * side);
  const k2 = f32x4.splat(0.25 / n),
    k1 = f32x4.splat(0.5 / n),
    kg = f32x4.splat(1 / (64 * n)),
    kt = f32x4.splat(1 / (32 * n));
  const damp = f32x4.splat(damping),
    hi = f32x4.splat(maxStep),
    lo = f32x4.splat(-maxStep),
    least = f32x4.mul(damp, damp);
  const after = <usize>(4 * radius),
    before = <usize>(4 * (radius + 1));
  let c0 = i32x4.splat(0),
    c1 = c0,
    c2 = c0,
    c3 = c0,
    c4 = c0,
    c5 = c0,
    c6 = c0,
    c7 = c0;
  for (let x = -((radius + 4) & ~3); x < w; x += 4) {
    const at = 4 * x,
      enter = sums + at + after,
      leave = sums + at - before;
    c0 = scan(i32x4.sub(v128.load(enter, 0), v128.load(leave, 0)), last(c0));
    c1 = scan(i32x4.sub(v128.load(enter, ROW), v128.load(leave, ROW)), last(c1));
    c2 = scan(i32x4.sub(v128.load(enter, 2 * ROW), v128.load(leave, 2 * ROW)), last(c2));
    c3 = scan(i32x4.sub(v128.load(enter, 3 * ROW), v128.load(leave, 3 * ROW)), last(c3));
    c4 = scan(i32x4.sub(v128.load(enter, 4 * ROW), v128.load(leave, 4 * ROW)), last(c4));
    c5 = scan(i32x4.sub(v128.load(enter, 5 * ROW), v128.load(leave, 5 * ROW)), last(c5));
    c6 = scan(i32x4.sub(v128.load(enter, 6 * ROW), v128.load(leave, 6 * ROW)), last(c6));
    c7 = scan(i32x4.sub(v128.load(enter, 7 * ROW), v128.load(leave, 7 * ROW)), last(c7));
    if (x < 0) continue;
    const mx = f32x4.mul(toF32(c3), k1),
      my = f32x4.mul(toF32(c4), k1),
      mt = f32x4.mul(toF32(c7), kt);
    const xx = f32x4.add(f32x4.sub(f32x4.mul(toF32(c0), k2), f32x4.mul(mx, mx)), damp);
    const yy = f32x4.add(f32x4.sub(f32x4.mul(toF32(c1), k2), f32x4.mul(my, my)), damp);
    const xy = f32x4.sub(f32x4.mul(toF32(c2), k2), f32x4.mul(mx, my));
    const gx = f32x4.sub(f32x4.mul(toF32(c5), kg), f32x4.mul(mx, mt)),
      gy = f32x4.sub(f32x4.mul(toF32(c6), kg), f32x4.mul(my, mt));
    // damping^2 is the least value of the determinant; the floor keeps it so under rounding
    const q = f32x4.div(f32x4.splat(1), f32x4.pmax(least, f32x4.sub(f32x4.mul(xx, yy), f32x4.mul(xy, xy))));
    const du = f32x4.mul(f32x4.sub(f32x4.mul(yy, gx), f32x4.mul(xy, gy)), q),
      dv = f32x4.mul(f32x4.sub(f32x4.mul(xx, gy), f32x4.mul(xy, gx)), q);
    v128.store(outU + at, f32x4.add(v128.load(u + at), f32x4.pmin(hi, f32x4.pmax(lo, du))));
    v128.store(outV + at, f32x4.add(v128.load(v + at), f32x4.pmin(hi, f32x4.pmax(lo, dv))));
  }
  replicateSides(outU, <usize>(4 * w));
  replicateSides(outV, <usize>(4 * w));
}
@inline
function sum5(a: usize, b: usize, c: usize, d: usize, e: usize, x: usize): v128 {
  return f32x4.add(
    f32x4.add(f32x4.add(v128.load(a + x), v128.load(b + x)), f32x4.add(v128.load(c + x), v128.load(d + x))),
    v128.load(e + x),
  );
}
/** 5x5 mean of one row from five rows with replicated sides; writes exactly w values. */
export function smoothRow(a: usize, b: usize, c: usize, d: usize, e: usize, w: i32, out: usize): void {
  const scale = f32x4.splat(0.04),
    end = <usize>(4 * w);
  let left = sum5(a - 16, b - 16, c - 16, d - 16, e - 16, 0),
    mid = sum5(a, b, c, d, e, 0);
  for (let x: usize = 0; x < end; x += 16) {
    const right = sum5(a, b, c, d, e, x + 16);
    const near = f32x4.add(
      v128.shuffle<u32>(left, mid, 3, 4, 5, 6),
      v128.shuffle<u32>(mid, right, 1, 2, 3, 4),
    );
    const far = f32x4.add(
      v128.shuffle<u32>(left, mid, 2, 3, 4, 5),
      v128.shuffle<u32>(mid, right, 2, 3, 4, 5),
    );
    const mean = f32x4.mul(f32x4.add(f32x4.add(near, far), mid), scale),
      p = out + x;
    if (x + 16 <= end) v128.store(p, mean);
    else {
      store<f32>(p, f32x4.extract_lane(mean, 0));
      if (x + 4 < end) store<f32>(p, f32x4.extract_lane(mean, 1), 4);
      if (x + 8 < end) store<f32>(p, f32x4.extract_lane(mean, 2), 8);
    }
    left = mid;
    mid = right;
  }
}
/**
 * A row between two solved ones: its flow plus the mean of their increments. Nine values beyond w at most.
 */
function betweenRow(
  flow: usize,
  above: usize,
  aboveFlow: usize,
  below: usize,
  belowFlow: usize,
  w: i32,
  out: usize,
): void {
  const half = f32x4.splat(0.5),
    end = <usize>(4 * w);
  for (let x: usize = 0; x < end; x += 16) {
    const up = f32x4.sub(v128.load(above + x), v128.load(aboveFlow + x)),
      down = f32x4.sub(v128.load(below + x), v128.load(belowFlow + x));
    v128.store(out + x, f32x4.add(v128.load(flow + x), f32x4.mul(half, f32x4.add(up, down))));
  }
  replicateSides(out, end);
}
/** Four copies of the first value before, eight of the last value behind a row of `bytes`. */
@inline
export function replicateSides(row: usize, bytes: usize): void {
  v128.store(row - 16, v128.load32_splat(row));
  const last = v128.load32_splat(row + bytes - 4);
  v128.store(row + bytes, last);
  v128.store(row + bytes, last, 16);
}

/** Rows of new flow that are kept: smoothing reaches two rows, and rows come in pairs. */
const KEPT: i32 = 8;
@inline
function kept(solved: usize, y: i32): usize {
  return solved + <usize>((y & (KEPT - 1)) * 2) * ROW;
}

/**
 * One iteration: rows [y0, y1) of the next flow, into `nextU` and `nextV` of row length `nextFlow` bytes,
 * from the current flow of the level. Only even rows are solved, and the increments of odd rows interpolated:
 * over a window of 9 rows they are as smooth as that, and it saves a sixth of the time.
 */
export function iterateRows(
  arena: usize,
  index: i32,
  slot: usize,
  radius: i32,
  damping: f32,
  maxStep: f32,
  nextU: usize,
  nextV: usize,
  nextFlow: i32,
  y0: i32,
  y1: i32,
  thread: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    s = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE),
    pairs = pointer(level + 4 * (1 - slot), L_PAIRS);
  const u = pointer(level, L_U),
    v = pointer(level, L_V),
    flow = field(level, L_FLOW_STRIDE),
    diffRow = align(<usize>(2 * w + 128));
  const sums = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + SUM_PAD;
  const solved = sums + 8 * ROW,
    zeros = solved + <usize>(2 * KEPT) * ROW,
    ring = zeros + ROW;
  for (let k: usize = 0; k < 8; k++) memory.fill(sums - SUM_PAD + k * ROW, 0, SUM_PAD + <usize>(4 * w + 128));
  memory.fill(zeros, 0, diffRow);
  const n = 2 * radius + 1;
  // solved rows reach two rows around the band, and from an even row to an even one
  const s0 = max(0, y0 - 2) & ~1,
    s1 = min(h, ((y1 + 2) & ~1) + 1);
  let next = y0;
  for (let y = s0 - radius; y < s1 + radius; y++) {
    const leaving = y - n,
      hasOld = leaving >= 0 && leaving >= s0 - radius;
    let entering = zeros,
      old = zeros;
    if (y >= 0 && y < h) {
      entering = ring + <usize>(y % (n + 1)) * diffRow;
      differenceRow(
        pairs,
        s,
        w,
        h,
        y,
        u + <usize>(y * flow),
        v + <usize>(y * flow),
        image + <usize>(y * s),
        entering,
      );
    }
    if (hasOld) old = ring + <usize>(leaving % (n + 1)) * diffRow;
    slideSums(
      image + <usize>(max(0, min(y, h - 1)) * s),
      image + <usize>(max(0, leaving) * s),
      s,
      w,
      entering == zeros ? 0 : -1,
      hasOld ? -1 : 0,
      entering,
      old,
      sums,
    );
    const at = y - radius;
    if (at < s0) continue;
    const o = kept(solved, at),
      here = <usize>(at * flow);
    if (at & 1) {
      if (at < h - 1) continue;
      // the last row has no solved row below
      const a = kept(solved, at - 1),
        up = <usize>((at - 1) * flow);
      betweenRow(u + here, a, u + up, a, u + up, w, o);
      betweenRow(v + here, a + ROW, v + up, a + ROW, v + up, w, o + ROW);
    } else {
      solveRow(sums, w, radius, damping, maxStep, u + here, v + here, o, o + ROW);
      if (at > s0) {
        const a = kept(solved, at - 2),
          m = kept(solved, at - 1),
          up = <usize>((at - 2) * flow),
          middle = <usize>((at - 1) * flow);
        betweenRow(u + middle, a, u + up, o, u + here, w, m);
        betweenRow(v + middle, a + ROW, v + up, o + ROW, v + here, w, m + ROW);
      }
    }
    for (; next < y1 && (next + 2 <= at || at == h - 1); next++) {
      const a = kept(solved, max(next - 2, 0)),
        b = kept(solved, max(next - 1, 0)),
        c = kept(solved, next);
      const d = kept(solved, min(next + 1, h - 1)),
        e = kept(solved, min(next + 2, h - 1)),
        out = <usize>(next * nextFlow);
      smoothRow(a, b, c, d, e, w, nextU + out);
      smoothRow(a + ROW, b + ROW, c + ROW, d + ROW, e + ROW, w, nextV + out);
    }
  }
}
