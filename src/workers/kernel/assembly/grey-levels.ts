/** Samples of 16 bits to the grey levels 0 to 255 of dense-pyramidal; the mapping, and what it is for, is in ../grey-levels.ts. */

/** As in ../grey-levels.ts. */
const LOW: f32 = 16;
const SPAN: f32 = 224;
const ABOVE: f32 = 15;
/** An f32 that this is added to has the nearest integer in its low bits, as far as they go; see ../grey-levels.ts. */
const MAGIC: f32 = 12582912; // 1.5 * 2^23
const MAGIC_BITS: i32 = 0x4b400000;

/** Sixteen levels above LOW, not yet rounded, as bytes: `magic` is MAGIC and LOW, `bits` are those of MAGIC. */
@inline
function nearest(a: v128, b: v128, c: v128, d: v128, magic: v128, bits: v128): v128 {
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(i32x4.sub(f32x4.add(a, magic), bits), i32x4.sub(f32x4.add(b, magic), bits)),
    i16x8.narrow_i32x4_s(i32x4.sub(f32x4.add(c, magic), bits), i32x4.sub(f32x4.add(d, magic), bits)),
  );
}
@inline
function lowProduct(x: v128, factor: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(x)), factor);
}
@inline
function highProduct(x: v128, factor: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(x)), factor);
}
/** Levels above LOW, not yet rounded, where some are outside the linear part. */
function bent(t: v128): v128 {
  const zero = f32x4.splat(0),
    low = f32x4.splat(LOW),
    span = f32x4.splat(SPAN),
    room = f32x4.splat(ABOVE);
  const below = f32x4.pmin(zero, t),
    beyond = f32x4.pmax(zero, f32x4.sub(t, span)),
    inside = f32x4.pmax(zero, f32x4.pmin(span, t));
  const first = f32x4.div(f32x4.mul(low, below), f32x4.sub(low, below)),
    last = f32x4.div(f32x4.mul(room, beyond), f32x4.add(room, beyond));
  return f32x4.add(f32x4.add(inside, first), last);
}

/** Four samples. */
@inline
function bentProduct(p: usize, least: v128, factor: v128): v128 {
  return bent(f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(v128.load_ext<u16>(p), least)), factor));
}
/** Sixteen samples some of which are outside the linear part. */
function bentLevels(p: usize, low: i32, factor: v128, magic: v128, bits: v128): v128 {
  const least = i32x4.splat(low);
  return nearest(
    bentProduct(p, least, factor),
    bentProduct(p + 8, least, factor),
    bentProduct(p + 16, least, factor),
    bentProduct(p + 24, least, factor),
    magic,
    bits,
  );
}

/** One row: `width` u16 at `from` to as many bytes at `to`; `low` and `gain` are those of the pair. */
export function greyRow(from: usize, to: usize, width: i32, low: i32, gain: f32): void {
  // how far above the lowest sample the linear part ends; what is below that one wraps to more
  const span = <f64>gain * 65535 > <f64>SPAN ? <i32>floor<f64>(<f64>SPAN / <f64>gain) : 65535;
  // The compiler would make constants anew at every use.
  const nothing = width >> 31;
  const least = i16x8.splat(<i16>low),
    most = i16x8.splat(<i16>min(span, 65535 - low)),
    factor = f32x4.splat(gain),
    magic = f32x4.splat(MAGIC + LOW + <f32>nothing),
    bits = i32x4.splat(MAGIC_BITS + nothing);
  let x = 0;
  for (; x + 16 <= width; x += 16) {
    const p = from + 2 * <usize>x,
      a = i16x8.sub(v128.load(p), least),
      b = i16x8.sub(v128.load(p, 16), least);
    let levels: v128;
    if (v128.any_true(v128.or(i16x8.sub_sat_u(a, most), i16x8.sub_sat_u(b, most))))
      levels = bentLevels(p, low, factor, magic, bits);
    else
      levels = nearest(
        lowProduct(a, factor),
        highProduct(a, factor),
        lowProduct(b, factor),
        highProduct(b, factor),
        magic,
        bits,
      );
    v128.store(to + <usize>x, levels);
  }
  for (; x < width; x++) {
    const t = f32x4.splat(<f32>(<i32>load<u16>(from + 2 * <usize>x) - low) * gain),
      level = i32x4.sub(f32x4.add(bent(t), magic), bits);
    store<u8>(to + <usize>x, <u8>i32x4.extract_lane(level, 0));
  }
}
