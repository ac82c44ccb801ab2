/**
 * Whole-pixel motions of every pixel of a coarse level: all within reach are tried, so none can be lost.
 *
 * The census transform (Zabih & Woodfill, ECCV 1994) says of each of the 24 pixels around one whether it is darker: gain and
 * offset of the light change little of it. The cost of a motion is the number of bits that differ over 7 x 3 pixels; one that
 * leaves the frame counts as knowing nothing. The bits are three planes of bytes, so that a vector holds 16 pixels and
 * i8x16.popcnt counts them.
 */
import { L_HEIGHT, L_IMAGE, L_IMAGE_STRIDE, L_WIDTH, field, levelOf, pointer } from "./arena";

/** Planes of a frame: three of bits, and one that is 0xff in the frame and 0 beside it. */
const PLANES: usize = 4;
/** Bits that differ where nothing is known: half of them. */
const UNKNOWN: i8 = 12;
/** Grey levels by which a pixel must be darker: less is noise. */
const NOISE: u8 = 1;
/** The pixels around one reach this far. */
const RADIUS: i32 = 2;
/** Of every four rows one is searched, this one, and the costs of those next to it are summed; columns are seven. */
const EVERY: i32 = 4;
const OFFSET: i32 = 2;

/** Columns beside a plane: the reach, and a vector. Rows above and below it: the rise, and one. Nothing is known there. */
@inline
function padOf(reach: i32): i32 {
  return (reach + 31) & ~15;
}
@inline
function strideOf(w: i32, reach: i32): usize {
  return <usize>((w + 2 * padOf(reach) + 31) & ~15);
}
@inline
function planeBytes(w: i32, h: i32, reach: i32, rise: i32): usize {
  return strideOf(w, reach) * <usize>(h + 2 * (rise + 1));
}
/** Where pixel (0, 0) is. */
@inline
function origin(planes: usize, w: i32, reach: i32, rise: i32): usize {
  return planes + strideOf(w, reach) * <usize>(rise + 1) + <usize>padOf(reach);
}
/** Bytes of the planes of a frame of a level of w x h pixels; they have to be 0 at first. */
export function censusBytes(w: i32, h: i32, reach: i32, rise: i32): usize {
  return PLANES * planeBytes(w, h, reach, rise) + 32;
}
/** Bytes between rows of what searchRows finds. */
@inline
export function foundStride(w: i32): usize {
  return <usize>((w + 15) & ~15);
}
/** Bytes that a thread needs for searchRows. */
export function searchScratch(w: i32): usize {
  return <usize>((w + 79) & ~15);
}
/** The searched row for row y of a level, or one near it. */
@inline
export function searchedRow(y: i32, h: i32): i32 {
  const row = y - (y % EVERY) + OFFSET;
  return row < h - 1 ? row : row - EVERY;
}

/** Rows [y0, y1) of the planes of a slot's frame. */
export function censusRows(
  arena: usize,
  index: i32,
  slot: usize,
  planes: usize,
  reach: i32,
  rise: i32,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    s = field(level, L_IMAGE_STRIDE),
    image = pointer(level + 4 * slot, L_IMAGE);
  const stride = strideOf(w, reach),
    bytes = planeBytes(w, field(level, L_HEIGHT), reach, rise),
    start = origin(planes, w, reach, rise),
    noise = i8x16.splat(<i8>NOISE);
  for (let y = y0; y < y1; y++) {
    const row = start + <usize>y * stride,
      p = image + <usize>(y * s);
    for (let x = 0; x < w; x += 16) {
      const centre = i8x16.sub_sat_u(v128.load(p + <usize>x), noise);
      let out = row + <usize>x,
        bits = i8x16.splat(0),
        bit: i32 = 1;
      for (let j = -RADIUS; j <= RADIUS; j++)
        for (let i = -RADIUS; i <= RADIUS; i++) {
          if (i == 0 && j == 0) continue;
          const isDarker = i8x16.lt_u(v128.load(p + <usize>(j * s + x + i)), centre);
          bits = v128.or(bits, v128.and(isDarker, i8x16.splat(<i8>bit)));
          bit <<= 1;
          if (bit < 256) continue;
          v128.store(out, bits);
          out += bytes;
          bits = i8x16.splat(0);
          bit = 1;
        }
    }
    memory.fill(row + 3 * bytes, 0xff, w);
  }
}

/**
 * The searched rows of [y0, y1): the best motion (x, y) of each pixel from a frame to the other, |x| <= reach and |y| <= rise, of
 * those that match alike the shortest: three planes of h rows of bytes, cost, x and y.
 */
export function searchRows(
  w: i32,
  h: i32,
  from: usize,
  to: usize,
  reach: i32,
  rise: i32,
  found: usize,
  scratch: usize,
  y0: i32,
  y1: i32,
): void {
  const stride = strideOf(w, reach),
    bytes = planeBytes(w, h, reach, rise),
    a = origin(from, w, reach, rise),
    b = origin(to, w, reach, rise),
    row = foundStride(w),
    foundBytes = row * <usize>h,
    sums = scratch + 16;
  memory.fill(found + <usize>y0 * row, 0xff, <usize>(y1 - y0) * row);
  // beside the frame nothing is known
  memory.fill(scratch, <u8>((3 * UNKNOWN) / 2), searchScratch(w));
  for (let y = searchedRow(y0, h + EVERY); y < min(y1, h - 1); y += EVERY) {
    if (y < y0) continue;
    const best = found + <usize>y * row,
      above = a + <usize>(y - 1) * stride;
    for (let j = 0; j <= 2 * rise; j++)
      for (let i = 0; i <= 2 * reach; i++) {
        // 0, 1, -1, 2, -2...: the shortest come first
        const dx = i & 1 ? (i + 1) >> 1 : -(i >> 1),
          dy = j & 1 ? (j + 1) >> 1 : -(j >> 1);
        sumRows(w, above, b + <usize>((y - 1 + dy) * <i32>stride + dx), stride, bytes, sums);
        bestRow(w, sums, best, foundBytes, <i8>dx, <i8>dy);
      }
  }
}

/** Bits of 16 pixels that differ. */
@inline
function costOf(p: usize, q: usize, bytes: usize): v128 {
  const cost = i8x16.add(
    i8x16.add(
      i8x16.popcnt(v128.xor(v128.load(p), v128.load(q))),
      i8x16.popcnt(v128.xor(v128.load(p + bytes), v128.load(q + bytes))),
    ),
    i8x16.popcnt(v128.xor(v128.load(p + 2 * bytes), v128.load(q + 2 * bytes))),
  );
  return v128.bitselect(cost, i8x16.splat(UNKNOWN), v128.load(q + 3 * bytes));
}
/** Half of the costs of three rows, at most 36, so that seven of them fit a byte. */
@inline
function sumRows(w: i32, p: usize, q: usize, stride: usize, bytes: usize, sums: usize): void {
  const zero = i8x16.splat(0);
  for (let x: usize = 0; x < <usize>w; x += 16) {
    const sum = i8x16.add(
      i8x16.add(costOf(p + x, q + x, bytes), costOf(p + stride + x, q + stride + x, bytes)),
      costOf(p + 2 * stride + x, q + 2 * stride + x, bytes),
    );
    v128.store(sums + x, i8x16.avgr_u(sum, zero));
  }
}
@inline
function bestRow(w: i32, sums: usize, best: usize, bytes: usize, dx: i8, dy: i8): void {
  for (let x: usize = 0; x < <usize>w; x += 16) {
    const p = sums + x,
      out = best + x;
    const cost = i8x16.add(
      i8x16.add(i8x16.add(v128.load(p - 3), v128.load(p - 2)), i8x16.add(v128.load(p - 1), v128.load(p))),
      i8x16.add(i8x16.add(v128.load(p + 1), v128.load(p + 2)), v128.load(p + 3)),
    );
    const before = v128.load(out),
      isBetter = i8x16.lt_u(cost, before);
    v128.store(out, v128.bitselect(cost, before, isBetter));
    v128.store(out + bytes, v128.bitselect(i8x16.splat(dx), v128.load(out + bytes), isBetter));
    v128.store(out + 2 * bytes, v128.bitselect(i8x16.splat(dy), v128.load(out + 2 * bytes), isBetter));
  }
}
