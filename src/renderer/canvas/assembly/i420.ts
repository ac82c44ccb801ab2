/**
 * I420 to RGBA, in fixed point: coefficients have FRACTION_BITS bits after the point, sums are 32 bits wide and are rounded
 * once, so that a result is off by at most one level from that of real numbers, and hardly ever by one.
 */

export const FRACTION_BITS: i32 = 13;
const HALF: i32 = 1 << (FRACTION_BITS - 1);

/** Two 16-bit factors in each lane, for i32x4.dot_i16x8_s: of the first and of the second number of a pair. */
@inline
function factors(first: i32, second: i32): v128 {
  return i32x4.splat((first & 0xffff) | (second << 16));
}
/** Eight sums of 32 bits, as eight of 16 bits without their fraction. */
@inline
function levels(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, FRACTION_BITS), i32x4.shr_s(high, FRACTION_BITS));
}

/**
 * Converts rows [0, rows) of planes without padding; each pixel takes the chroma sample that covers it. `rows` is even, but
 * for the last ones of a frame.
 *
 *   R = scale (Y - offset)               + redOfV (V - 128)
 *   G = scale (Y - offset) + greenOfU (U - 128) + greenOfV (V - 128)
 *   B = scale (Y - offset) + blueOfU (U - 128)
 *
 * with factors times 2^FRACTION_BITS, of less than 4 in magnitude. Reads up to 8 bytes, and writes up to 32, beyond the end of each plane.
 */
export function i420ToRgba(
  luma: usize,
  u: usize,
  v: usize,
  width: i32,
  rows: i32,
  offset: i32,
  scale: i32,
  redOfV: i32,
  greenOfU: i32,
  greenOfV: i32,
  blueOfU: i32,
  rgba: usize,
): void {
  const chromaWidth = <usize>((width + 1) >> 1);
  const red = factors(scale, redOfV),
    greenU = factors(scale, greenOfU),
    greenV = factors(greenOfV, 0),
    blue = factors(scale, blueOfU),
    round = i32x4.splat(HALF),
    black = i16x8.splat(<i16>offset),
    grey = i16x8.splat(128),
    zero = i16x8.splat(0),
    opaque = i16x8.splat(255);
  for (let y = 0; y < rows; y++) {
    const chroma = <usize>(y >> 1) * chromaWidth;
    const row = luma + <usize>y * <usize>width;
    let out = rgba + 4 * (<usize>y * <usize>width);
    for (let x: usize = 0; x < <usize>width; x += 8, out += 32) {
      const lumas = i16x8.sub(v128.load8x8_u(row + x), black);
      // Four chroma samples for eight pixels, each twice.
      const us = v128.load32_zero(u + chroma + (x >> 1)),
        vs = v128.load32_zero(v + chroma + (x >> 1));
      const u8s = i16x8.sub(v128.shuffle<u8>(us, zero, 0, 16, 0, 16, 1, 16, 1, 16, 2, 16, 2, 16, 3, 16, 3, 16), grey);
      const v8s = i16x8.sub(v128.shuffle<u8>(vs, zero, 0, 16, 0, 16, 1, 16, 1, 16, 2, 16, 2, 16, 3, 16, 3, 16), grey);
      const yu0 = v128.shuffle<u16>(lumas, u8s, 0, 8, 1, 9, 2, 10, 3, 11),
        yu1 = v128.shuffle<u16>(lumas, u8s, 4, 12, 5, 13, 6, 14, 7, 15);
      const yv0 = v128.shuffle<u16>(lumas, v8s, 0, 8, 1, 9, 2, 10, 3, 11),
        yv1 = v128.shuffle<u16>(lumas, v8s, 4, 12, 5, 13, 6, 14, 7, 15);
      const v0 = v128.shuffle<u16>(v8s, zero, 0, 8, 1, 9, 2, 10, 3, 11),
        v1 = v128.shuffle<u16>(v8s, zero, 4, 12, 5, 13, 6, 14, 7, 15);
      const r = levels(
        i32x4.add(i32x4.dot_i16x8_s(yv0, red), round),
        i32x4.add(i32x4.dot_i16x8_s(yv1, red), round),
      );
      const g = levels(
        i32x4.add(i32x4.add(i32x4.dot_i16x8_s(yu0, greenU), i32x4.dot_i16x8_s(v0, greenV)), round),
        i32x4.add(i32x4.add(i32x4.dot_i16x8_s(yu1, greenU), i32x4.dot_i16x8_s(v1, greenV)), round),
      );
      const b = levels(
        i32x4.add(i32x4.dot_i16x8_s(yu0, blue), round),
        i32x4.add(i32x4.dot_i16x8_s(yu1, blue), round),
      );
      // R in the lower half and B in the upper one; G and opacity.
      const rb = i8x16.narrow_i16x8_u(r, b),
        ga = i8x16.narrow_i16x8_u(g, opaque);
      const rg = v128.shuffle<u8>(rb, ga, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
        ba = v128.shuffle<u8>(rb, ga, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(out, v128.shuffle<u16>(rg, ba, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(out, v128.shuffle<u16>(rg, ba, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    }
  }
}
