/**
 * Sums of the vectors of regions, four pixels at a time, into a block of REGION_BYTES:
 *   SUMS       f64: u, v, speed, and the differences of u across, u down, v across, v down, each times its factor
 *   COUNTS     i32: pixels whose vectors count; those that are reliable; those whose neighbours count, too
 *   MOST       f32, the greatest speed; BEST, i32: the pixel that it is at, counted from the start of its plane; -1 for none
 *   BINS       u32 each: vectors by the bits of their speed
 * and what is asked for, see beginRegion.
 */

const SUMS: usize = 0;
const COUNTS: usize = 64;
const MOST: usize = 80;
const BEST: usize = 84;
// what is asked for, f32 each
const A: usize = 96;
const B: usize = 100;
const C: usize = 104;
const D: usize = 108;
const PER_UNIT: usize = 112;
/** Less reliable vectors do not count. */
const LEAST: usize = 116;
/** Vectors of this reliability are reliable. */
const RELIABLE: usize = 120;
const BINS: usize = 128;

/** Bins of a doubling of the speed. */
export const REGION_BINS_OF_OCTAVE: i32 = 512;
/** Bits of a speed below those that name its bin. */
const SHIFT: i32 = 23 - 9;
/** From 2^-20 on, for 40 octaves. */
export const REGION_FIRST_BIN: i32 = (127 - 20) * REGION_BINS_OF_OCTAVE;
export const REGION_BINS: i32 = 40 * REGION_BINS_OF_OCTAVE;
export const REGION_BINS_OFFSET: i32 = <i32>BINS;
/** One bin more, of what does not count. */
export const REGION_BYTES: i32 = <i32>BINS + 4 * (REGION_BINS + 16);

/** Motions beyond are unknown ones. */
const KNOWN: f32 = 1e9;

/** Makes ready to count a region. The speed of (u, v) is the length of (a u + b v, c u + d v), and `unit` of it a pixel, for the bins. */
export function beginRegion(
  a: f32,
  b: f32,
  c: f32,
  d: f32,
  unit: f32,
  least: f32,
  reliable: f32,
  block: usize,
): void {
  memory.fill(block, 0, REGION_BYTES);
  store<i32>(block, -1, BEST);
  store<f32>(block, a, A);
  store<f32>(block, b, B);
  store<f32>(block, c, C);
  store<f32>(block, d, D);
  store<f32>(block, 1 / unit, PER_UNIT);
  store<f32>(block, least, LEAST);
  store<f32>(block, reliable, RELIABLE);
}

/** The sizes of four vectors, by which unknown ones are told. */
@inline
function sizes(u: v128, v: v128): v128 {
  return f32x4.add(f32x4.abs(u), f32x4.abs(v));
}
@inline
function low(a: v128): v128 {
  return f64x2.promote_low_f32x4(a);
}
@inline
function high(a: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<u32>(a, a, 2, 3, 2, 3));
}
@inline
function both(sum: v128, values: v128): v128 {
  return f64x2.add(sum, f64x2.add(low(values), high(values)));
}
@inline
function addTo(block: usize, at: usize, sum: v128, factor: f64): void {
  const value = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  store<f64>(block + at, load<f64>(block + at) + value * factor);
}
@inline
function countIn(bins: usize, bin: i32): void {
  const at = bins + (<usize>bin << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/**
 * Counts `count` pixels of a row, the first of which is pixel `first` of the planes. `left`, `right`, `up` and `down` say how many pixels
 * away the neighbours lie (0 at the borders of the picture), `perColumn` and `perRow` what differences between them are multiplied by.
 * Up to three pixels before the first one are read where there are fewer than four, and not counted.
 */
export function addRegionRow(
  u: usize,
  v: usize,
  reliability: usize,
  first: i32,
  count: i32,
  left: i32,
  right: i32,
  up: i32,
  down: i32,
  perColumn: f64,
  perRow: f64,
  block: usize,
): void {
  const toLeft = <usize>left << 2,
    toRight = <usize>right << 2,
    toAbove = <usize>up << 2,
    toBelow = <usize>down << 2;
  const a = v128.load32_splat(block, A),
    b = v128.load32_splat(block, B),
    c = v128.load32_splat(block, C),
    d = v128.load32_splat(block, D),
    perUnit = v128.load32_splat(block, PER_UNIT),
    least = v128.load32_splat(block, LEAST),
    reliable = v128.load32_splat(block, RELIABLE);
  const known = f32x4.splat(KNOWN);
  const lanes = i32x4(0, 1, 2, 3);
  const bins = block + BINS;
  let sumU = f64x2.splat(0),
    sumV = f64x2.splat(0),
    sumSpeed = f64x2.splat(0);
  let uAcross = f64x2.splat(0),
    uDown = f64x2.splat(0),
    vAcross = f64x2.splat(0),
    vDown = f64x2.splat(0);
  // -1 for each pixel.
  let counted = i32x4.splat(0),
    certain = i32x4.splat(0),
    sloped = i32x4.splat(0);
  let most = f32x4.splat(-1);
  for (let k = 0; k < count; k += 4) {
    // The last step ends with the row; what was counted before does not count again.
    const start = min(k, count - 4);
    const isNew = i32x4.ge_s(lanes, i32x4.splat(k - start));
    const offset = <usize>((first + start) << 2);
    const atU = u + offset,
      atV = v + offset,
      atR = reliability + offset;
    const x = v128.load(atU),
      y = v128.load(atV),
      own = v128.load(atR);
    const counts = v128.and(
      isNew,
      v128.and(f32x4.ge(own, least), f32x4.lt(sizes(x, y), known)),
    );
    const alongX = f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y)),
      alongY = f32x4.add(f32x4.mul(c, x), f32x4.mul(d, y));
    const speed = f32x4.sqrt(f32x4.add(f32x4.mul(alongX, alongX), f32x4.mul(alongY, alongY)));
    counted = i32x4.add(counted, counts);
    certain = i32x4.add(certain, v128.and(counts, f32x4.ge(own, reliable)));
    sumU = both(sumU, v128.and(x, counts));
    sumV = both(sumV, v128.and(y, counts));
    sumSpeed = both(sumSpeed, v128.and(speed, counts));
    most = f32x4.pmax(most, v128.bitselect(speed, f32x4.splat(-1), counts));
    const code = i32x4.sub(
      i32x4.shr_u(f32x4.mul(speed, perUnit), SHIFT),
      i32x4.splat(REGION_FIRST_BIN),
    );
    const within = i32x4.min_s(i32x4.max_s(code, i32x4.splat(0)), i32x4.splat(REGION_BINS - 1));
    const bin = v128.bitselect(within, i32x4.splat(REGION_BINS), counts);
    countIn(bins, i32x4.extract_lane(bin, 0));
    countIn(bins, i32x4.extract_lane(bin, 1));
    countIn(bins, i32x4.extract_lane(bin, 2));
    countIn(bins, i32x4.extract_lane(bin, 3));
    const surely = v128.and(
      v128.and(
        f32x4.ge(v128.load(atR - toLeft), least),
        f32x4.ge(v128.load(atR + toRight), least),
      ),
      v128.and(
        f32x4.ge(v128.load(atR - toAbove), least),
        f32x4.ge(v128.load(atR + toBelow), least),
      ),
    );
    const uL = v128.load(atU - toLeft),
      uR = v128.load(atU + toRight),
      uA = v128.load(atU - toAbove),
      uB = v128.load(atU + toBelow);
    const vL = v128.load(atV - toLeft),
      vR = v128.load(atV + toRight),
      vA = v128.load(atV - toAbove),
      vB = v128.load(atV + toBelow);
    const around = f32x4.add(
      f32x4.add(sizes(uL, vL), sizes(uR, vR)),
      f32x4.add(sizes(uA, vA), sizes(uB, vB)),
    );
    const slopes = v128.and(counts, v128.and(surely, f32x4.lt(around, known)));
    sloped = i32x4.add(sloped, slopes);
    uAcross = both(uAcross, v128.and(f32x4.sub(uR, uL), slopes));
    uDown = both(uDown, v128.and(f32x4.sub(uB, uA), slopes));
    vAcross = both(vAcross, v128.and(f32x4.sub(vR, vL), slopes));
    vDown = both(vDown, v128.and(f32x4.sub(vB, vA), slopes));
  }
  addTo(block, SUMS, sumU, 1);
  addTo(block, SUMS + 8, sumV, 1);
  addTo(block, SUMS + 16, sumSpeed, 1);
  addTo(block, SUMS + 24, uAcross, perColumn);
  addTo(block, SUMS + 32, uDown, perRow);
  addTo(block, SUMS + 40, vAcross, perColumn);
  addTo(block, SUMS + 48, vDown, perRow);
  subtractLanes(block, COUNTS, counted);
  subtractLanes(block, COUNTS + 4, certain);
  subtractLanes(block, COUNTS + 8, sloped);
  const halves = f32x4.pmax(most, v128.shuffle<u32>(most, most, 2, 3, 2, 3));
  const greatest = max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
  if (greatest > load<f32>(block, MOST)) {
    store<f32>(block, greatest, MOST);
    store<i32>(block, placeOf(u, v, reliability, first, count, greatest, block), BEST);
  }
}

@inline
function subtractLanes(block: usize, at: usize, lanes: v128): void {
  const sum =
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3);
  store<i32>(block + at, load<i32>(block + at) - sum);
}

/** The first pixel of a row that counts and has this speed. */
function placeOf(
  u: usize,
  v: usize,
  reliability: usize,
  first: i32,
  count: i32,
  greatest: f32,
  block: usize,
): i32 {
  const a = load<f32>(block, A),
    b = load<f32>(block, B),
    c = load<f32>(block, C),
    d = load<f32>(block, D),
    least = load<f32>(block, LEAST);
  for (let at = first; at < first + count; at++) {
    const offset = <usize>(at << 2);
    const x = load<f32>(u + offset),
      y = load<f32>(v + offset);
    if (!(load<f32>(reliability + offset) >= least) || !(abs(x) + abs(y) < KNOWN)) continue;
    const alongX = a * x + b * y,
      alongY = c * x + d * y;
    if (sqrt<f32>(alongX * alongX + alongY * alongY) == greatest) return at;
  }
  return -1;
}
