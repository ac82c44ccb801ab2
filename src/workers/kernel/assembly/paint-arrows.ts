/** Blends arrows into frames of video, by the coverage that shared/overlay/assembly/arrows.ts makes of them. */
import { blendByte, chromaOf, lumaOf, U_OF, V_OF, weightAt } from "./paint-common";

// Of the weights of a coverage: by that of a pixel, then by that of four pixels together.
const BY_FOUR: usize = 4 * 256;
/** Bytes of the weights of a coverage. */
export const COVERAGE_WEIGHTS: i32 = 4 * (256 + 1021);

/**
 * Blends halos, then arrows, and clears their coverage.
 *
 * @param coverage of height rows of `stride` pixels
 * @param frame width * height of Y, then U and V of half the sides, rounded up
 * @param haloWeights COVERAGE_WEIGHTS bytes, as `arrowWeights`
 * @param haloCodes Y, U and V of the halos, from the lowest byte on; `arrowCodes` those of arrows that have no tints
 * @param tints R, G, B, 0 of each pixel that has an arrow, lying as the coverage does; null where all have one colour
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
  const u = frame + <usize>(width * height),
    v = u + <usize>(across * ((height + 1) >> 1));
  const zero = i64x2.splat(0);
  const whole = width & ~7;
  for (let y = 0; y < height; y += 2) {
    // Where a row or a column is missing, its pixels are taken to be like the last ones, which leaves means as they are.
    const below = y + 1 < height ? 1 : 0;
    const row = coverage + 2 * <usize>(y * stride),
      down = 2 * <usize>(below * stride);
    const colours = tints == 0 ? 0 : tints + 4 * <usize>(y * stride);
    const line = frame + <usize>(y * width);
    const chroma = <usize>((y >> 1) * across);
    let x = 0;
    for (; x < whole; x += 8) {
      const at = row + 2 * <usize>x;
      if (!v128.any_true(v128.or(v128.load(at), v128.load(at + down)))) continue;
      for (let k: usize = 0; k < 8; k += 2) {
        const place = chroma + ((<usize>x + k) >> 1);
        const colour = colours == 0 ? 0 : colours + 4 * (<usize>x + k);
        blendSquare(
          at + 2 * k,
          down,
          line + <usize>x + k,
          width,
          1,
          below,
          u + place,
          v + place,
          haloWeights,
          haloCodes,
          arrowWeights,
          arrowCodes,
          colour,
          numbers,
        );
      }
      v128.store(at, zero);
      v128.store(at + down, zero);
    }
    for (; x < width; x += 2) {
      const place = chroma + <usize>(x >> 1);
      const colour = colours == 0 ? 0 : colours + 4 * <usize>x;
      blendSquare(
        row + 2 * <usize>x,
        down,
        line + <usize>x,
        width,
        x + 1 < width ? 1 : 0,
        below,
        u + place,
        v + place,
        haloWeights,
        haloCodes,
        arrowWeights,
        arrowCodes,
        colour,
        numbers,
      );
    }
    const rest = 2 * <usize>(stride - whole);
    memory.fill(row + 2 * <usize>whole, 0, rest);
    memory.fill(row + down + 2 * <usize>whole, 0, rest);
  }
}

/**
 * Blends the four pixels that share a sample of U and of V.
 *
 * @param at their coverage; that of the row below is `down` bytes on
 * @param pixel the first of them
 * @param right 1 where there is a column to the right, else 0; as `below` of rows
 */
function blendSquare(
  at: usize,
  down: usize,
  pixel: usize,
  width: i32,
  right: i32,
  below: i32,
  u: usize,
  v: usize,
  haloWeights: usize,
  haloCodes: u32,
  arrowWeights: usize,
  arrowCodes: u32,
  tint: usize,
  numbers: usize,
): void {
  const a = <i32>load<u16>(at),
    b = <i32>load<u16>(at + 2 * right),
    c = <i32>load<u16>(at + down),
    d = <i32>load<u16>(at + down + 2 * right);
  const halos = (a & 255) + (b & 255) + (c & 255) + (d & 255),
    arrows = (a >> 8) + (b >> 8) + (c >> 8) + (d >> 8);
  if (halos != 0) {
    blendPlain(pixel, width, right, below, u, v, a & 255, b & 255, c & 255, d & 255, halos, haloWeights, haloCodes);
  }
  if (arrows == 0) return;
  if (tint == 0) {
    blendPlain(pixel, width, right, below, u, v, a >> 8, b >> 8, c >> 8, d >> 8, arrows, arrowWeights, arrowCodes);
    return;
  }
  const lower = 2 * down;
  red = green = blue = 0;
  blendTinted(pixel, tint, a >> 8, 1, arrowWeights, numbers);
  blendTinted(pixel + right, tint + 4 * right, b >> 8, right, arrowWeights, numbers);
  blendTinted(pixel + below * width, tint + lower, c >> 8, below, arrowWeights, numbers);
  blendTinted(pixel + below * width + right, tint + lower + 4 * right, d >> 8, right & below, arrowWeights, numbers);
  // The mean of their colours, each by as much as its pixel is covered.
  const share = 1 / <f64>arrows;
  const weight = weightAt(arrowWeights + BY_FOUR, arrows);
  blendByte(u, chromaCode(numbers + U_OF, share), weight);
  blendByte(v, chromaCode(numbers + V_OF, share), weight);
}

/** Blends one colour, given by its codes, by the coverage of each pixel and their sum. */
@inline
function blendPlain(
  pixel: usize,
  width: i32,
  right: i32,
  below: i32,
  u: usize,
  v: usize,
  a: i32,
  b: i32,
  c: i32,
  d: i32,
  sum: i32,
  weights: usize,
  codes: u32,
): void {
  const code = <i32>(codes & 255);
  blendByte(pixel, code, weightAt(weights, a));
  if (right) blendByte(pixel + 1, code, weightAt(weights, b));
  if (below) blendByte(pixel + width, code, weightAt(weights, c));
  if (right & below) blendByte(pixel + width + 1, code, weightAt(weights, d));
  const weight = weightAt(weights + BY_FOUR, sum);
  blendByte(u, <i32>((codes >> 8) & 255), weight);
  blendByte(v, <i32>((codes >> 16) & 255), weight);
}

// Sums of the colours of the pixels of a square, each times its coverage.
let red: i32 = 0;
let green: i32 = 0;
let blue: i32 = 0;

/** @param seen whether the pixel is one of the picture, or stands for one that is missing */
@inline
function blendTinted(pixel: usize, tint: usize, covered: i32, seen: i32, weights: usize, numbers: usize): void {
  if (covered == 0) return;
  const colour = load<u32>(tint);
  const r = <i32>(colour & 255),
    g = <i32>((colour >> 8) & 255),
    b = <i32>((colour >> 16) & 255);
  if (seen) blendByte(pixel, lumaOf(numbers, r, g, b), weightAt(weights, covered));
  red += covered * r;
  green += covered * g;
  blue += covered * b;
}
@inline
function chromaCode(shares: usize, share: f64): i32 {
  const code = chromaOf(shares, <f64>red * share, <f64>green * share, <f64>blue * share) + 128.5;
  return code > 255 ? 255 : <i32>code;
}
