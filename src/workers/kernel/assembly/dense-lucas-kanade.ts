/**
 * One level of dense iterative Lucas-Kanade (Bouguet 2001) over box windows, invariant to brightness and, per
 * window, to a constant offset: with means over the window m(.), I_t = I1 - warped I2 and gradients g of
 * frame 1,
 *   (m(g g^T) - m(g) m(g)^T + damping) d = m(g I_t) - m(g) m(I_t).
 *
 * Pixels are taken two by two in bins of 2 x 2, and the flow is solved at the corners where four bins meet: a quarter of the
 * systems, over windows of whole bins. Averaged over 3 x 3 corners, which couples neighbours, it is spread over the pixels
 * linearly. That is as accurate as solving at every pixel, for the windows are smooth over as far, and so is the flow.
 *
 *     . . . .      corner c lies at pixel 2 c + 1.5, between bins c and c + 1;
 *     . . . .      its window has `reach` bins to either side of it
 *     . .+. .
 *     . . . .
 *
 * Window sums are exact integers (gradients un-halved, I_t in 1/32 grey), so bands and threads cannot change
 * the result: column sums slide down bin by bin, and a running sum of (column entering - column leaving)
 * makes the horizontal window; cost independent of the radius. What a row of bins has added to the column sums is kept
 * until it leaves them.
 *
 * Bounds: |g I_t| <= 255 * 8160, and 28^2 of them stay below 2^31: radius at most 14.
 */
import {
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_U,
  L_V,
  L_WIDTH,
  LEVEL_BYTES,
  field,
  levelOf,
  pointer,
} from "./arena";
import { align, even32, high32, low32, odd32 } from "./common";
import { binsOf, differenceRows, meanOfBins } from "./warp-bins";

/**
 * Bytes between the rows of column sums, and of the other rows here: constant, so that all are reached from
 * one pointer by immediate offsets. Room for the bins of frames up to MAX_WIDTH; not a multiple of 4096, where the rows
 * would share cache sets.
 */
export const MAX_WIDTH: i32 = 8192;
const ROW: usize = 4 * 4096 + 640;
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
/** Quantities whose sums over the window are kept: gx^2, gy^2, gx gy, gx, gy, gx I_t, gy I_t, I_t. */
const SUMS: usize = 8;
/** Bytes of these for four bins side by side, as the ring keeps them: one pointer reaches all. */
const RING_GROUP: usize = 16 * SUMS;

/** Bytes of a row of bins in the ring. */
@inline
export function ringBytes(w: i32): usize {
  return <usize>((w + 7) >> 3) * RING_GROUP;
}

/**
 * A row of bins enters the column sums, and the one that `ring` holds leaves them; then `ring` holds the new one. `row`:
 * the upper of its two image rows; `upper`, `lower`: their differences. `hasLower`: -1, or 0 where the image ends between.
 */
function enterRow(
  row: usize,
  s: usize,
  w: i32,
  upper: usize,
  lower: usize,
  hasLower: i32,
  ring: usize,
  sums: usize,
): void {
  const lanes = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  let ma = i16x8.splat(-1),
    mb = i16x8.splat(<i16>hasLower);
  for (let x = 0; x < w; x += 8) {
    if (x + 8 > w) {
      const valid = i16x8.lt_s(lanes, i16x8.splat(<i16>(w - x)));
      ma = v128.and(ma, valid);
      mb = v128.and(mb, valid);
    }
    const a = row + <usize>x,
      b = a + s,
      c = sums + <usize>(2 * x);
    const ya = v128.and(i16x8.sub(v128.load_ext<u8>(b), v128.load_ext<u8>(a - s)), ma),
      yb = v128.and(i16x8.sub(v128.load_ext<u8>(b + s), v128.load_ext<u8>(a)), mb);
    const xa = v128.and(i16x8.sub(v128.load_ext<u8>(a, 1), v128.load_ext<u8>(a - 1)), ma),
      xb = v128.and(i16x8.sub(v128.load_ext<u8>(b, 1), v128.load_ext<u8>(b - 1)), mb);
    const ta = v128.load(upper + <usize>(2 * x)),
      tb = v128.load(lower + <usize>(2 * x));
    const n0 = i32x4.add(i32x4.dot_i16x8_s(xa, xa), i32x4.dot_i16x8_s(xb, xb)),
      n1 = i32x4.add(i32x4.dot_i16x8_s(ya, ya), i32x4.dot_i16x8_s(yb, yb)),
      n2 = i32x4.add(i32x4.dot_i16x8_s(xa, ya), i32x4.dot_i16x8_s(xb, yb)),
      n3 = i32x4.extadd_pairwise_i16x8_s(i16x8.add(xa, xb)),
      n4 = i32x4.extadd_pairwise_i16x8_s(i16x8.add(ya, yb)),
      n5 = i32x4.add(i32x4.dot_i16x8_s(xa, ta), i32x4.dot_i16x8_s(xb, tb)),
      n6 = i32x4.add(i32x4.dot_i16x8_s(ya, ta), i32x4.dot_i16x8_s(yb, tb)),
      n7 = i32x4.extadd_pairwise_i16x8_s(i16x8.add(ta, tb));
    v128.store(c, slid(v128.load(c), n0, v128.load(ring)));
    v128.store(ring, n0);
    v128.store(c, slid(v128.load(c, ROW), n1, v128.load(ring, 16)), ROW);
    v128.store(ring, n1, 16);
    v128.store(c, slid(v128.load(c, 2 * ROW), n2, v128.load(ring, 32)), 2 * ROW);
    v128.store(ring, n2, 32);
    v128.store(c, slid(v128.load(c, 3 * ROW), n3, v128.load(ring, 48)), 3 * ROW);
    v128.store(ring, n3, 48);
    v128.store(c, slid(v128.load(c, 4 * ROW), n4, v128.load(ring, 64)), 4 * ROW);
    v128.store(ring, n4, 64);
    v128.store(c, slid(v128.load(c, 5 * ROW), n5, v128.load(ring, 80)), 5 * ROW);
    v128.store(ring, n5, 80);
    v128.store(c, slid(v128.load(c, 6 * ROW), n6, v128.load(ring, 96)), 6 * ROW);
    v128.store(ring, n6, 96);
    v128.store(c, slid(v128.load(c, 7 * ROW), n7, v128.load(ring, 112)), 7 * ROW);
    v128.store(ring, n7, 112);
    ring += RING_GROUP;
  }
}
@inline
function slid(sum: v128, entering: v128, leaving: v128): v128 {
  return i32x4.add(sum, i32x4.sub(entering, leaving));
}
/** The row of bins that `ring` holds leaves the column sums, and none enters. */
function leaveRow(w: i32, ring: usize, sums: usize): void {
  for (let x = 0; x < w; x += 8) {
    for (let k: usize = 0; k < SUMS; k++) {
      const p = sums + <usize>(2 * x) + k * ROW,
        q = ring + 16 * k;
      v128.store(p, i32x4.sub(v128.load(p), v128.load(q)));
      v128.store(q, i32x4.splat(0));
    }
    ring += RING_GROUP;
  }
}

/** Mean of the flow of the four bins around each of four corners. */
@inline
function cornerMean(upper: usize, lower: usize): v128 {
  return f32x4.mul(
    f32x4.splat(0.25),
    f32x4.add(
      f32x4.add(v128.load(upper), v128.load(upper, 4)),
      f32x4.add(v128.load(lower), v128.load(lower, 4)),
    ),
  );
}

/**
 * One row of new flow at the corners from the column sums; `above`, `below`: the flow of the bins around, v one row behind u. `outU`, `outV` get 4 replicated values to the left and 8 to the right.
 */
function solveRow(
  sums: usize,
  bins: i32,
  reach: i32,
  damping: f32,
  maxStep: f32,
  above: usize,
  below: usize,
  outU: usize,
  outV: usize,
): void {
  const side = 4 * reach,
    n = <f32>(side * side);
  const k2 = f32x4.splat(0.25 / n),
    k1 = f32x4.splat(0.5 / n),
    kg = f32x4.splat(1 / (64 * n)),
    kt = f32x4.splat(1 / (32 * n));
  const damp = f32x4.splat(damping),
    hi = f32x4.splat(maxStep),
    lo = f32x4.splat(-maxStep),
    least = f32x4.mul(damp, damp);
  const after = <usize>(4 * reach);
  let c0 = i32x4.splat(0),
    c1 = c0,
    c2 = c0,
    c3 = c0,
    c4 = c0,
    c5 = c0,
    c6 = c0,
    c7 = c0;
  for (let x = -((reach + 4) & ~3); x < bins; x += 4) {
    const at = 4 * x,
      enter = sums + at + after,
      leave = sums + at - after;
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
    const p = above + at,
      q0 = below + at;
    v128.store(outU + at, f32x4.add(cornerMean(p, q0), f32x4.pmin(hi, f32x4.pmax(lo, du))));
    v128.store(outV + at, f32x4.add(cornerMean(p + ROW, q0 + ROW), f32x4.pmin(hi, f32x4.pmax(lo, dv))));
  }
  replicateSides(outU, <usize>(4 * bins));
  replicateSides(outV, <usize>(4 * bins));
}

/** Mean of a row of corners over 3 x 3 of them, from three rows with replicated sides; replicates its sides too. */
function meanRow(a: usize, b: usize, c: usize, bins: i32, out: usize): void {
  const ninth = f32x4.splat(1 / 9.0),
    end = <usize>(4 * bins);
  let left = sum3(a - 16, b - 16, c - 16),
    mid = sum3(a, b, c);
  for (let x: usize = 0; x < end; x += 16) {
    const right = sum3(a + x + 16, b + x + 16, c + x + 16);
    const sides = f32x4.add(
      v128.shuffle<u32>(left, mid, 3, 4, 5, 6),
      v128.shuffle<u32>(mid, right, 1, 2, 3, 4),
    );
    v128.store(out + x, f32x4.mul(ninth, f32x4.add(sides, mid)));
    left = mid;
    mid = right;
  }
  replicateSides(out, end);
}
@inline
function sum3(a: usize, b: usize, c: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(a), v128.load(c)), v128.load(b));
}

/**
 * A row of w pixels that lies between two rows of corners, `part` of the way from the `upper` to the `lower` one, where two
 * pixels come to a corner. Corner c lies where pixel 2 c + 1.5 is. Writes exactly w values.
 */
function spreadRow(upper: usize, lower: usize, part: f32, w: i32, out: usize): void {
  const above = f32x4.splat(1 - part),
    below = f32x4.splat(part),
    most = f32x4.splat(0.75),
    least = f32x4.splat(0.25);
  let left = blend(upper - 16, lower - 16, above, below);
  for (let x = 0; x < w; x += 8) {
    const at = <usize>(2 * x),
      mid = blend(upper + at, lower + at, above, below);
    const before = v128.shuffle<u32>(left, mid, 3, 4, 5, 6),
      even = f32x4.add(f32x4.mul(most, before), f32x4.mul(least, mid)),
      odd = f32x4.add(f32x4.mul(most, mid), f32x4.mul(least, before)),
      p = out + 2 * at,
      low = low32(even, odd),
      high = high32(even, odd);
    if (x + 8 <= w) {
      v128.store(p, low);
      v128.store(p, high, 16);
    } else {
      storeSome(p, low, w - x);
      storeSome(p + 16, high, w - x - 4);
    }
    left = mid;
  }
}
/** The same where four pixels come to a corner, at the next finer level, whose motions are twice as long. */
function spreadFineRow(upper: usize, lower: usize, part: f32, w: i32, out: usize): void {
  const above = f32x4.splat(2 * (1 - part)),
    below = f32x4.splat(2 * part),
    quarter = f32x4.splat(0.25),
    half = f32x4.splat(0.5);
  let left = blend(upper - 16, lower - 16, above, below);
  for (let x = 0; x < w; x += 16) {
    const at = <usize>x,
      mid = blend(upper + at, lower + at, above, below);
    // pixels 4 c to 4 c + 3, a quarter of the way to half of it and to corner c
    const before = v128.shuffle<u32>(left, mid, 3, 4, 5, 6),
      step = f32x4.mul(quarter, f32x4.sub(mid, before)),
      first = f32x4.add(before, step),
      second = f32x4.mul(half, f32x4.add(before, mid)),
      third = f32x4.sub(mid, step);
    const a = low32(first, third),
      b = high32(first, third),
      c = low32(second, mid),
      d = high32(second, mid),
      p = out + 4 * at;
    if (x + 16 <= w) {
      v128.store(p, low32(a, c));
      v128.store(p, high32(a, c), 16);
      v128.store(p, low32(b, d), 32);
      v128.store(p, high32(b, d), 48);
    } else {
      storeSome(p, low32(a, c), w - x);
      storeSome(p + 16, high32(a, c), w - x - 4);
      storeSome(p + 32, low32(b, d), w - x - 8);
      storeSome(p + 48, high32(b, d), w - x - 12);
    }
    left = mid;
  }
}
@inline
function blend(upper: usize, lower: usize, above: v128, below: v128): v128 {
  return f32x4.add(f32x4.mul(above, v128.load(upper)), f32x4.mul(below, v128.load(lower)));
}
/** Stores the first n of four values. */
function storeSome(p: usize, x: v128, n: i32): void {
  if (n >= 4) {
    v128.store(p, x);
    return;
  }
  if (n > 0) store<f32>(p, f32x4.extract_lane(x, 0));
  if (n > 1) store<f32>(p, f32x4.extract_lane(x, 1), 4);
  if (n > 2) store<f32>(p, f32x4.extract_lane(x, 2), 8);
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
/** Four copies of the first value before, eight of the last value behind a row of `bytes`. */
@inline
export function replicateSides(row: usize, bytes: usize): void {
  v128.store(row - 16, v128.load32_splat(row));
  const last = v128.load32_splat(row + bytes - 4);
  v128.store(row + bytes, last);
  v128.store(row + bytes, last, 16);
}

/** Rows of corners that are kept, solved and averaged. */
const KEPT: i32 = 4;
@inline
function kept(rows: usize, y: i32): usize {
  return rows + <usize>((y & (KEPT - 1)) * 2) * ROW;
}

/** Rows of the flow of bins that are kept: from the corners that are solved to the bins that enter. */
const FLOWS: i32 = 8;
@inline
function flowRow(rows: usize, b: i32): usize {
  return rows + <usize>((b & (FLOWS - 1)) * 2) * ROW;
}

/** The flow of the bins of row b of a level from that of the next coarser one; what expanding it and taking means would give. */
function binsOfCoarse(level: usize, b: i32, outU: usize, outV: usize): void {
  const coarse = level + LEVEL_BYTES,
    w = field(coarse, L_WIDTH),
    flow = <usize>field(coarse, L_FLOW_STRIDE),
    near = <usize>b * flow,
    far = <usize>min(b + 1, field(coarse, L_HEIGHT) - 1) * flow;
  expandBins(pointer(coarse, L_U) + near, pointer(coarse, L_U) + far, w, outU);
  expandBins(pointer(coarse, L_V) + near, pointer(coarse, L_V) + far, w, outV);
}
function expandBins(near: usize, far: usize, w: i32, out: usize): void {
  const end = <usize>(4 * w);
  store<f32>(near + end, load<f32>(near + end - 4));
  store<f32>(far + end, load<f32>(far + end - 4));
  // twice 9, 3, 3 and 1 sixteenths
  const most = f32x4.splat(1.5),
    least = f32x4.splat(0.5),
    three = f32x4.splat(0.75),
    quarter = f32x4.splat(0.25);
  for (let x: usize = 0; x < end; x += 16) {
    const a = f32x4.add(f32x4.mul(three, v128.load(near + x)), f32x4.mul(quarter, v128.load(far + x))),
      c = f32x4.add(f32x4.mul(three, v128.load(near + x, 4)), f32x4.mul(quarter, v128.load(far + x, 4)));
    v128.store(out + x, f32x4.add(f32x4.mul(most, a), f32x4.mul(least, c)));
  }
}

/**
 * One iteration: rows [y0, y1) of the next flow, into `nextU` and `nextV` of rows of `nextW` values and `nextFlow` bytes,
 * from the current flow of the level. The window has an even number of bins, about 2 `radius` + 1 pixels in all.
 * `coarse`: the current flow is that of the next coarser level. `fine`: the next flow, and its rows, are those of the next finer
 * level.
 */
export function iterateRows(
  arena: usize,
  index: i32,
  slot: usize,
  coarse: bool,
  fine: bool,
  radius: i32,
  damping: f32,
  maxStep: f32,
  nextU: usize,
  nextV: usize,
  nextW: i32,
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
    u = pointer(level, L_U),
    v = pointer(level, L_V),
    flow = field(level, L_FLOW_STRIDE),
    diffRow = align(<usize>(2 * w + 128));
  const bins = binsOf(w),
    rows = binsOf(h),
    reach = (radius + 1) >> 1,
    n = 2 * reach;
  const sums = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + SUM_PAD;
  const flows = sums + SUMS * ROW,
    solved = flows + <usize>(2 * FLOWS) * ROW,
    means = solved + <usize>(2 * KEPT) * ROW,
    diffs = means + <usize>(2 * KEPT) * ROW,
    ring = diffs + 2 * diffRow,
    ringRow = ringBytes(w);
  for (let k: usize = 0; k < SUMS; k++)
    memory.fill(sums - SUM_PAD + k * ROW, 0, SUM_PAD + <usize>(4 * bins + 128));
  memory.fill(ring, 0, <usize>n * ringRow);
  // rows lie between two rows of corners, each the mean of three
  const shift = fine ? 2 : 1,
    b0 = max(0, (y0 >> shift) - 2),
    b1 = min(rows, ((y1 - 1) >> shift) + 2);
  let mean = max(0, (y0 >> shift) - 1),
    next = y0;
  for (let b = max(0, b0 - reach + 1); b < b1 + reach; b++) {
    const held = ring + <usize>(b % n) * ringRow;
    if (b < rows) {
      const y = 2 * b,
        has = y + 1 < h,
        below = <usize>(has ? flow : 0),
        at = <usize>(y * flow),
        f = flowRow(flows, b);
      if (coarse) binsOfCoarse(level, b, f, f + ROW);
      else {
        meanOfBins(u + at, u + at + below, w, f);
        meanOfBins(v + at, v + at + below, w, f + ROW);
      }
      replicateSides(f, <usize>(4 * bins));
      replicateSides(f + ROW, <usize>(4 * bins));
      differenceRows(level, slot, b, f, f + ROW, diffs, diffs + diffRow);
      enterRow(image + <usize>(y * s), s, w, diffs, diffs + diffRow, has ? -1 : 0, held, sums);
    } else leaveRow(w, held, sums);
    const at = b - reach;
    if (at < b0) continue;
    const o = kept(solved, at);
    solveRow(
      sums, bins, reach, damping, maxStep, flowRow(flows, at), flowRow(flows, min(at + 1, rows - 1)), o, o + ROW,
    );
    for (; mean < rows && (mean + 1 <= at || at == rows - 1); mean++) {
      const a = kept(solved, max(mean - 1, 0)),
        c = kept(solved, min(mean + 1, rows - 1)),
        m = kept(solved, mean),
        to = kept(means, mean);
      meanRow(a, m, c, bins, to);
      meanRow(a + ROW, m + ROW, c + ROW, bins, to + ROW);
      for (; next < y1 && next >> shift <= mean; next++) {
        const c1 = next >> shift,
          upper = kept(means, max(0, c1 - 1)),
          lower = kept(means, c1),
          out = <usize>(next * nextFlow);
        if (fine) {
          const part: f32 = <f32>0.25 * <f32>((next & 3) + 1);
          spreadFineRow(upper, lower, part, nextW, nextU + out);
          spreadFineRow(upper + ROW, lower + ROW, part, nextW, nextV + out);
        } else {
          const part: f32 = next & 1 ? 0.75 : 0.25;
          spreadRow(upper, lower, part, nextW, nextU + out);
          spreadRow(upper + ROW, lower + ROW, part, nextW, nextV + out);
        }
      }
    }
  }
}
