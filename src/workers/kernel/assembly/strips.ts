/**
 * A row of a frame as four strips of columns, one in each lane of a vector: lane k walks strip k, so that what slides along
 * a row (a window, a running sum) stays in its lane, whatever its length.
 *
 * A strip has SW columns, its first is column 1 of the frame (column 0 and the last one have no gradient), and the left
 * neighbours of strip k are the last columns of strip k - 1, rotated by one lane.
 */
import { align, high16, high32, low16, low32 } from "./common";

/** Bytes of one column of a transposed row pair: [strip 0 new, strip 0 old, strip 1 new, ...]. */
export const PAIR: usize = 8;
/** Bytes of one column of column sums: five sums in four lanes. */
export const COLUMN: usize = 80;

/** Columns of a strip; even because two columns are moved per step. */
@inline
export function stripWidth(width: i32): i32 {
  return ((width - 1 + 3) / 4 + 1) & ~1;
}
/** A strip must hold the whole left halo of the next one and one 16-byte load. */
@inline
export function stripsFit(width: i32, radius: i32): bool {
  const sw = stripWidth(width);
  return sw >= 2 * radius + 2 && sw >= 14;
}
@inline
export function pairBytes(sw: usize): usize {
  return align((sw + 2) * PAIR + 64);
}
/** One row of results: a lane for each strip. */
@inline
export function laneBytes(sw: usize): usize {
  return align(sw * 16);
}

/**
 * Transposes one row pair into strips: `next` is the row that enters the window, `last` the one that leaves
 * it, both at the column before the strip. Writes SW + 2 columns of 8 bytes.
 */
export function transposePair(next: usize, last: usize, sw: usize, out: usize): void {
  const n = sw + 2;
  const end = n - 16;
  let x: usize = 0;
  while (true) {
    if (x > end) x = end;
    const p = next + x,
      q = last + x;
    const n0 = v128.load(p),
      n1 = v128.load(p + sw),
      n2 = v128.load(p + 2 * sw),
      n3 = v128.load(p + 3 * sw);
    const o0 = v128.load(q),
      o1 = v128.load(q + sw),
      o2 = v128.load(q + 2 * sw),
      o3 = v128.load(q + 3 * sw);
    const o = out + x * PAIR;
    transpose8(
      interleaveLow8(n0, o0),
      interleaveLow8(n1, o1),
      interleaveLow8(n2, o2),
      interleaveLow8(n3, o3),
      o,
    );
    transpose8(
      interleaveHigh8(n0, o0),
      interleaveHigh8(n1, o1),
      interleaveHigh8(n2, o2),
      interleaveHigh8(n3, o3),
      o + 64,
    );
    if (x >= end) break;
    x += 16;
  }
}
@inline
function interleaveLow8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
@inline
function interleaveHigh8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
/** Eight columns of four strips: 16-bit [new, old] pairs, transposed. */
@inline
function transpose8(p0: v128, p1: v128, p2: v128, p3: v128, out: usize): void {
  const a0 = low16(p0, p1),
    a1 = high16(p0, p1),
    b0 = low16(p2, p3),
    b1 = high16(p2, p3);
  v128.store(out, low32(a0, b0));
  v128.store(out, high32(a0, b0), 16);
  v128.store(out, low32(a1, b1), 32);
  v128.store(out, high32(a1, b1), 48);
}

/** The last 2 * radius columns of strip k are the left halo of strip k + 1: rotates them by one lane. */
export function makeHalo(sw: usize, radius: i32, sums: usize): void {
  const from = sums + (sw - <usize>(2 * radius)) * COLUMN,
    to = sums - <usize>(2 * radius) * COLUMN;
  const bytes = <usize>(2 * radius) * COLUMN;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(from + i);
    v128.store(to + i, v128.shuffle<u32>(x, x, 3, 0, 1, 2));
  }
}

/** Columns of the first strip before the first whole window. */
@inline
export function columnsBefore(radius: i32): i32 {
  return 2 * radius + 1;
}
/** Columns of the last strip behind the last whole window. */
@inline
export function columnsAfter(width: i32, sw: usize): i32 {
  return 4 * <i32>sw - (width - 1);
}
/** Zeroes what lies outside the valid region in a row of a lane for each strip. */
export function zeroEnds(row: usize, sw: usize, width: i32, radius: i32): void {
  const before = columnsBefore(radius),
    after = columnsAfter(width, sw);
  for (let x = 0; x < before; x++) store<f32>(row + <usize>(16 * x), 0);
  for (let x = 1; x <= after; x++) store<f32>(row + 16 * sw - <usize>(16 * x), 0, 12);
}

/**
 * Writes what is not in whole steps of four columns from columnsBefore on, where all four strips have values, up to column `last`:
 * the first columns of all strips but the first, the last ones of all, and zeros beside the row's values. Column x of strip k is
 * pixel k SW + x - radius.
 */
export function layOutEnds(
  lanes: usize,
  row: usize,
  sw: usize,
  width: i32,
  radius: i32,
  last: i32,
): void {
  const before = columnsBefore(radius),
    strip = 4 * sw,
    border = <usize>(4 * (radius + 1)),
    end = row + <usize>(4 * width);
  let p = lanes,
    to = row - 4 * <usize>radius;
  for (let x = 0; x < before; x++, p += 16, to += 4) {
    store<u32>(to + strip, load<u32>(p, 4));
    store<u32>(to + 2 * strip, load<u32>(p, 8));
    store<u32>(to + 3 * strip, load<u32>(p, 12));
  }
  const done = before + (max(last - before, 0) & ~3);
  p = lanes + 16 * <usize>done;
  to = row + 4 * <usize>(done - radius);
  for (let x = done; x < <i32>sw; x++, p += 16, to += 4) {
    store<u32>(to, load<u32>(p));
    store<u32>(to + strip, load<u32>(p, 4));
    store<u32>(to + 2 * strip, load<u32>(p, 8));
    if (x < last) store<u32>(to + 3 * strip, load<u32>(p, 12));
  }
  for (let x: usize = 0; x < border; x += 4) {
    store<f32>(row + x, 0);
    store<f32>(end - 4 - x, 0);
  }
}
/** Four columns of a lane for each strip, to rows that are `strip` bytes apart. */
@inline
export function transpose4(p: usize, to: usize, strip: usize): void {
  const a = v128.load(p),
    b = v128.load(p, 16),
    c = v128.load(p, 32),
    d = v128.load(p, 48);
  const ab0 = low32(a, b),
    cd0 = low32(c, d),
    ab1 = high32(a, b),
    cd1 = high32(c, d);
  v128.store(to, low64(ab0, cd0));
  v128.store(to + strip, high64(ab0, cd0));
  v128.store(to + 2 * strip, low64(ab1, cd1));
  v128.store(to + 3 * strip, high64(ab1, cd1));
}
@inline
function low64(a: v128, b: v128): v128 {
  return v128.shuffle<u64>(a, b, 0, 2);
}
@inline
function high64(a: v128, b: v128): v128 {
  return v128.shuffle<u64>(a, b, 1, 3);
}
