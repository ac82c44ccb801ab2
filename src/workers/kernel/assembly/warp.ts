/**
 * Difference of frame 1 and frame 2 warped back along the flow, in 1/32 grey as i16, 0 where the flow leaves
 * the frame.
 *
 * Positions are rounded to 1/128 px in x and 1/64 px in y (an error of at most 1/128 px, far below what the
 * images carry), so that the bilinear sample is integer: two 16-bit dot products. Adding 1.5 * 2^23 leaves
 * the rounded integer in the low bits of the float, which is cheaper than a saturating conversion.
 */

const MAGIC: f32 = 12582912; // 1.5 * 2^23
const MAGIC_BITS: i32 = 0x4b400000;

/** Four samples at X, Y (already inside the frame), in 1/32 grey. */
@inline
function sample4(pairs: usize, stride2: v128, X: v128, Y: v128): v128 {
  const magic = f32x4.splat(MAGIC),
    bits = i32x4.splat(MAGIC_BITS);
  const qx = i32x4.sub(f32x4.add(f32x4.mul(X, f32x4.splat(128)), magic), bits);
  const qy = i32x4.sub(f32x4.add(f32x4.mul(Y, f32x4.splat(64)), magic), bits);
  const at = i32x4.add(i32x4.mul(i32x4.shr_u(qy, 6), stride2), i32x4.shl(i32x4.shr_u(qx, 7), 1));
  let g = v128.load32_zero(pairs + <usize>i32x4.extract_lane(at, 0));
  g = v128.load32_lane(pairs + <usize>i32x4.extract_lane(at, 1), g, 1);
  g = v128.load32_lane(pairs + <usize>i32x4.extract_lane(at, 2), g, 2);
  g = v128.load32_lane(pairs + <usize>i32x4.extract_lane(at, 3), g, 3);
  // weights as [1 - f, f] pairs of i16
  const fx = v128.and(qx, i32x4.splat(127)),
    fy = v128.and(qy, i32x4.splat(63));
  const wx = i32x4.sub(i32x4.add(i32x4.shl(fx, 16), i32x4.splat(128)), fx);
  const wy = i32x4.sub(i32x4.add(i32x4.shl(fy, 16), i32x4.splat(64)), fy);
  const lo = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(g), v128.shuffle<u32>(wy, wy, 0, 0, 1, 1));
  const hi = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(g), v128.shuffle<u32>(wy, wy, 2, 2, 3, 3));
  const sum = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(lo, hi), wx);
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(128)), 8);
}

/**
 * out[x] = 32 * (frame1[x] - frame2[x + u, y + v]) for one row, then 16 zeros. `u`, `v`, `row`: the row of
 * the flow and of frame 1. pmin and pmax with the bound first also turn a NaN into a position inside the
 * frame.
 */
export function differenceRow(
  pairs: usize,
  stride: i32,
  w: i32,
  h: i32,
  y: i32,
  u: usize,
  v: usize,
  row: usize,
  out: usize,
): void {
  const zero = f32x4.splat(0),
    maxX = f32x4.splat(<f32>(w - 1)),
    maxY = f32x4.splat(<f32>(h - 1)),
    yy = f32x4.splat(<f32>y);
  const stride2 = i32x4.splat(2 * stride),
    eight = f32x4.splat(8);
  let x0 = f32x4(0, 1, 2, 3),
    x1 = f32x4(4, 5, 6, 7);
  for (let x: usize = 0; x < <usize>w; x += 8) {
    const X0 = f32x4.add(x0, v128.load(u + 4 * x)),
      Y0 = f32x4.add(yy, v128.load(v + 4 * x));
    const X1 = f32x4.add(x1, v128.load(u + 4 * x, 16)),
      Y1 = f32x4.add(yy, v128.load(v + 4 * x, 16));
    const cX0 = f32x4.pmin(maxX, f32x4.pmax(zero, X0)),
      cY0 = f32x4.pmin(maxY, f32x4.pmax(zero, Y0));
    const cX1 = f32x4.pmin(maxX, f32x4.pmax(zero, X1)),
      cY1 = f32x4.pmin(maxY, f32x4.pmax(zero, Y1));
    const inside = i16x8.narrow_i32x4_s(
      v128.and(f32x4.eq(X0, cX0), f32x4.eq(Y0, cY0)),
      v128.and(f32x4.eq(X1, cX1), f32x4.eq(Y1, cY1)),
    );
    const second = i16x8.narrow_i32x4_s(sample4(pairs, stride2, cX0, cY0), sample4(pairs, stride2, cX1, cY1));
    const first = i16x8.shl(v128.load_ext<u8>(row + x), 5);
    v128.store(out + 2 * x, v128.and(i16x8.sub(first, second), inside));
    x0 = f32x4.add(x0, eight);
    x1 = f32x4.add(x1, eight);
  }
  v128.store(out + <usize>(2 * w), zero);
  v128.store(out + <usize>(2 * w), zero, 16);
}
