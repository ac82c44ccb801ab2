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

/**
 * Rows [y0, y1) of level `index` of a slot from the level below it, or, of level 1, from the bytes of a `frame` that is not 0.
 */
export function reduceRows(
  arena: usize,
  index: i32,
  slot: usize,
  frame: usize,
  y0: i32,
  y1: i32,
  thread: i32,
): void {
  const from = levelOf(arena, index - 1),
    level = levelOf(arena, index);
  const w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE),
    width = field(from, L_WIDTH),
    height = field(from, L_HEIGHT);
  const s = <usize>(frame ? width : field(from, L_IMAGE_STRIDE)),
    source = frame ? frame : pointer(from + 4 * slot, L_IMAGE),
    image = pointer(level + 4 * slot, L_IMAGE);
  const last = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)),
    even = last + <usize>(((width + 31) & ~15) + 16),
    odd = even + <usize>(2 * ((w + 31) & ~15));
  // rows are read beyond their ends, and behind the last one of a frame there may be no memory
  memory.copy(last, source + <usize>(height - 1) * s, <usize>width);
  for (let y = y0; y < y1; y++) {
    sumColumns(
      rowOf(source, s, height, last, 2 * y - 2),
      rowOf(source, s, height, last, 2 * y - 1),
      rowOf(source, s, height, last, 2 * y),
      rowOf(source, s, height, last, 2 * y + 1),
      rowOf(source, s, height, last, 2 * y + 2),
      width,
      even,
      odd,
    );
    const end = <usize>(2 * w);
    if (width & 1) store<u16>(odd + end - 2, load<u16>(even + end - 2));
    store<u16>(even - 2, load<u16>(even));
    store<u16>(odd - 2, load<u16>(even));
    store<u16>(even + end, load<u16>(odd + end - 2));
    const out = image + <usize>(y * stride),
      half = i16x8.splat(128),
      six = i16x8.splat(6);
    // 16 * 16 * 255 fits 16 bits
    for (let x: usize = 0; x < <usize>w; x += 8) {
      const e = even + 2 * x,
        o = odd + 2 * x;
      const outer = i16x8.add(v128.load(e - 2), v128.load(e, 2)),
        inner = i16x8.add(v128.load(o - 2), v128.load(o)),
        middle = i16x8.mul(v128.load(e), six);
      const sum = i16x8.add(i16x8.add(outer, middle), i16x8.add(i16x8.shl(inner, 2), half)),
        grey = i16x8.shr_u(sum, 8);
      v128.store64_lane(out + x, i8x16.narrow_i16x8_u(grey, grey), 0);
    }
  }
  extendRows(image, stride, w, h, y0, y1);
}
@inline
function rowOf(source: usize, s: usize, height: i32, last: usize, y: i32): usize {
  return y >= height - 1 ? last : source + <usize>max(y, 0) * s;
}
/** Vertical sums (1 4 6 4 1) of a row of pixels, those of even and those of odd columns apart, 16 bits each. */
function sumColumns(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  width: i32,
  even: usize,
  odd: usize,
): void {
  for (let x: usize = 0; x < <usize>width; x += 16) {
    const a = v128.load(r0 + x),
      b = v128.load(r1 + x),
      c = v128.load(r2 + x),
      d = v128.load(r3 + x),
      e = v128.load(r4 + x);
    v128.store(even + x, binomial(lowBytes(a), lowBytes(b), lowBytes(c), lowBytes(d), lowBytes(e)));
    v128.store(odd + x, binomial(highBytes(a), highBytes(b), highBytes(c), highBytes(d), highBytes(e)));
  }
}
@inline
function lowBytes(x: v128): v128 {
  return v128.and(x, i16x8.splat(255));
}
@inline
function highBytes(x: v128): v128 {
  return i16x8.shr_u(x, 8);
}
@inline
function binomial(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return i16x8.add(
    i16x8.add(i16x8.add(a, e), i16x8.mul(c, i16x8.splat(6))),
    i16x8.shl(i16x8.add(b, d), 2),
  );
}

/** Row pairs of rows [y0, y1) of frame 2, border columns included. */
export function pairRows(arena: usize, index: i32, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4, L_IMAGE),
    pairs = pointer(level, L_PAIRS);
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
