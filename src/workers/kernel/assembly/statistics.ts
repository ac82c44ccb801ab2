/**
 * Sums and histograms of a flow field in one pass: what means, percentiles and directions are made of. They are over
 * the reliable pixels, or over all of them.
 *
 * Pixels are counted eight at a time into a block of STATISTICS_BYTES, one for each thread, which knows what is asked for;
 * mergeStatistics makes one result of them, at the start of the first block:
 *   TOTAL_U, TOTAL_V, TOTAL_SPEED   f64, px
 *   MAX_SQUARE                      f64, px^2
 *   RELIABLE, MOVING                u32, pixels
 *   MAX_X, MAX_Y                    i32: column and row of MAX_SQUARE, the first one in the order of rows; anything
 *                                   where that is 0
 *   DIRECTIONS                      36 u32: moving pixels with a direction in [10 k, 10 k + 10) degrees,
 *                                   clockwise from the right (y is down)
 *   SPEEDS                          SPEED_BINS u32: pixels by the logarithm of their squared speed; the first
 *                                   bin holds anything
 *
 * A positive float is its own logarithmic scale: its bits without the lowest 15 (8 of exponent, 8 of
 * mantissa) count up with the value in steps of less than 1/256. The bins span squares from 2^-20 to 2^20,
 * speeds from a thousandth of a pixel to a thousand pixels; what is beyond falls into the first or last bin.
 *
 * A pixel of which u, v and reliability are 0 changes nothing but the first bin: so rows are filled up with
 * zeros to whole steps, and what does not count is taken for such a pixel.
 */

// the result
const TOTAL_U: usize = 0;
const TOTAL_V: usize = 8;
const TOTAL_SPEED: usize = 16;
const MAX_SQUARE: usize = 24;
const RELIABLE: usize = 32;
const MOVING: usize = 36;
const MAX_X: usize = 40;
const MAX_Y: usize = 44;
// what is asked for
const THRESHOLD: usize = 48;
const ALL: usize = 52;
const MOVING_SQUARE: usize = 56;
const DIRECTIONS: usize = 64;
/** The greatest square so far, f32, with its column and its row, i32. */
const BEST: usize = 224;
const BEST_X: usize = 228;
const BEST_Y: usize = 232;
// what is counted: two lanes of f64 each, four of f32, four of i32
const SUM_U: usize = 256;
const SUM_V: usize = 272;
const SUM_SPEED: usize = 288;
const MOST: usize = 304;
const RELIABLE_LANES: usize = 320;
/** The last pixels of a row of u, v and reliability: 32 bytes each. */
const TAIL: usize = 352;
/** Squared speeds of a chunk of a row. */
const SQUARES: usize = 512;
const CHUNK: i32 = 128;
const CODES: usize = SQUARES + 32 * CHUNK;
const CODE_COUNT: usize = 64;
/** Counters of two neighbours' direction codes at once: half the additions. */
const PAIRS: usize = CODES + 4 * CODE_COUNT;
const SPEEDS: usize = PAIRS + 4 * CODE_COUNT * CODE_COUNT + 64;

const DROPPED_BITS: i32 = 15;
const SPEED_BINS: i32 = 40 << 8;
/** Bits of 2^-20 without the dropped ones. */
const FIRST_BIN: i32 = (127 - 20) << 8;
export const SPEEDS_OFFSET: i32 = <i32>SPEEDS;
export const STATISTICS_BYTES: i32 = <i32>SPEEDS + 4 * SPEED_BINS;

const TAN_10: f32 = 0.17632698;
const TAN_20: f32 = 0.36397023;
const TAN_30: f32 = 0.57735027;
const TAN_40: f32 = 0.8390996;

/*
 * A direction's code: how far it is from the nearest axis (0: on it, 1 + k: [10 k, 10 k + 10) degrees), and
 * in which of the eight sectors between axes and diagonals. Comparisons tell it; its bin is looked up when all
 * are counted.
 */
const STEEP: i32 = 8; // nearest to the v axis
const LEFT: i32 = 16;
const UP: i32 = 32;
/**
 * Codes of still pixels: one for each lane, because a counter that was just written is slow to read again.
 */
const STILL: i32 = 6;

/** -1 where the angle between a flow and the nearest axis reaches one of this tangent. */
@inline
function reaches(smaller: v128, larger: v128, tangent: f32): v128 {
  return f32x4.ge(smaller, f32x4.mul(larger, f32x4.splat(tangent)));
}
/** How many steps of a code the angle of a flow from the nearest axis reaches, negative. */
@inline
function negativeSteps(alongU: v128, alongV: v128): v128 {
  const smaller = f32x4.pmin(alongU, alongV),
    larger = f32x4.pmax(alongU, alongV);
  const near = i32x4.add(
    i32x4.add(reaches(smaller, larger, TAN_10), reaches(smaller, larger, TAN_20)),
    i32x4.add(reaches(smaller, larger, TAN_30), reaches(smaller, larger, TAN_40)),
  );
  return i32x4.add(near, f32x4.gt(smaller, f32x4.splat(0)));
}
/** Codes of eight flows; `moves` has -1 for those that have a direction. Saturation keeps signs. */
@inline
function directionCodes(u0: v128, u1: v128, v0: v128, v1: v128, moves: v128): v128 {
  const magnitude = i32x4.splat(0x7fffffff);
  const alongU0 = v128.and(u0, magnitude),
    alongV0 = v128.and(v0, magnitude),
    alongU1 = v128.and(u1, magnitude),
    alongV1 = v128.and(v1, magnitude);
  const steps = i16x8.narrow_i32x4_s(negativeSteps(alongU0, alongV0), negativeSteps(alongU1, alongV1)),
    isSteep = i16x8.narrow_i32x4_s(i32x4.gt_s(alongV0, alongU0), i32x4.gt_s(alongV1, alongU1));
  const left = v128.and(i16x8.shr_u(i16x8.narrow_i32x4_s(u0, u1), 11), i16x8.splat(<i16>LEFT)),
    up = v128.and(i16x8.shr_u(i16x8.narrow_i32x4_s(v0, v1), 10), i16x8.splat(<i16>UP)),
    steep = v128.and(isSteep, i16x8.splat(<i16>STEEP));
  const code = i16x8.sub(v128.or(v128.or(left, up), steep), steps);
  return v128.or(code, v128.andnot(i16x8(7, 15, 23, 31, 39, 47, 55, 63), moves));
}
/** The direction bin of a code; -1 for still pixels. */
function binOf(code: i32): i32 {
  const step = code & 7,
    left = (code & LEFT) != 0,
    up = (code & UP) != 0;
  if (step >= STILL) return -1;
  const past = step - 1;
  if (code & STEEP) {
    if (step == 0) return up ? 27 : 9;
    if (up) return left ? 26 - past : 27 + past;
    return left ? 9 + past : 8 - past;
  }
  if (step == 0) return left ? 18 : 0;
  if (up) return left ? 18 + past : 35 - past;
  return left ? 17 - past : past;
}

@inline
function count(at: i32): void {
  store<u32>(<usize>at, load<u32>(<usize>at) + 1);
}
/** Counts at four addresses. */
@inline
function countAt(addresses: v128): void {
  // The engine's compiler has a shorter way for the lower half of floats.
  const a = reinterpret<i64>(f64x2.extract_lane(addresses, 0)),
    b = i64x2.extract_lane(addresses, 1);
  count(<i32>a);
  count(<i32>(a >>> 32));
  count(<i32>b);
  count(<i32>(b >>> 32));
}
/** Addresses of the speed counters of four squares, the first or the second four of a step. */
@inline
function speedCounters(square: v128, counters: v128, second: bool): v128 {
  const bin = v128.and(i32x4.shr_u(square, DROPPED_BITS - 2), i32x4.splat(~3));
  // Those of the first bin are spread over counters before it, a lane each; see STILL. Most pixels may be of it.
  const at = second ? 4 * FIRST_BIN - 16 : 4 * FIRST_BIN;
  const first = i32x4(at, at - 4, at - 8, at - 12),
    last = i32x4.splat(4 * (FIRST_BIN + SPEED_BINS - 1));
  return i32x4.add(i32x4.min_s(i32x4.max_s(bin, first), last), counters);
}
/** Four floats added to the two doubles of `sum`. */
@inline
function addFloats(sum: v128, x: v128): v128 {
  const high = v128.shuffle<u64>(x, x, 1, 1);
  return f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(high)));
}

/**
 * Makes a block ready to be counted in. Pixels of at least `threshold`, which is above 0, are reliable; with `all` the others
 * count too. Those of a squared speed above `movingSquare` have a direction, which is counted where that is not negative.
 */
export function beginStatistics(out: usize, threshold: f32, all: bool, movingSquare: f32): void {
  memory.fill(out, 0, STATISTICS_BYTES);
  store<f32>(out, threshold, THRESHOLD);
  store<i32>(out, all ? 1 : 0, ALL);
  store<f32>(out, movingSquare, MOVING_SQUARE);
}
/** The reliability from which on a pixel is reliable. */
@inline
export function thresholdOf(out: usize): f32 {
  return load<f32>(out, THRESHOLD);
}
@inline
function countsAll(out: usize): bool {
  return load<i32>(out, ALL) != 0;
}
@inline
function countsDirections(out: usize): bool {
  return load<f32>(out, MOVING_SQUARE) >= 0;
}

/** Steps whose values are added up as f32. */
const BLOCK: usize = 8;

/**
 * Sums and counts of the speeds of `steps` steps, at least one; their squares go to `squares`. Up to sixteen values are added as
 * f32 before they become f64: a sum is off by at most 2^-20 of that of the magnitudes.
 */
@inline
function countSpeeds(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  all: bool,
  squares: usize,
  out: usize,
): void {
  let sumU = v128.load(out, SUM_U),
    sumV = v128.load(out, SUM_V),
    sumSpeed = v128.load(out, SUM_SPEED),
    most = v128.load(out, MOST),
    reliable = v128.load(out, RELIABLE_LANES);
  const least = f32x4.splat(thresholdOf(out)),
    speeds = i32x4.splat(<i32>(out + SPEEDS) - 4 * FIRST_BIN);
  const end = u + (<usize>steps << 5);
  do {
    const blockEnd = min(end, u + 32 * BLOCK);
    let blockU = f32x4.splat(0),
      blockV = blockU,
      blockSpeed = blockU;
    do {
      const reaches0 = f32x4.ge(v128.load(reliability), least),
        reaches1 = f32x4.ge(v128.load(reliability, 16), least);
      // Where no pixel counts, nothing changes but the first bin, which may hold anything.
      if (all || v128.any_true(v128.or(reaches0, reaches1))) {
        let u0 = v128.load(u),
          u1 = v128.load(u, 16),
          v0 = v128.load(v),
          v1 = v128.load(v, 16);
        if (!all) {
          u0 = v128.and(u0, reaches0);
          u1 = v128.and(u1, reaches1);
          v0 = v128.and(v0, reaches0);
          v1 = v128.and(v1, reaches1);
        }
        const square0 = f32x4.add(f32x4.mul(u0, u0), f32x4.mul(v0, v0)),
          square1 = f32x4.add(f32x4.mul(u1, u1), f32x4.mul(v1, v1));
        v128.store(squares, square0);
        v128.store(squares, square1, 16);
        countAt(speedCounters(square0, speeds, false));
        countAt(speedCounters(square1, speeds, true));
        blockU = f32x4.add(blockU, f32x4.add(u0, u1));
        blockV = f32x4.add(blockV, f32x4.add(v0, v1));
        blockSpeed = f32x4.add(blockSpeed, f32x4.add(f32x4.sqrt(square0), f32x4.sqrt(square1)));
        most = f32x4.pmax(most, f32x4.pmax(square0, square1));
        reliable = i32x4.sub(reliable, i32x4.add(reaches0, reaches1));
      } else {
        v128.store(squares, f32x4.splat(0));
        v128.store(squares, f32x4.splat(0), 16);
      }
      u += 32;
      v += 32;
      reliability += 32;
      squares += 32;
    } while (u < blockEnd);
    sumU = addFloats(sumU, blockU);
    sumV = addFloats(sumV, blockV);
    sumSpeed = addFloats(sumSpeed, blockSpeed);
  } while (u < end);
  v128.store(out, sumU, SUM_U);
  v128.store(out, sumV, SUM_V);
  v128.store(out, sumSpeed, SUM_SPEED);
  v128.store(out, most, MOST);
  v128.store(out, reliable, RELIABLE_LANES);
}
// One compiled loop each.
function countSpeedsOfAll(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  squares: usize,
  out: usize,
): void {
  countSpeeds(u, v, reliability, steps, true, squares, out);
}
function countSpeedsOfReliable(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  squares: usize,
  out: usize,
): void {
  countSpeeds(u, v, reliability, steps, false, squares, out);
}

/** Counts the directions of pixels that move, by their squared speeds, 0 where they do not count. */
function countDirections(u: usize, v: usize, squares: usize, steps: i32, out: usize): void {
  const still = f32x4.splat(load<f32>(out, MOVING_SQUARE)),
    pairs = i32x4.splat(<i32>(out + PAIRS)),
    strides = i32x4.splat(<i32>(4 * CODE_COUNT) + (4 << 16));
  const end = u + (<usize>steps << 5);
  do {
    const moves = i16x8.narrow_i32x4_s(
      f32x4.gt(v128.load(squares), still),
      f32x4.gt(v128.load(squares, 16), still),
    );
    if (v128.any_true(moves)) {
      const codes = directionCodes(v128.load(u), v128.load(u, 16), v128.load(v), v128.load(v, 16), moves);
      countAt(i32x4.add(i32x4.dot_i16x8_s(codes, strides), pairs));
    }
    u += 32;
    v += 32;
    squares += 32;
  } while (u < end);
}

/** Counts pixels: `steps` times eight, in any order, at 32 bytes a step. */
export function countPixels(u: usize, v: usize, reliability: usize, steps: i32, out: usize): void {
  const squares = out + SQUARES;
  while (steps > 0) {
    const part = min(steps, CHUNK);
    if (countsAll(out)) countSpeedsOfAll(u, v, reliability, part, squares, out);
    else countSpeedsOfReliable(u, v, reliability, part, squares, out);
    if (countsDirections(out)) countDirections(u, v, squares, part, out);
    const bytes = <usize>part << 5;
    u += bytes;
    v += bytes;
    reliability += bytes;
    steps -= part;
  }
}

/** Whether a pixel is faster than all in which {@link setFastest} has named the fastest one. */
@inline
export function hasFaster(out: usize): bool {
  return greatest(v128.load(out, MOST)) > load<f32>(out, BEST);
}
/** The greatest squared speed that has been counted. */
@inline
export function fastestSquare(out: usize): f32 {
  return greatest(v128.load(out, MOST));
}
/** Says where the fastest of all counted pixels is. */
export function setFastest(out: usize, x: i32, y: i32): void {
  store<f32>(out, fastestSquare(out), BEST);
  store<i32>(out, x, BEST_X);
  store<i32>(out, y, BEST_Y);
}
/** Whether a pixel counts and has this squared speed. */
@inline
export function isOfSquare(u: usize, v: usize, reliability: usize, square: f32, out: usize): bool {
  const x = load<f32>(u),
    y = load<f32>(v);
  return (countsAll(out) || load<f32>(reliability) >= thresholdOf(out)) && x * x + y * y == square;
}
@inline
function greatest(x: v128): f32 {
  const a = max<f32>(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    b = max<f32>(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3));
  return max<f32>(a, b);
}

/**
 * Counts the `count` pixels of row y, from column `left` on, of which nothing but this is kept: behind them are zeros up to a whole
 * step.
 */
export function countLoneRow(
  u: usize,
  v: usize,
  reliability: usize,
  count: i32,
  left: i32,
  y: i32,
  out: usize,
): void {
  countPixels(u, v, reliability, (count + 7) >> 3, out);
  nameFastest(u, v, reliability, left, y, out);
}
/** Says where the fastest pixel is, if it is one of a row that has just been counted, which starts at column `left`. */
function nameFastest(u: usize, v: usize, reliability: usize, left: i32, y: i32, out: usize): void {
  if (!hasFaster(out)) return;
  const square = fastestSquare(out);
  let x: usize = 0;
  while (!isOfSquare(u + x, v + x, reliability + x, square, out)) x += 4;
  setFastest(out, left + <i32>(x >> 2), y);
}

/**
 * Counts rows [y0, y1) of a field into a block, but for the pixels less than `margin` away from the border. `rows` gets three
 * f64 for each row of the field, its sums of u, v and speed: added up in the order of rows they do not depend on who counted
 * which.
 */
export function countRows(
  u: usize,
  v: usize,
  reliability: usize,
  width: i32,
  height: i32,
  margin: i32,
  y0: i32,
  y1: i32,
  rows: usize,
  out: usize,
): void {
  const from = max(y0, margin),
    to = min(y1, height - margin),
    count = max(width - 2 * margin, 0);
  for (let y = from; y < to; y++) {
    const at = <usize>(4 * (y * width + margin));
    countRow(u + at, v + at, reliability + at, count, margin, y, rows + <usize>(24 * y), out);
  }
}
/** Counts the `count` pixels of row y from column `left` on. */
function countRow(
  u: usize,
  v: usize,
  reliability: usize,
  count: i32,
  left: i32,
  y: i32,
  row: usize,
  out: usize,
): void {
  const zero = i32x4.splat(0),
    steps = count >> 3,
    rest = <usize>(4 * (count & 7));
  v128.store(out, zero, SUM_U);
  v128.store(out, zero, SUM_V);
  v128.store(out, zero, SUM_SPEED);
  countPixels(u, v, reliability, steps, out);
  if (rest != 0) {
    const tail = <usize>steps << 5;
    for (let x: usize = 0; x < 96; x += 16) v128.store(out + TAIL + x, zero);
    for (let x: usize = 0; x < rest; x += 4) {
      store<f32>(out + TAIL + x, load<f32>(u + tail + x));
      store<f32>(out + TAIL + 32 + x, load<f32>(v + tail + x));
      store<f32>(out + TAIL + 64 + x, load<f32>(reliability + tail + x));
    }
    countPixels(out + TAIL, out + TAIL + 32, out + TAIL + 64, 1, out);
  }
  nameFastest(u, v, reliability, left, y, out);
  store<f64>(row, sum(v128.load(out, SUM_U)));
  store<f64>(row, sum(v128.load(out, SUM_V)), 8);
  store<f64>(row, sum(v128.load(out, SUM_SPEED)), 16);
}
@inline
function sum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * Makes the result of `blocks` blocks that lie side by side, at the first of them. Sums are those of rows
 * [y0, y1) of `rows`; where that is null, those of the first block. Directions are left out where they were not counted.
 */
export function mergeStatistics(out: usize, blocks: i32, rows: usize, y0: i32, y1: i32): void {
  let reliable = v128.load(out, RELIABLE_LANES);
  for (let block = 1; block < blocks; block++) {
    const other = out + <usize>block * STATISTICS_BYTES;
    // Blocks are of rows in their order: the first of several places is kept.
    if (load<f32>(other, BEST) > load<f32>(out, BEST)) memory.copy(out + BEST, other + BEST, 12);
    reliable = i32x4.add(reliable, v128.load(other, RELIABLE_LANES));
    for (let at: usize = PAIRS; at < <usize>STATISTICS_BYTES; at += 16) {
      v128.store(out + at, i32x4.add(v128.load(out + at), v128.load(other + at)));
    }
  }
  let totalU = sum(v128.load(out, SUM_U)),
    totalV = sum(v128.load(out, SUM_V)),
    totalSpeed = sum(v128.load(out, SUM_SPEED));
  if (rows != 0) {
    totalU = 0;
    totalV = 0;
    totalSpeed = 0;
    for (let y = y0; y < y1; y++) {
      const row = rows + <usize>(24 * y);
      totalU += load<f64>(row);
      totalV += load<f64>(row, 8);
      totalSpeed += load<f64>(row, 16);
    }
  }
  store<f64>(out, totalU, TOTAL_U);
  store<f64>(out, totalV, TOTAL_V);
  store<f64>(out, totalSpeed, TOTAL_SPEED);
  store<f64>(out, load<f32>(out, BEST), MAX_SQUARE);
  store<i32>(out, load<i32>(out, BEST_X), MAX_X);
  store<i32>(out, load<i32>(out, BEST_Y), MAX_Y);
  const c = i32x4.extract_lane(reliable, 0) + i32x4.extract_lane(reliable, 1),
    d = i32x4.extract_lane(reliable, 2) + i32x4.extract_lane(reliable, 3);
  store<i32>(out, c + d, RELIABLE);
  if (countsDirections(out)) mergeDirections(out);
}
function mergeDirections(out: usize): void {
  memory.fill(out + CODES, 0, 4 * CODE_COUNT);
  for (let a: usize = 0; a < CODE_COUNT; a++)
    for (let b: usize = 0; b < CODE_COUNT; b++) {
      const pixels = load<u32>(out + PAIRS + 4 * (a * CODE_COUNT + b));
      const first = out + CODES + 4 * a,
        second = out + CODES + 4 * b;
      store<u32>(first, load<u32>(first) + pixels);
      store<u32>(second, load<u32>(second) + pixels);
    }
  memory.fill(out + DIRECTIONS, 0, 4 * 36);
  let moving = 0;
  for (let code = 0; code < <i32>CODE_COUNT; code++) {
    const bin = binOf(code);
    if (bin < 0) continue;
    const pixels = load<u32>(out + CODES + 4 * <usize>code),
      at = out + DIRECTIONS + 4 * <usize>bin;
    store<u32>(at, load<u32>(at) + pixels);
    moving += pixels;
  }
  store<u32>(out, moving, MOVING);
}
