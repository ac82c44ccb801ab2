/**
 * Painting on frames of 8-bit 4:2:0 video, as shared/overlay/i420-surface.ts does it, to the bit: that file says what is computed, this one
 * computes it where hardly any pixel is looked at twice.
 */
import { wide } from "../../../shared/overlay/assembly/arrows";

/** Weights are in units of 2^-16, and so are sums of them. */
const FRACTION_BITS: i32 = 16;
const ONE: i32 = 1 << FRACTION_BITS;
const HALF: i32 = ONE / 2;

// Where things are among the numbers of a surface: three doubles each for U and V by R, G, B, then integers of Y in units of 2^-16.
const U_OF: usize = 0;
const V_OF: usize = 24;
const Y_OF: usize = 48;
/** The offset of Y, and a half for rounding. */
const Y_OFFSET: usize = 60;
/** Bytes of the numbers of a surface. */
export const SURFACE_NUMBERS: i32 = 64;

// Where things are among the weights of a coverage: by that of a pixel, and by that of four pixels together.
const BY_FOUR: usize = 4 * 256;
/** Bytes of the weights of a coverage. */
export const COVERAGE_WEIGHTS: i32 = 4 * (256 + 1021);

@inline
function blended(before: i32, code: i32, weight: i32): i32 {
  return (before * (ONE - weight) + code * weight + HALF) >> FRACTION_BITS;
}
@inline
function weightOf(weights: usize, covered: i32): i32 {
  return load<i32>(weights + 4 * <usize>covered);
}
@inline
function blendByte(at: usize, code: i32, weight: i32): void {
  store<u8>(at, blended(<i32>load<u8>(at), code, weight));
}

/** A colour as the three codes of a surface: Y in the lowest byte, then U, then V. */
@inline
function codesOf(numbers: usize, colour: u32): u32 {
  const red = <f64>(colour & 255),
    green = <f64>((colour >> 8) & 255),
    blue = <f64>((colour >> 16) & 255);
  const luma = <i32>(
    (load<i32>(numbers + Y_OF) * <i32>(colour & 255) +
      load<i32>(numbers + Y_OF, 4) * <i32>((colour >> 8) & 255) +
      load<i32>(numbers + Y_OF, 8) * <i32>((colour >> 16) & 255) +
      load<i32>(numbers + Y_OFFSET))
  ) >> FRACTION_BITS;
  return <u32>luma | (chromaCode(numbers + U_OF, red, green, blue) << 8) | (chromaCode(numbers + V_OF, red, green, blue) << 16);
}
@inline
function chromaCode(shares: usize, red: f64, green: f64, blue: f64): u32 {
  const code = load<f64>(shares) * red + load<f64>(shares, 8) * green + load<f64>(shares, 16) * blue + 128.5;
  return <u32>min<f64>(255, code);
}

/**
 * Blends halos, then arrows, through their coverage (`addArrows`), which is cleared.
 *
 * @param frame width * height of Y, then U and V of half the sides, rounded up
 * @param haloWeights,arrowWeights {@link COVERAGE_WEIGHTS} of each
 * @param haloCodes Y, U, V of the halos in the lowest bytes; those of arrows without tints in `arrowCodes`
 * @param tints R, G, B, 0 of each pixel that has an arrow, as the coverage lies; null where all have one colour
 * @param numbers of the surface; only tints need them
 */
export function blendArrows(
  coverage: usize,
  stride: i32,
  frame: usize,
  width: i32,
  height: i32,
  haloWeights: usize,
  haloCodes: u32,
  arrowWeights: usize,
  arrowCodes: u32,
  tints: usize,
  numbers: usize,
): void {
  const across = (width + 1) >> 1;
  const chroma = frame + <usize>(width * height),
    chromaPlane = <usize>(across * ((height + 1) >> 1));
  const zero = i64x2.splat(0);
  const cleared = width & ~7;
  for (let y = 0; y < height; y += 2) {
    const upper = coverage + 2 * <usize>(y * stride);
    // Where there is no row below, the pixels that are missing are taken to be like the last ones.
    const step: usize = y + 1 < height ? 2 * <usize>stride : 0;
    const line = frame + <usize>(y * width);
    const samples = chroma + <usize>((y >> 1) * across);
    for (let x = 0; x < cleared; x += 8) {
      const at = upper + 2 * <usize>x;
      if (!v128.any_true(v128.or(v128.load(at), v128.load(at + step)))) continue;
      for (let k = x; k < x + 8; k += 2) {
        blendSquare(
          ...[upper, step, k, 1, line, width, y + 1 < height, samples, chromaPlane],
          ...[haloWeights, haloCodes, arrowWeights, arrowCodes, tints, y * stride, stride, numbers],
        );
      }
      v128.store(at, zero);
      v128.store(at + step, zero);
    }
    for (let x = cleared; x < width; x += 2) {
      blendSquare(
        ...[upper, step, x, x + 1 < width ? 1 : 0, line, width, y + 1 < height, samples, chromaPlane],
        ...[haloWeights, haloCodes, arrowWeights, arrowCodes, tints, y * stride, stride, numbers],
      );
    }
    const rest = 2 * <usize>(stride - cleared);
    memory.fill(upper + 2 * <usize>cleared, 0, rest);
    memory.fill(upper + step + 2 * <usize>cleared, 0, rest);
  }
}
