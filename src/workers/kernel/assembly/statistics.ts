/**
 * Sums and histograms of a flow field in one pass: what means, percentiles and directions are made of. They are over
 * the reliable pixels, or over all of them.
 *
 * Pixels are counted eight at a time into a block of STATISTICS_BYTES, one for each thread; mergeStatistics
 * makes one result of them, at the start of the first block:
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
const CODES: usize = 512;
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
@inline
function directionCodes(u: v128, v: v128, moves: v128): v128 {
  const alongU = f32x4.abs(u),
    alongV = f32x4.abs(v);
  const smaller = f32x4.pmin(alongU, alongV),
    larger = f32x4.pmax(alongU, alongV);
  const left = v128.and(i32x4.shr_u(u, 27), i32x4.splat(LEFT)),
    up = v128.and(i32x4.shr_u(v, 26), i32x4.splat(UP)),
    steep = v128.and(f32x4.gt(alongV, alongU), i32x4.splat(STEEP));
  const near = i32x4.add(
    i32x4.add(reaches(smaller, larger, TAN_10), reaches(smaller, larger, TAN_20)),
    i32x4.add(reaches(smaller, larger, TAN_30), reaches(smaller, larger, TAN_40)),
  );
  const steps = i32x4.add(near, f32x4.gt(smaller, f32x4.splat(0)));
  const code = i32x4.sub(v128.or(v128.or(left, up), steep), steps);
  return v128.bitselect(code, i32x4(STILL, STILL + 8, STILL + 16, STILL + 24), moves);
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
  const a = i64x2.extract_lane(addresses, 0),
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

/** Makes a block ready to be counted in. */
export function clearStatistics(out: usize): void {
  memory.fill(out, 0, STATISTICS_BYTES);
}

/** Steps whose values are added up as f32. */
const BLOCK: usize = 8;

/**
 * See countPixels. Up to sixteen values are added as f32 before they become f64: a sum is off by at most 2^-20 of that of the
 * magnitudes.
 */
@inline
function countSteps(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  out: usize,
  withDirections: bool,
): void {
  let sumU = v128.load(out, SUM_U),
    sumV = v128.load(out, SUM_V),
    sumSpeed = v128.load(out, SUM_SPEED),
    most = v128.load(out, MOST),
    reliable = v128.load(out, RELIABLE_LANES);
  const least = f32x4.splat(threshold),
    still = f32x4.splat(movingSquare),
    speeds = i32x4.splat(<i32>(out + SPEEDS) - 4 * FIRST_BIN),
    pairs = i32x4.splat(<i32>(out + PAIRS));
  const end = u + (<usize>steps << 5);
  while (u < end) {
    const blockEnd = min(end, u + 32 * BLOCK);
    let blockU = f32x4.splat(0),
      blockV = blockU,
      blockSpeed = blockU;
    for (; u < blockEnd; u += 32, v += 32, reliability += 32) {
      const reaches0 = f32x4.ge(v128.load(reliability), least),
        reaches1 = f32x4.ge(v128.load(reliability, 16), least);
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
      countAt(speedCounters(square0, speeds, false));
      countAt(speedCounters(square1, speeds, true));
      blockU = f32x4.add(blockU, f32x4.add(u0, u1));
      blockV = f32x4.add(blockV, f32x4.add(v0, v1));
      blockSpeed = f32x4.add(blockSpeed, f32x4.add(f32x4.sqrt(square0), f32x4.sqrt(square1)));
      most = f32x4.pmax(most, f32x4.pmax(square0, square1));
      reliable = i32x4.sub(reliable, i32x4.add(reaches0, reaches1));
      if (withDirections) {
        const code0 = directionCodes(u0, v0, f32x4.gt(square0, still)),
          code1 = directionCodes(u1, v1, f32x4.gt(square1, still));
        countAt(i32x4.add(i32x4.add(i32x4.shl(code0, 8), i32x4.shl(code1, 2)), pairs));
      }
    }
    sumU = addFloats(sumU, blockU);
    sumV = addFloats(sumV, blockV);
    sumSpeed = addFloats(sumSpeed, blockSpeed);
  }
  v128.store(out, sumU, SUM_U);
  v128.store(out, sumV, SUM_V);
  v128.store(out, sumSpeed, SUM_SPEED);
  v128.store(out, most, MOST);
  v128.store(out, reliable, RELIABLE_LANES);
}
// One compiled loop each: directions are half of the work, and masks some of it.
function countReliable(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  movingSquare: f32,
  out: usize,
): void {
  countSteps(u, v, reliability, steps, threshold, false, movingSquare, out, true);
}
function countReliableSpeeds(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  out: usize,
): void {
  countSteps(u, v, reliability, steps, threshold, false, 0, out, false);
}
function countAll(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  movingSquare: f32,
  out: usize,
): void {
  countSteps(u, v, reliability, steps, threshold, true, movingSquare, out, true);
}
function countAllSpeeds(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  out: usize,
): void {
  countSteps(u, v, reliability, steps, threshold, true, 0, out, false);
}

/**
 * Counts pixels: `steps` times eight, in any order, at 32 bytes a step. Those of at least `threshold`, which is
 * above 0, are reliable; with `all` the others count too. Those of a squared speed above `movingSquare` have a direction,
 * which is counted where that is not negative.
 */
export function countPixels(
  u: usize,
  v: usize,
  reliability: usize,
  steps: i32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  out: usize,
): void {
  if (all) {
    if (movingSquare < 0) countAllSpeeds(u, v, reliability, steps, threshold, out);
    else countAll(u, v, reliability, steps, threshold, movingSquare, out);
  } else if (movingSquare < 0) countReliableSpeeds(u, v, reliability, steps, threshold, out);
  else countReliable(u, v, reliability, steps, threshold, movingSquare, out);
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
export function isOfSquare(
  u: usize,
  v: usize,
  reliability: usize,
  threshold: f32,
  all: bool,
  square: f32,
): bool {
  const x = load<f32>(u),
    y = load<f32>(v);
  return (all || load<f32>(reliability) >= threshold) && x * x + y * y == square;
}
@inline
function greatest(x: v128): f32 {
  const a = max<f32>(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    b = max<f32>(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3));
  return max<f32>(a, b);
}

/**
 * Counts rows [y0, y1) of a field into a cleared block, but for the pixels less than `margin` away from the
 * border. `rows` gets three f64 for each row of the field, its sums of u, v and speed: added up in the order of
 * rows they do not depend on who counted which.
 */
export function countRows(
  u: usize,
  v: usize,
  reliability: usize,
  width: i32,
  height: i32,
  margin: i32,
  threshold: f32,
  all: bool,
  movingSquare: f32,
  y0: i32,
  y1: i32,
  rows: usize,
  out: usize,
): void {
  const count = max(width - 2 * margin, 0),
    steps = count >> 3,
    left = <usize>(4 * (count & 7));
  const from = max(y0, margin),
    to = min(y1, height - margin);
  memory.fill(out + TAIL, 0, 96);
  for (let y = from; y < to; y++) {
    const at = <usize>(4 * (y * width + margin)),
      tail = at + (<usize>steps << 5);
    memory.fill(out + SUM_U, 0, 48);
    countPixels(u + at, v + at, reliability + at, steps, threshold, all, movingSquare, out);
    if (left != 0) {
      memory.copy(out + TAIL, u + tail, left);
      memory.copy(out + TAIL + 32, v + tail, left);
      memory.copy(out + TAIL + 64, reliability + tail, left);
      countPixels(out + TAIL, out + TAIL + 32, out + TAIL + 64, 1, threshold, all, movingSquare, out);
    }
    if (hasFaster(out)) {
      const square = fastestSquare(out);
      let x = 0;
      for (let p = at; !isOfSquare(u + p, v + p, reliability + p, threshold, all, square); p += 4) x++;
      setFastest(out, margin + x, y);
    }
    const row = rows + <usize>(24 * y);
    store<f64>(row, sum(v128.load(out, SUM_U)));
    store<f64>(row, sum(v128.load(out, SUM_V)), 8);
    store<f64>(row, sum(v128.load(out, SUM_SPEED)), 16);
  }
}
@inline
function sum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * Makes the result of `blocks` blocks that lie side by side, at the first of them. Sums are those of rows
 * [y0, y1) of `rows`; where that is null, those of the first block. Directions are left out where they were not counted.
 */
export function mergeStatistics(
  out: usize,
  blocks: i32,
  rows: usize,
  y0: i32,
  y1: i32,
  withDirections: bool,
): void {
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
  if (withDirections) mergeDirections(out);
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
