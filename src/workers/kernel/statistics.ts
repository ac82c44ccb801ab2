import { type FlowPlanes, validRegion } from "./method";

/** Speeds in pixels per frame over the valid region; all 0 when it is empty. */
export interface SpeedStatistics {
  readonly meanSpeed: number;
  readonly maxSpeed: number;
  /** The speed that 95 % of the pixels do not exceed, within 0.1 % of itself; see {@link speedStatistics}. */
  readonly p95Speed: number;
}

/**
 * A float32 is its own logarithmic scale: the upper 16 bits of a positive one (8 of exponent, 8 of mantissa
 * below the sign) count up with its value in steps of less than 1/256.
 */
const DROPPED_BITS = 15;
const BINS = 1 << (31 - DROPPED_BITS);

/** Kept between calls, so that frame after frame allocates nothing. One set a thread. */
const counts = new Uint32Array(BINS);
const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

/**
 * Mean, maximum and 95th percentile of the speed, in one pass. Mean and maximum are those of double
 * arithmetic. The percentile comes from a histogram of squared speeds over the bins above: the centre of
 * a bin is within 1/512 of the squares in it, that is within 1/1000 of the speeds.
 */
export function speedStatistics(
  { u, v }: FlowPlanes,
  width: number,
  height: number,
  windowRadius: number,
): SpeedStatistics {
  const valid = validRegion(width, height, windowRadius);
  if (!valid) {
    return { meanSpeed: 0, maxSpeed: 0, p95Speed: 0 };
  }
  counts.fill(0);
  let total = 0;
  let maxSquare = 0;
  for (let y = valid.top; y < valid.bottom; y++) {
    for (let at = y * width + valid.left, end = y * width + valid.right; at < end; at++) {
      const square = u[at] * u[at] + v[at] * v[at];
      total += Math.sqrt(square);
      if (square > maxSquare) {
        maxSquare = square;
      }
      asFloat[0] = square;
      counts[asBits[0] >>> DROPPED_BITS]++;
    }
  }
  const pixels = (valid.right - valid.left) * (valid.bottom - valid.top);
  const maxSpeed = Math.sqrt(maxSquare);
  return {
    meanSpeed: total / pixels,
    maxSpeed,
    p95Speed: Math.min(percentile(pixels - Math.ceil(0.95 * pixels)), maxSpeed),
  };
}

/** The speed that all but `above` of the counted pixels do not exceed. */
function percentile(above: number): number {
  let remaining = above;
  let bin = BINS - 1;
  while (bin > 0 && counts[bin] <= remaining) {
    remaining -= counts[bin];
    bin--;
  }
  if (bin === 0) {
    return 0;
  }
  asBits[0] = bin << DROPPED_BITS;
  const low = asFloat[0];
  asBits[0] = (bin + 1) << DROPPED_BITS;
  return Math.sqrt((low + asFloat[0]) / 2);
}
