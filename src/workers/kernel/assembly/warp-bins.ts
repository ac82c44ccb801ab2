/**
 * Frame 2 warped back along a flow that is known of bins of 2 x 2 pixels: each bin moves as a whole. A flow that changes
 * within a bin does so evenly to either side of its middle, and what that does to the four samples cancels in their sum.
 *
 * Displacements are rounded to 1/128 px, an error far below what the images carry, so that the bilinear sample is integer,
 * sixteen pixels at a time. Adding 1.5 * 2^23 leaves the rounded integer in the low bits of the float, which is
 * cheaper than a saturating conversion, and takes what is not finite far outside.
 */
import { L_IMAGE, L_IMAGE_STRIDE, L_HEIGHT, L_WIDTH, field, pointer } from "./arena";
import { even32, odd32 } from "./common";

const MAGIC: f32 = 12582912; // 1.5 * 2^23
const MAGIC_BITS: i32 = 0x4b400000;

/** Bins along a side of n pixels; the last one may have one pixel only. */
@inline
export function binsOf(n: i32): i32 {
  return (n + 1) >> 1;
}

/** Means over 2 x 2 pixels of one component of the flow, from two of its rows, of which the last value is replicated. */
export function meanOfBins(upper: usize, lower: usize, w: i32, out: usize): void {
  store<f32>(upper + <usize>(4 * w), load<f32>(upper + <usize>(4 * w - 4)));
  store<f32>(lower + <usize>(4 * w), load<f32>(lower + <usize>(4 * w - 4)));
  for (let x: usize = 0; x < <usize>(2 * w); x += 16)
    v128.store(out + x, meanOfFour(upper + 2 * x, lower - upper));
}
/** Of four bins: the mean over their pixels at `upper` and `below` bytes behind. */
@inline
function meanOfFour(upper: usize, below: usize): v128 {
  const a = f32x4.add(v128.load(upper), v128.load(upper + below)),
    b = f32x4.add(v128.load(upper, 16), v128.load(upper + below, 16));
  return f32x4.mul(f32x4.splat(0.25), f32x4.add(even32(a, b), odd32(a, b)));
}

/** Four displacements in 1/128 px. */
@inline
function fixed(displacement: v128): v128 {
  return i32x4.sub(
    f32x4.add(f32x4.mul(displacement, f32x4.splat(128)), f32x4.splat(MAGIC)),
    i32x4.splat(MAGIC_BITS),
  );
}
/** The fraction of each of four positions, twice. */
@inline
function fractions(q: v128): v128 {
  const f = v128.and(q, i32x4.splat(127));
  return v128.or(f, i32x4.shl(f, 16));
}
/** Four bytes at each of four places. */
@inline
function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  let g = v128.load32_zero(a);
  g = v128.load32_lane(b, g, 1);
  g = v128.load32_lane(c, g, 2);
  return v128.load32_lane(d, g, 3);
}
/** Eight values in 1/128 grey between the first and the second, and the second and the third byte of each four. */
@inline
function across(g: v128, f: v128): v128 {
  const zero = i8x16.splat(0),
    left = v128.shuffle<u8>(g, zero, 0, 16, 1, 16, 4, 16, 5, 16, 8, 16, 9, 16, 12, 16, 13, 16),
    right = v128.shuffle<u8>(g, zero, 1, 16, 2, 16, 5, 16, 6, 16, 9, 16, 10, 16, 13, 16, 14, 16);
  return i16x8.add(i16x8.shl(left, 7), i16x8.mul(i16x8.sub(right, left), f));
}
/** 32 times the eight grey levels at `p` minus what lies between two rows of samples, t in 2^-15. */
@inline
function difference(p: usize, upper: v128, lower: v128, t: v128): v128 {
  const sample = i16x8.add(upper, i16x8.q15mulr_sat_s(i16x8.sub(lower, upper), t));
  return i16x8.sub(i16x8.shl(v128.load_ext<u8>(p), 5), i16x8.shr_u(i16x8.add(sample, i16x8.splat(2)), 2));
}
/** All bits set where a position is in the frame. */
@inline
function within(x: v128, max: v128): v128 {
  return v128.and(i32x4.ge_s(x, i32x4.splat(0)), i32x4.le_s(x, max));
}
/** Masks of the first and of the second pixel of four bins, side by side. */
@inline
function masks(first: v128, second: v128): v128 {
  return v128.or(v128.and(first, i32x4.splat(0xffff)), i32x4.shl(second, 16));
}

/**
 * 32 (I1 - warped I2) of the sixteen pixels of four bins at `row` and one row below, 0 where the flow leaves the frame; `qx`,
 * `qy`: where the bins come to lie, in 1/128 px.
 */
@inline
function differenceGroup(
  second: usize,
  row: usize,
  stride: usize,
  w: i32,
  h: i32,
  qx: v128,
  qy: v128,
  upper: usize,
  lower: usize,
): void {
  let column = i32x4.shr_s(qx, 7),
    line = i32x4.shr_s(qy, 7),
    first = i16x8.splat(-1),
    last = first;
  if (!i32x4.all_true(v128.and(i32x4.lt_u(column, i32x4.splat(w - 2)), i32x4.lt_u(line, i32x4.splat(h - 2))))) {
    const one = i32x4.splat(128),
      maxX = i32x4.splat((w - 1) << 7),
      maxY = i32x4.splat((h - 1) << 7);
    const inside = masks(within(qx, maxX), within(i32x4.add(qx, one), maxX)),
      first0 = within(qy, maxY),
      last0 = within(i32x4.add(qy, one), maxY);
    first = v128.and(inside, first0);
    last = v128.and(inside, last0);
    // where neither pixel is in the frame, any place will do
    column = i32x4.max_s(i32x4.splat(-2), i32x4.min_s(column, i32x4.splat(w)));
    line = i32x4.max_s(i32x4.splat(-2), i32x4.min_s(line, i32x4.splat(h)));
  }
  const at = i32x4.add(i32x4.mul(line, i32x4.splat(<i32>stride)), column),
    p0 = second + <usize>i32x4.extract_lane(at, 0),
    p1 = second + <usize>i32x4.extract_lane(at, 1),
    p2 = second + <usize>i32x4.extract_lane(at, 2),
    p3 = second + <usize>i32x4.extract_lane(at, 3);
  const fx = fractions(qx),
    fy = i16x8.shl(fractions(qy), 8);
  const top = across(gather(p0, p1, p2, p3), fx),
    middle = across(gather(p0 + stride, p1 + stride, p2 + stride, p3 + stride), fx),
    bottom = across(gather(p0 + 2 * stride, p1 + 2 * stride, p2 + 2 * stride, p3 + 2 * stride), fx);
  v128.store(upper, v128.and(first, difference(row, top, middle, fy)));
  v128.store(lower, v128.and(last, difference(row + stride, middle, bottom, fy)));
}

/** The differences of a block of 8 x 8 pixels at (x, y), by the flow (u, v) of its pixels: eight rows of 16 bytes. */
export function differenceBlock(
  first: usize,
  second: usize,
  stride: usize,
  w: i32,
  h: i32,
  x: i32,
  y: i32,
  u: usize,
  v: usize,
  flow: usize,
  out: usize,
): void {
  const x0 = i32x4.add(i32x4.splat(x << 7), i32x4(0, 256, 512, 768));
  for (let j = 0; j < 8; j += 2) {
    const at = <usize>j * flow;
    differenceGroup(
      second,
      first + <usize>(y + j) * stride + <usize>x,
      stride,
      w,
      h,
      i32x4.add(x0, fixed(meanOfFour(u + at, flow))),
      i32x4.add(i32x4.splat((y + j) << 7), fixed(meanOfFour(v + at, flow))),
      out + 16 * j,
      out + 16 * j + 16,
    );
  }
}

/**
 * 32 (I1 - warped I2) of the two rows of pixels of bins of row b, 0 where the flow leaves the frame, into `upper` and `lower`,
 * each followed by 16 zeros. `u`, `v`: the flow of the bins. The second row is none where the frame ends before.
 */
export function differenceRows(level: usize, slot: usize, b: i32, u: usize, v: usize, upper: usize, lower: usize): void {
  const w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = <usize>field(level, L_IMAGE_STRIDE),
    y = 2 * b;
  const second = pointer(level + 4 * (1 - slot), L_IMAGE),
    row = pointer(level + 4 * slot, L_IMAGE) + <usize>y * stride;
  const start = i32x4.splat(y << 7),
    eight = i32x4.splat(8 << 7);
  let x0 = i32x4(0, 256, 512, 768);
  for (let x: usize = 0; x < <usize>w; x += 8) {
    differenceGroup(
      second,
      row + x,
      stride,
      w,
      h,
      i32x4.add(x0, fixed(v128.load(u + 2 * x))),
      i32x4.add(start, fixed(v128.load(v + 2 * x))),
      upper + 2 * x,
      lower + 2 * x,
    );
    x0 = i32x4.add(x0, eight);
  }
  const end = <usize>(2 * w);
  v128.store(upper + end, i32x4.splat(0));
  v128.store(upper + end, i32x4.splat(0), 16);
  v128.store(lower + end, i32x4.splat(0));
  v128.store(lower + end, i32x4.splat(0), 16);
}
