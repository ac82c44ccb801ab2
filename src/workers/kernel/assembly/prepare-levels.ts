/**
 * Stages before the flow that take each pixel by itself, and what is counted over pixels for them; ../prepare decides what to do
 * with it. Planes are f32 grey levels (0 to 255), row by row without padding.
 */

/** Bins of a grey level: a median is known to a quarter of one. */
const BINS_OF_LEVEL: f32 = 4;
export const LEVEL_BINS: i32 = 1024;

@inline
function place(base: usize, i: i32, shift: i32): usize {
  return base + ((<usize>i) << shift);
}

/** Grey levels of bytes. */
export function levelsOfBytes(samples: usize, plane: usize, pixels: i32): void {
  const wide = pixels & ~7;
  for (let i = 0; i < wide; i += 8) {
    const words = v128.load_ext<u8>(place(samples, i, 0));
    v128.store(place(plane, i, 2), f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words)));
    v128.store(place(plane, i, 2), f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(words)), 16);
  }
  for (let i = wide; i < pixels; i++) store<f32>(place(plane, i, 2), <f32>load<u8>(place(samples, i, 0)));
}

/** Grey levels of 16-bit samples, `level` each. */
export function levelsOfWords(samples: usize, plane: usize, pixels: i32, level: f32): void {
  for (let i = 0; i < pixels; i++)
    store<f32>(place(plane, i, 2), level * <f32>load<u16>(place(samples, i, 1)));
}

/** Rounds to bytes; what they cannot hold becomes the least or the greatest. */
export function bytesOfLevels(plane: usize, target: usize, pixels: i32): void {
  const half = f32x4.splat(0.5),
    zero = f32x4.splat(0),
    most = f32x4.splat(255);
  const wide = pixels & ~3;
  for (let i = 0; i < wide; i += 4) {
    const level = f32x4.max(f32x4.min(v128.load(place(plane, i, 2)), most), zero);
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(level, half));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    v128.store_lane<u32>(place(target, i, 0), i8x16.narrow_i16x8_u(words, words), 0);
  }
  for (let i = wide; i < pixels; i++) {
    const level = max<f32>(min<f32>(load<f32>(place(plane, i, 2)), 255), 0);
    store<u8>(place(target, i, 0), <u8>(<i32>(level + 0.5)));
  }
}

/** The same, to 16 bits of which a grey level has `steps`. */
export function wordsOfLevels(plane: usize, target: usize, pixels: i32, steps: f32): void {
  for (let i = 0; i < pixels; i++) {
    const value = max<f32>(min<f32>(steps * load<f32>(place(plane, i, 2)), 65535), 0);
    store<u16>(place(target, i, 1), <u16>(<i32>(value + 0.5)));
  }
}

/** Adds `base` and takes away a background of 16-bit samples, `level` each. */
export function subtractWords(plane: usize, background: usize, pixels: i32, level: f32, base: f32): void {
  const levels = f32x4.splat(level),
    bases = f32x4.splat(base);
  const wide = pixels & ~7;
  for (let i = 0; i < wide; i += 8) {
    const words = v128.load(place(background, i, 1)),
      p = place(plane, i, 2);
    const low = f32x4.mul(levels, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words)));
    const high = f32x4.mul(levels, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(words)));
    v128.store(p, f32x4.add(v128.load(p), f32x4.sub(bases, low)));
    v128.store(p, f32x4.add(v128.load(p, 16), f32x4.sub(bases, high)), 16);
  }
  for (let i = wide; i < pixels; i++) {
    const p = place(plane, i, 2);
    store<f32>(p, load<f32>(p) + (base - level * <f32>load<u16>(place(background, i, 1))));
  }
}

/** Adds `base` and takes away another plane. */
export function subtractLevels(plane: usize, other: usize, pixels: i32, base: f32): void {
  const bases = f32x4.splat(base);
  const wide = pixels & ~3;
  for (let i = 0; i < wide; i += 4) {
    const p = place(plane, i, 2);
    v128.store(p, f32x4.add(v128.load(p), f32x4.sub(bases, v128.load(place(other, i, 2)))));
  }
  for (let i = wide; i < pixels; i++) {
    const p = place(plane, i, 2);
    store<f32>(p, load<f32>(p) + (base - load<f32>(place(other, i, 2))));
  }
}

/** Cuts what is above `limit`. */
export function limitLevels(plane: usize, pixels: i32, limit: f32): void {
  const limits = f32x4.splat(limit);
  const wide = pixels & ~3;
  for (let i = 0; i < wide; i += 4) {
    const p = place(plane, i, 2);
    v128.store(p, f32x4.min(v128.load(p), limits));
  }
  for (let i = wide; i < pixels; i++) {
    const p = place(plane, i, 2);
    store<f32>(p, min<f32>(load<f32>(p), limit));
  }
}

/** Counts grey levels in {@link LEVEL_BINS} i32 at `counts`; sum and sum of squares go to the two f64 at `sums`. */
export function countLevels(plane: usize, pixels: i32, counts: usize, sums: usize): void {
  memory.fill(counts, 0, LEVEL_BINS * 4);
  let sum: f64 = 0,
    squares: f64 = 0;
  for (let i = 0; i < pixels; i++) {
    const level = load<f32>(place(plane, i, 2));
    sum += <f64>level;
    squares += <f64>level * <f64>level;
    const bin = max<i32>(0, min<i32>(LEVEL_BINS - 1, <i32>(level * BINS_OF_LEVEL)));
    const at = place(counts, bin, 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  store<f64>(sums, sum);
  store<f64>(sums, squares, 8);
}

/**
 * Takes the light of a row out: (level - offset) / (even + x * (slope + x * bend)), x from -1 to 1 along the row, the divisor
 * at least `least`.
 */
export function relightRow(
  row: usize,
  width: i32,
  even: f32,
  slope: f32,
  bend: f32,
  offset: f32,
  least: f32,
): void {
  const step: f32 = width > 1 ? 2 / <f32>(width - 1) : 0,
    left: f32 = width > 1 ? -1 : 0;
  const wide = width & ~3;
  let xs = f32x4(0, 1, 2, 3);
  for (let i = 0; i < wide; i += 4) {
    const x = f32x4.add(f32x4.mul(xs, f32x4.splat(step)), f32x4.splat(left));
    const curve = f32x4.add(f32x4.splat(slope), f32x4.mul(x, f32x4.splat(bend)));
    const light = f32x4.max(f32x4.add(f32x4.splat(even), f32x4.mul(x, curve)), f32x4.splat(least));
    const p = place(row, i, 2);
    v128.store(p, f32x4.div(f32x4.sub(v128.load(p), f32x4.splat(offset)), light));
    xs = f32x4.add(xs, f32x4.splat(4));
  }
  for (let i = wide; i < width; i++) {
    const x = <f32>i * step + left;
    const p = place(row, i, 2);
    store<f32>(p, (load<f32>(p) - offset) / max<f32>(even + x * (slope + x * bend), least));
  }
}

/**
 * Sums over the pixels of a cell, none of which is above `limit` in either frame: their number, first, second, and the squares
 * of both, five f64 at `out`. A cell of bytes has fewer than 65 000 pixels.
 */
export function cellSums(
  first: usize,
  second: usize,
  wide: bool,
  width: i32,
  left: i32,
  right: i32,
  top: i32,
  bottom: i32,
  limit: i32,
  out: usize,
): void {
  let n: f64 = 0,
    a: f64 = 0,
    b: f64 = 0,
    aa: f64 = 0,
    bb: f64 = 0;
  for (let y = top; y < bottom; y++) {
    let rowN: u64 = 0,
      rowA: u64 = 0,
      rowB: u64 = 0,
      rowAA: u64 = 0,
      rowBB: u64 = 0;
    for (let i = y * width + left, end = y * width + right; i < end; i++) {
      const p: u32 = wide ? load<u16>(place(first, i, 1)) : load<u8>(place(first, i, 0)),
        q: u32 = wide ? load<u16>(place(second, i, 1)) : load<u8>(place(second, i, 0));
      if (<i32>p > limit || <i32>q > limit) continue;
      rowN++;
      rowA += p;
      rowB += q;
      rowAA += <u64>p * p;
      rowBB += <u64>q * q;
    }
    n += <f64>rowN;
    a += <f64>rowA;
    b += <f64>rowB;
    aa += <f64>rowAA;
    bb += <f64>rowBB;
  }
  store<f64>(out, n);
  store<f64>(out, a, 8);
  store<f64>(out, b, 16);
  store<f64>(out, aa, 24);
  store<f64>(out, bb, 32);
}

/** Counts the grey levels, rounded, of a tile: 256 i32 at `counts`. */
export function countTile(
  plane: usize,
  width: i32,
  left: i32,
  right: i32,
  top: i32,
  bottom: i32,
  counts: usize,
): void {
  memory.fill(counts, 0, 256 * 4);
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left, end = y * width + right; i < end; i++) {
      const level = max<i32>(0, min<i32>(255, <i32>(load<f32>(place(plane, i, 2)) + 0.5)));
      const at = place(counts, level, 2);
      store<i32>(at, load<i32>(at) + 1);
    }
  }
}

/**
 * Has a row's grey levels go through the curves of the tiles around: 256 f32 a tile, `above` and `below` those of the two rows of
 * tiles, of which the lower has the share `lower`. For each pixel `offsets` has the bytes to the curves of the tile to the left,
 * and then those to the right (two i32), `shares` the share of the right one.
 */
export function equaliseRow(
  row: usize,
  width: i32,
  above: usize,
  below: usize,
  lower: f32,
  offsets: usize,
  shares: usize,
): void {
  for (let x = 0; x < width; x++) {
    const p = place(row, x, 2),
      value = max<f32>(0, min<f32>(255, load<f32>(p)));
    const level = min<i32>(<i32>value, 254);
    const part = value - <f32>level,
      share = load<f32>(place(shares, x, 2));
    const at = (<usize>level) << 2,
      left = <usize>load<i32>(place(offsets, x, 3)) + at,
      right = <usize>load<i32>(place(offsets, x, 3), 4) + at;
    const top = mixed(above + left, above + right, part, share),
      bottom = mixed(below + left, below + right, part, share);
    store<f32>(p, top + lower * (bottom - top));
  }
}

@inline
function mixed(left: usize, right: usize, part: f32, share: f32): f32 {
  const a = load<f32>(left) + part * (load<f32>(left, 4) - load<f32>(left)),
    b = load<f32>(right) + part * (load<f32>(right, 4) - load<f32>(right));
  return a + share * (b - a);
}
