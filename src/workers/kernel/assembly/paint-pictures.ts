/** Blends RGBA pictures (maps, legends) into frames of video, and changes all samples of a plane by a table. */
import {
  blended,
  chromaOf,
  FRACTION_BITS,
  HALF,
  lumaOf,
  ONE,
  U_OF,
  V_OF,
  weightAt,
  Y_OF,
  Y_OFFSET,
} from "./paint-common";

/**
 * Blends a picture with straight alpha into pixels [left, right) of rows [top, bottom) of a frame.
 *
 * @param picture the pixel that comes to (left, top); rows are `pitch` bytes apart
 * @param frame width * height of Y, then U and V of half the sides, rounded up
 * @param weights by the alpha of a pixel: 256 i32 of 2^-16
 */
export function blendPicture(
  picture: usize,
  pitch: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  frame: usize,
  width: i32,
  height: i32,
  weights: usize,
  numbers: usize,
): void {
  const across = (width + 1) >> 1;
  const u = frame + <usize>(width * height),
    v = u + <usize>(across * ((height + 1) >> 1));
  for (let row = top >> 1; 2 * row < bottom; row++) {
    const first = max(top, 2 * row),
      last = min(bottom, 2 * row + 2) - 1;
    const line = frame + <usize>(first * width),
      from = picture + <usize>((first - top) * pitch) - 4 * <usize>left;
    const isPair = last > first;
    // Of a square, whatever part of it the picture has.
    const rows = 2 * row + 1 < height ? 2 : 1;
    const chroma = <usize>(row * across);
    let x = left & ~1;
    while (x < right) {
      if (isPair && x >= left && x + 4 <= right) {
        const place = chroma + <usize>(x >> 1);
        blendFour(from + 4 * <usize>x, pitch, line + <usize>x, width, u + place, v + place, weights, numbers);
        x += 4;
        continue;
      }
      sumWeight = sumRed = sumGreen = sumBlue = 0;
      for (let y = 0; y <= (isPair ? 1 : 0); y++) {
        for (let k = max(x, left); k < min(x + 2, right); k++) {
          blendOne(from + <usize>(y * pitch) + 4 * <usize>k, line + <usize>(y * width + k), weights, numbers);
        }
      }
      if (sumWeight != 0) {
        const share: f64 = 1 / <f64>(ONE * rows * (x + 1 < width ? 2 : 1));
        blendSums(u + chroma + <usize>(x >> 1), numbers + U_OF, share);
        blendSums(v + chroma + <usize>(x >> 1), numbers + V_OF, share);
      }
      x += 2;
    }
  }
}

// Sums over the pixels of a square: of their weights, and of those times R, G and B.
let sumWeight: i32 = 0;
let sumRed: i32 = 0;
let sumGreen: i32 = 0;
let sumBlue: i32 = 0;

@inline
function blendOne(from: usize, to: usize, weights: usize, numbers: usize): void {
  const pixel = load<u32>(from);
  const weight = weightAt(weights, <i32>(pixel >> 24));
  if (weight == 0) return;
  const r = <i32>(pixel & 255),
    g = <i32>((pixel >> 8) & 255),
    b = <i32>((pixel >> 16) & 255);
  store<u8>(to, blended(<i32>load<u8>(to), lumaOf(numbers, r, g, b), weight));
  sumWeight += weight;
  sumRed += r * weight;
  sumGreen += g * weight;
  sumBlue += b * weight;
}
@inline
function blendSums(at: usize, shares: usize, share: f64): void {
  const before = <f64>load<u8>(at);
  const sum = chromaOf(shares, <f64>sumRed, <f64>sumGreen, <f64>sumBlue);
  const code = before + (sum - (before - 128) * <f64>sumWeight) * share + 0.5;
  store<u8>(at, code > 255 ? 255 : <u32>code);
}

/** Four pixels of each of two rows: two squares. */
@inline
function blendFour(
  from: usize,
  pitch: i32,
  line: usize,
  width: i32,
  u: usize,
  v: usize,
  weights: usize,
  numbers: usize,
): void {
  const upper = v128.load(from),
    lower = v128.load(from + pitch);
  const opaque = i32x4.splat(0xff000000);
  if (!v128.any_true(v128.and(v128.or(upper, lower), opaque))) return;
  const wUpper = weightsOf(upper, weights),
    wLower = weightsOf(lower, weights);
  const low = i32x4.splat(255);
  const rUpper = v128.and(upper, low),
    gUpper = v128.and(i32x4.shr_u(upper, 8), low),
    bUpper = v128.and(i32x4.shr_u(upper, 16), low);
  const rLower = v128.and(lower, low),
    gLower = v128.and(i32x4.shr_u(lower, 8), low),
    bLower = v128.and(i32x4.shr_u(lower, 16), low);
  blendLuma(line, rUpper, gUpper, bUpper, wUpper, numbers);
  blendLuma(line + width, rLower, gLower, bLower, wLower, numbers);
  const sums = squares(i32x4.add(wUpper, wLower)),
    reds = squares(i32x4.add(i32x4.mul(rUpper, wUpper), i32x4.mul(rLower, wLower))),
    greens = squares(i32x4.add(i32x4.mul(gUpper, wUpper), i32x4.mul(gLower, wLower))),
    blues = squares(i32x4.add(i32x4.mul(bUpper, wUpper), i32x4.mul(bLower, wLower)));
  blendChroma(u, numbers + U_OF, sums, reds, greens, blues);
  blendChroma(v, numbers + V_OF, sums, reds, greens, blues);
}
@inline
function weightsOf(pixels: v128, weights: usize): v128 {
  const alphas = i32x4.shr_u(pixels, 24);
  let w = i32x4.splat(weightAt(weights, i32x4.extract_lane(alphas, 0)));
  w = i32x4.replace_lane(w, 1, weightAt(weights, i32x4.extract_lane(alphas, 1)));
  w = i32x4.replace_lane(w, 2, weightAt(weights, i32x4.extract_lane(alphas, 2)));
  return i32x4.replace_lane(w, 3, weightAt(weights, i32x4.extract_lane(alphas, 3)));
}
@inline
function blendLuma(at: usize, r: v128, g: v128, b: v128, w: v128, numbers: usize): void {
  const luma = i32x4.shr_s(
    i32x4.add(
      i32x4.add(
        i32x4.mul(r, v128.load32_splat(numbers + Y_OF)),
        i32x4.mul(g, v128.load32_splat(numbers + Y_OF, 4)),
      ),
      i32x4.add(i32x4.mul(b, v128.load32_splat(numbers + Y_OF, 8)), v128.load32_splat(numbers + Y_OFFSET)),
    ),
    FRACTION_BITS,
  );
  const before = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
  // before * (ONE - w) + luma * w
  const sum = i32x4.add(i32x4.shl(before, FRACTION_BITS), i32x4.mul(i32x4.sub(luma, before), w));
  const after = i32x4.shr_s(i32x4.add(sum, i32x4.splat(HALF)), FRACTION_BITS);
  const narrow = i16x8.narrow_i32x4_u(after, after);
  v128.store32_lane(at, i8x16.narrow_i16x8_u(narrow, narrow), 0);
}
/** Sums of neighbouring lanes, in the first two lanes. */
@inline
function squares(x: v128): v128 {
  const sum = i32x4.add(x, v128.shuffle<u32>(x, x, 1, 0, 3, 2));
  return v128.shuffle<u32>(sum, sum, 0, 2, 0, 2);
}
@inline
function blendChroma(at: usize, shares: usize, sums: v128, reds: v128, greens: v128, blues: v128): void {
  const before = f64x2(<f64>load<u8>(at), <f64>load<u8>(at, 1));
  const sum = f64x2.add(
    f64x2.add(
      f64x2.mul(v128.load64_splat(shares), f64x2.convert_low_i32x4_s(reds)),
      f64x2.mul(v128.load64_splat(shares, 8), f64x2.convert_low_i32x4_s(greens)),
    ),
    f64x2.mul(v128.load64_splat(shares, 16), f64x2.convert_low_i32x4_s(blues)),
  );
  const own = f64x2.mul(f64x2.sub(before, f64x2.splat(128)), f64x2.convert_low_i32x4_s(sums));
  const step = f64x2.mul(f64x2.sub(sum, own), f64x2.splat(1 / <f64>(4 * ONE)));
  const after = f64x2.pmin(f64x2.add(f64x2.add(before, step), f64x2.splat(0.5)), f64x2.splat(255));
  const codes = i32x4.trunc_sat_f64x2_s_zero(after);
  store<u8>(at, i32x4.extract_lane(codes, 0));
  store<u8>(at, i32x4.extract_lane(codes, 1), 1);
}

/** Replaces each byte by that of a table of 256. */
export function mapBytes(bytes: usize, count: i32, table: usize): void {
  const end = bytes + <usize>count;
  let at = bytes;
  for (; at + 16 <= end; at += 16) {
    const codes = v128.load(at);
    let mapped = i8x16.splat(0);
    for (let part = 0; part < 16; part++) {
      // Places outside of the part become 16 or more, whose swizzle is 0.
      const places = i8x16.sub(codes, i8x16.splat(<i8>(16 * part)));
      mapped = v128.or(mapped, i8x16.swizzle(v128.load(table + 16 * <usize>part), places));
    }
    v128.store(at, mapped);
  }
  for (; at < end; at++) store<u8>(at, load<u8>(table + <usize>load<u8>(at)));
}
