/**
 * Sums and histograms of a flow field in one pass: what means, percentiles and directions are made of.
 *
 * Results at `out`, which has STATISTICS_BYTES:
 *   TOTAL_U, TOTAL_V, TOTAL_SPEED   f64, px
 *   MAX_SQUARE                      f64, px^2
 *   RELIABLE, MOVING                u32, pixels
 *   DIRECTIONS                      36 u32: moving pixels with a direction in [10 k, 10 k + 10) degrees,
 *                                   clockwise from the right (y is down)
 *   SPEEDS                          SPEED_BINS u32: pixels by the logarithm of their squared speed
 *
 * A positive float is its own logarithmic scale: its bits without the lowest 15 (8 of exponent, 8 of
 * mantissa) count up with the value in steps of less than 1/256. The bins span squares from 2^-20 to 2^20,
 * speeds from a thousandth of a pixel to a thousand pixels; what is beyond falls into the first or last bin.
 */

const TOTAL_U: usize = 0;
const TOTAL_V: usize = 8;
const TOTAL_SPEED: usize = 16;
const MAX_SQUARE: usize = 24;
const RELIABLE: usize = 32;
const MOVING: usize = 36;
const DIRECTIONS: usize = 64;
/** Four counters a direction, one for each lane: a counter that was just written is slow to read again. */
const DIRECTION_BYTES: usize = 4 * 4 * 64;
const SPEEDS: usize = DIRECTIONS + DIRECTION_BYTES;

const DROPPED_BITS: i32 = 15;
const SPEED_BINS: i32 = 40 << 8;
/** Bits of 2^-20 without the dropped ones. */
const FIRST_BIN: i32 = (127 - 20) << 8;
const NO_DIRECTION: i32 = 36;
export const STATISTICS_BYTES: i32 = <i32>SPEEDS + 4 * SPEED_BINS;

const TAN_10: f32 = 0.17632698;
const TAN_20: f32 = 0.36397023;
const TAN_30: f32 = 0.57735027;
const TAN_40: f32 = 0.8390996;

@inline
function steps(opposite: v128, adjacent: v128, tangent: f32): v128 {
  return f32x4.ge(opposite, f32x4.mul(adjacent, f32x4.splat(tangent)));
}
/**
 * Direction of four flows, 0..35. Each is turned back by whole quarters until it points to the right and down
 * (along > 0, across >= 0); there, comparisons with the tangents of 10 .. 40 degrees tell the bin.
 *
 *        18 .. 26 | 27 .. 35   v < 0
 *        ---------+---------   -> u
 *         9 .. 17 | 0 .. 8     v > 0
 */
@inline
function directions(u: v128, v: v128): v128 {
  const zero = f32x4.splat(0),
    right = f32x4.gt(u, zero),
    left = f32x4.lt(u, zero);
  const half = v128.or(f32x4.lt(v, zero), v128.and(f32x4.eq(v, zero), left));
  const quarter = v128.not(v128.bitselect(left, right, half));
  const along = f32x4.abs(v128.bitselect(v, u, quarter)),
    across = f32x4.abs(v128.bitselect(u, v, quarter));
  const smaller = f32x4.min(along, across),
    larger = f32x4.max(along, across);
  // comparisons give -1
  const bins = i32x4.neg(
    i32x4.add(
      i32x4.add(steps(smaller, larger, TAN_10), steps(smaller, larger, TAN_20)),
      i32x4.add(steps(smaller, larger, TAN_30), steps(smaller, larger, TAN_40)),
    ),
  );
  const bin = v128.bitselect(i32x4.sub(i32x4.splat(8), bins), bins, f32x4.gt(across, along));
  return i32x4.add(bin, i32x4.add(v128.and(quarter, i32x4.splat(9)), v128.and(half, i32x4.splat(18))));
}

@inline
function count(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}
@inline
function countLane(out: usize, lane: usize, speed: i32, direction: i32): void {
  count(out + SPEEDS + 4 * <usize>speed);
  count(out + DIRECTIONS + 16 * <usize>direction + 4 * lane);
}
@inline
function total(x: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(v128.shuffle<u32>(x, x, 2, 3, 2, 3)));
}
@inline
function sum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * Statistics of the pixels that are at least `margin` away from the border. Pixels of a squared speed above
 * `movingSquare` have a direction; those of at least `threshold` are reliable.
 */
export function fieldStatistics(
  u: usize,
  v: usize,
  reliability: usize,
  width: i32,
  height: i32,
  margin: i32,
  threshold: f32,
  movingSquare: f32,
  out: usize,
): void {
  memory.fill(out, 0, STATISTICS_BYTES);
  let totalU = f64x2.splat(0),
    totalV = totalU,
    totalSpeed = totalU,
    most = f32x4.splat(0),
    reliable = 0,
    moving = 0;
  const least = f32x4.splat(threshold),
    still = f32x4.splat(movingSquare),
    nowhere = i32x4.splat(NO_DIRECTION),
    first = i32x4.splat(FIRST_BIN),
    lowest = i32x4.splat(0),
    highest = i32x4.splat(SPEED_BINS - 1);
  for (let y = margin; y < height - margin; y++) {
    let at = <usize>(4 * (y * width + margin));
    for (let left = width - 2 * margin; left > 0; ) {
      // the last pixels of a row one by one, the other lanes 0
      const four = left >= 4;
      const du = four ? v128.load(u + at) : v128.load32_zero(u + at),
        dv = four ? v128.load(v + at) : v128.load32_zero(v + at),
        r = four ? v128.load(reliability + at) : v128.load32_zero(reliability + at);
      const square = f32x4.add(f32x4.mul(du, du), f32x4.mul(dv, dv)),
        moves = f32x4.gt(square, still);
      totalU = f64x2.add(totalU, total(du));
      totalV = f64x2.add(totalV, total(dv));
      totalSpeed = f64x2.add(totalSpeed, total(f32x4.sqrt(square)));
      most = f32x4.max(most, square);
      moving += popcnt<i32>(i32x4.bitmask(moves));
      reliable += popcnt<i32>(i32x4.bitmask(f32x4.ge(r, least)) & (four ? 15 : 1));
      const bin = i32x4.sub(i32x4.shr_u(square, DROPPED_BITS), first),
        speed = i32x4.min_s(highest, i32x4.max_s(lowest, bin)),
        direction = v128.bitselect(directions(du, dv), nowhere, moves);
      countLane(out, 0, i32x4.extract_lane(speed, 0), i32x4.extract_lane(direction, 0));
      if (four) {
        countLane(out, 1, i32x4.extract_lane(speed, 1), i32x4.extract_lane(direction, 1));
        countLane(out, 2, i32x4.extract_lane(speed, 2), i32x4.extract_lane(direction, 2));
        countLane(out, 3, i32x4.extract_lane(speed, 3), i32x4.extract_lane(direction, 3));
        at += 16;
        left -= 4;
      } else {
        at += 4;
        left--;
      }
    }
  }
  for (let k: usize = 0; k < 36; k++) {
    const lanes = out + DIRECTIONS + 16 * k;
    const pixels = load<u32>(lanes) + load<u32>(lanes, 4) + load<u32>(lanes, 8) + load<u32>(lanes, 12);
    store<u32>(out + DIRECTIONS + 4 * k, pixels);
  }
  store<f64>(out, sum(totalU), TOTAL_U);
  store<f64>(out, sum(totalV), TOTAL_V);
  store<f64>(out, sum(totalSpeed), TOTAL_SPEED);
  const a = max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    b = max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3));
  store<f64>(out, max<f32>(a, b), MAX_SQUARE);
  store<u32>(out, reliable, RELIABLE);
  store<u32>(out, moving, MOVING);
}
