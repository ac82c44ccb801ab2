/**
 * What painting on frames of 8-bit 4:2:0 video has in common. It is done as shared/overlay/i420-surface.ts does it, to the bit: that
 * file says what is computed.
 */

/** Weights are in units of 2^-16, and so are sums of them. */
export const FRACTION_BITS: i32 = 16;
export const ONE: i32 = 1 << FRACTION_BITS;
export const HALF: i32 = ONE / 2;

// Where things are among the numbers of a surface: three doubles each for U and V by R, G, B, then integers of Y in units of 2^-16.
export const U_OF: usize = 0;
export const V_OF: usize = 24;
export const Y_OF: usize = 48;
/** The offset of Y, and a half for rounding. */
export const Y_OFFSET: usize = 60;
/** Bytes of the numbers of a surface. */
export const SURFACE_NUMBERS: i32 = 64;

@inline
export function blended(before: i32, code: i32, weight: i32): i32 {
  return (before * (ONE - weight) + code * weight + HALF) >> FRACTION_BITS;
}
@inline
export function blendByte(at: usize, code: i32, weight: i32): void {
  store<u8>(at, blended(<i32>load<u8>(at), code, weight));
}
@inline
export function weightAt(weights: usize, place: i32): i32 {
  return load<i32>(weights + 4 * <usize>place);
}
@inline
export function lumaOf(numbers: usize, red: i32, green: i32, blue: i32): i32 {
  return (
    (load<i32>(numbers + Y_OF) * red +
      load<i32>(numbers + Y_OF, 4) * green +
      load<i32>(numbers + Y_OF, 8) * blue +
      load<i32>(numbers + Y_OFFSET)) >>
    FRACTION_BITS
  );
}
@inline
export function chromaOf(shares: usize, red: f64, green: f64, blue: f64): f64 {
  return load<f64>(shares) * red + load<f64>(shares, 8) * green + load<f64>(shares, 16) * blue;
}
