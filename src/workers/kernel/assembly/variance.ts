/** How much the samples of a frame vary: the measure of its contrast. */

/**
 * Pixels whose sums fit: 16 a step, each lane takes 4 squares of at most 255^2, and 2^14 steps stay below
 * 2^32.
 */
const BLOCK: i32 = 16 << 14;

/** Variance of the grey levels of `count` pixels, grey^2. Sums are exact integers. */
export function frameVariance(frame: usize, count: i32): f64 {
  let total: u64 = 0,
    squares: u64 = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = min(count, start + BLOCK);
    let sum = i32x4.splat(0),
      square = sum,
      i = start;
    for (; i + 16 <= end; i += 16) {
      const x = v128.load(frame + <usize>i);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(x)));
      const low = i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_low_i8x16_u(x, x)),
        high = i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_high_i8x16_u(x, x));
      square = i32x4.add(square, i32x4.add(low, high));
    }
    total += lanes(sum);
    squares += lanes(square);
    for (; i < end; i++) {
      const grey = <u64>load<u8>(frame + <usize>i);
      total += grey;
      squares += grey * grey;
    }
  }
  const mean = <f64>total / <f64>count;
  return max<f64>(0, <f64>squares / <f64>count - mean * mean);
}
/** Sum of four unsigned lanes. */
@inline
function lanes(x: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(x, 0)) +
    <u64>(<u32>i32x4.extract_lane(x, 1)) +
    <u64>(<u32>i32x4.extract_lane(x, 2)) +
    <u64>(<u32>i32x4.extract_lane(x, 3))
  );
}

/** Variance of `count` samples of 16 bits. Sums are exact integers. */
export function deepVariance(frame: usize, count: i32): f64 {
  let total: u64 = 0,
    i = 0,
    sum = i64x2.splat(0),
    square = sum;
  for (; i + 8 <= count; i += 8) {
    const x = v128.load(frame + 2 * <usize>i);
    sum = i64x2.add(sum, i64x2.extend_low_i32x4_u(pairs(i32x4.extadd_pairwise_i16x8_u(x))));
    square = i64x2.add(square, squares(i32x4.extmul_low_i16x8_u(x, x)));
    square = i64x2.add(square, squares(i32x4.extmul_high_i16x8_u(x, x)));
  }
  total = i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
  let squared: u64 = i64x2.extract_lane(square, 0) + i64x2.extract_lane(square, 1);
  for (; i < count; i++) {
    const sample = <u64>load<u16>(frame + 2 * <usize>i);
    total += sample;
    squared += sample * sample;
  }
  const mean = <f64>total / <f64>count;
  return max<f64>(0, <f64>squared / <f64>count - mean * mean);
}
/** Four sums of two samples -> two of four, in the lower lanes. */
@inline
function pairs(x: v128): v128 {
  return i32x4.add(x, v128.shuffle<u64>(x, x, 1, 1));
}
@inline
function squares(x: v128): v128 {
  return i64x2.add(i64x2.extend_low_i32x4_u(x), i64x2.extend_high_i32x4_u(x));
}
