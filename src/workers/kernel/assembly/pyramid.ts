/**
 * Image pyramid: 5-tap binomial (1 4 6 4 1)/16 and decimation by 2 (Burt & Adelson, IEEE Trans. Commun.
 * 1983), rounded to 8 bits; every level with a replicated border and its row pairs (see arena.ts). All
 * functions work on bands of rows.
 */
import {
  BORDER,
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_PAIRS,
  L_WIDTH,
  field,
  levelOf,
  pointer,
} from "./arena";
import { greyRow } from "./grey-levels";

/** Extends rows [y0, y1) sideways and, at the ends of the image, up and down. */
function extendRows(image: usize, stride: i32, w: i32, h: i32, y0: i32, y1: i32): void {
  for (let y = y0; y < y1; y++) {
    const row = image + <usize>(y * stride);
    memory.fill(row - BORDER, load<u8>(row), BORDER);
    memory.fill(row + <usize>w, load<u8>(row + <usize>(w - 1)), stride - BORDER - w);
  }
  if (y0 == 0)
    for (let k = 1; k <= BORDER; k++)
      memory.copy(image - BORDER - <usize>(k * stride), image - BORDER, stride);
  if (y1 == h) {
    const last = image - BORDER + <usize>((h - 1) * stride);
    for (let k = 1; k <= BORDER; k++) memory.copy(last + <usize>(k * stride), last, stride);
  }
}

/** Copies rows [y0, y1) of a frame into level 0 of a slot. */
export function loadRows(arena: usize, frame: usize, slot: usize, y0: i32, y1: i32): void {
  const level = levelOf(arena, 0),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE);
  for (let y = y0; y < y1; y++) memory.copy(image + <usize>(y * stride), frame + <usize>(y * w), w);
  extendRows(image, stride, w, h, y0, y1);
}

/** Makes rows [y0, y1) of a frame of 16 bits a sample level 0 of a slot, in the grey levels of grey-levels.ts. */
export function loadDeepRows(
  arena: usize,
  frame: usize,
  slot: usize,
  low: i32,
  gain: f32,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, 0),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE);
  for (let y = y0; y < y1; y++)
    greyRow(frame + 2 * <usize>w * <usize>y, image + <usize>(y * stride), w, low, gain);
  extendRows(image, stride, w, h, y0, y1);
}

/** Rows [y0, y1) of level `index` of a slot from the level below it. */
export function reduceRows(arena: usize, index: i32, slot: usize, y0: i32, y1: i32, thread: i32): void {
  const from = levelOf(arena, index - 1),
    level = levelOf(arena, index);
  const w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE);
  const s = field(from, L_IMAGE_STRIDE),
    source = pointer(from + 4 * slot, L_IMAGE),
    image = pointer(level + 4 * slot, L_IMAGE);
  const sums = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES));
  const low = i32x4.splat(0xffff),
    half = i32x4.splat(128),
    six = i16x8.splat(6);
  for (let y = y0; y < y1; y++) {
    const r = source + <usize>(2 * y * s) - 2,
      n = <usize>(2 * w + 4);
    const r0 = r - <usize>(2 * s),
      r1 = r - <usize>s,
      r3 = r + <usize>s,
      r4 = r + <usize>(2 * s);
    for (let x: usize = 0; x < n; x += 8) {
      const outer = i16x8.add(v128.load_ext<u8>(r0 + x), v128.load_ext<u8>(r4 + x));
      const inner = i16x8.add(v128.load_ext<u8>(r1 + x), v128.load_ext<u8>(r3 + x));
      const middle = i16x8.mul(v128.load_ext<u8>(r + x), six);
      v128.store(sums + 2 * x, i16x8.add(i16x8.add(outer, middle), i16x8.shl(inner, 2)));
    }
    const out = image + <usize>(y * stride);
    for (let x = 0; x < w; x += 8) {
      const p = sums + <usize>(4 * x);
      const lo = reduce4(p, low, half),
        hi = reduce4(p + 16, low, half);
      const bytes = i16x8.narrow_i32x4_s(lo, hi);
      v128.store64_lane(out + <usize>x, i8x16.narrow_i16x8_u(bytes, bytes), 0);
    }
  }
  extendRows(image, stride, w, h, y0, y1);
}
/**
 * Four outputs from the vertical sums of columns 2x-2 .. ; even and odd columns are the halves of each 32-bit
 * lane.
 */
@inline
function reduce4(p: usize, low: v128, half: v128): v128 {
  const a = v128.load(p),
    b = v128.load(p, 4),
    c = v128.load(p, 8);
  const outer = i32x4.add(v128.and(a, low), v128.and(c, low));
  const inner = i32x4.add(i32x4.shr_u(a, 16), i32x4.shr_u(b, 16));
  const m = v128.and(b, low);
  const sum = i32x4.add(i32x4.add(outer, i32x4.shl(i32x4.add(inner, m), 2)), i32x4.add(m, m));
  return i32x4.shr_u(i32x4.add(sum, half), 8);
}

/** Row pairs of rows [y0, y1) of a slot, border columns included. */
export function pairRows(arena: usize, index: i32, slot: usize, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE),
    pairs = pointer(level + 4 * slot, L_PAIRS);
  for (let y = y0; y < y1; y++) {
    const row = image - BORDER + <usize>(y * stride),
      out = pairs - 2 * BORDER + <usize>(2 * y * stride);
    for (let x: usize = 0; x < <usize>stride; x += 16) {
      const a = v128.load(row + x),
        b = v128.load(row + <usize>stride + x);
      v128.store(out + 2 * x, v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      v128.store(
        out + 2 * x,
        v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
        16,
      );
    }
  }
}
