import type { LumaSamples } from "../../shared/luma-samples";
import type { FrameSize } from "../protocol";

/**
 * How samples of 16 bits become the grey levels 0 to 255 that everything with a number in grey levels in it is made for: the
 * thresholds and regularisers of the methods, cuts, noise, what counts as black. A camera says nothing of how its numbers are
 * scaled: 0..4095, 0..65535 or 100..600 may be the same scene. So the two frames of a pair say it themselves, both by one
 * mapping, and the pair a I + b has the levels of the pair I: to the bit where a is a power of two, or where I spans no more than
 * {@link EXACT_SPAN}; else one sample in ten thousand may be a level off.
 *
 * From the 0.2nd to the 99.8th percentile of the pair the mapping is linear, to 16..240. What lies outside is bent towards 0 and 255,
 * and keeps its order: a few bright spots, hot pixels or a burned-in text cost the others no contrast. Where there is little
 * or nothing between the percentiles but noise, the mapping is flatter, by a power of two: a frame of noise alone has one
 * level of it.
 */
export interface GreyLevels {
  /** The sample that becomes {@link LOW}. */
  readonly low: number;
  /** Grey levels of a unit of the samples, a float32; 0 for a pair of plain frames. */
  readonly gain: number;
}

/** Ends of the linear part. */
const LOW = 16;
const SPAN = 224;
/** How far levels go beyond its upper end. */
const ABOVE = 255 - LOW - SPAN;
/** Share of the samples that may lie outside the linear part, at either end. */
const OUTSIDE = 0.002;
/**
 * Levels are products in float32, each off by less than 2^-23 of itself, in one direction or the other. The gain has this share
 * more, so that all are off in the same direction, and halves are rounded up.
 */
const UPWARD = 1 + 3 * 2 ** -23;
/**
 * Of a pair that spans d, no level is nearer below half than 1 / 2d, and UPWARD moves none by more than 2^-21 of itself: the same
 * pair in other units cannot be rounded otherwise.
 */
export const EXACT_SPAN = 4600;
/** So many standard deviations of normally distributed noise are between the percentiles. */
const NOISE_SPAN = 6;
/** From so many more on the noise makes no difference. */
const CLEAR_SPAN = 6;
/** Least share of the contrast that percentiles alone would give: noise alone has a standard deviation of a level. */
const LEAST_SHARE = 1 / 32;

/** A frame is looked at in pieces of this many pixels, this many a row, in this many rows. */
const PIECE = 64;
const PIECES = 4;
const ROWS = 32;
/** The share of the pieces, those with the least noise and texture, that tell the noise. */
const QUIET = 0.1;
/**
 * Mean size of the mask's response to normally distributed noise of standard deviation 1, in those pieces: the root of the sum of its
 * squared weights times that of the distribution, and what the quietest are below the mean.
 */
const RESPONSE = 6 * Math.sqrt(2 / Math.PI) * 0.83;

// One pair at a time: nothing of it lasts.
const histogram = new Uint32Array(1 << 16);
const places = new Int32Array(2 * PIECES * ROWS);
const responses = new Float64Array(2 * PIECES * ROWS);

/** The mapping of a pair of luma planes of one size. Takes a tenth of a millisecond, whatever that is. */
export function greyLevelsOf(first: Uint16Array, second: Uint16Array, size: FrameSize): GreyLevels {
  const pieces = placePieces(size);
  const [low, high] = rangeOf(first, second, pieces);
  if (low === high) return { low, gain: 0 };
  const range = high - low;
  const noise = noiseOf(first, second, pieces, size);
  const clear = noise > 0 ? (range / noise - NOISE_SPAN) / CLEAR_SPAN : 1;
  const share = 2 ** Math.floor(Math.log2(Math.min(Math.max(clear, LEAST_SHARE), 1)));
  return { low, gain: Math.fround((SPAN / range) * share * UPWARD) };
}

/** What the rounding of float32 makes of a level that this is added to: the nearest integer. */
const MAGIC = 1.5 * 2 ** 23;

/** The grey level of a sample, 0 to 255. assembly/grey-levels.ts does the same in float32. */
export function greyLevel({ low, gain }: GreyLevels, sample: number): number {
  const { fround } = Math;
  const t = fround((sample - low) * gain);
  if (t >= 0 && t <= SPAN) return fround(t + (MAGIC + LOW)) - MAGIC;
  const below = Math.min(t, 0);
  const beyond = Math.max(fround(t - SPAN), 0);
  const inside = Math.max(Math.min(t, SPAN), 0);
  const first = fround(fround(LOW * below) / fround(LOW - below));
  const last = fround(fround(ABOVE * beyond) / fround(ABOVE + beyond));
  return fround(fround(fround(inside + first) + last) + (MAGIC + LOW)) - MAGIC;
}

/** What turns samples of a pair into grey levels: nothing has to be done for those of 8 bits. */
export type ToGrey = (sample: number) => number;

/** Those of a pair of luma planes of one size and depth. */
export function toGreyOf(first: LumaSamples, second: LumaSamples, size: FrameSize): ToGrey {
  if (first instanceof Uint8Array || second instanceof Uint8Array) return (sample) => sample;
  const levels = greyLevelsOf(first, second, size);
  return (sample) => greyLevel(levels, sample);
}

/**
 * Notes the first and the end of each piece, evenly spread, or of all there is of a small frame: the two side by side.
 *
 * @returns how many there are
 */
function placePieces({ width, height }: FrameSize): number {
  const rows = Math.min(ROWS, height);
  const columns = Math.min(PIECES, Math.ceil(width / PIECE));
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(((row + 0.5) * height) / rows) * width;
    for (let column = 0; column < columns; column++) {
      const from = Math.floor((column * width) / columns);
      const next = Math.floor(((column + 1) * width) / columns);
      places[2 * count] = start + from;
      places[2 * count + 1] = start + Math.min(from + PIECE, next);
      count++;
    }
  }
  return count;
}

/** Percentiles of both frames; where there is nothing between them, the least and the greatest sample. */
function rangeOf(
  first: Uint16Array,
  second: Uint16Array,
  pieces: number,
): readonly [low: number, high: number] {
  let least = 65535;
  let greatest = 0;
  let count = 0;
  for (const plane of [first, second]) {
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = [places[2 * piece], places[2 * piece + 1]];
      for (let at = from; at < to; at++) {
        const sample = plane[at];
        if (sample < least) least = sample;
        if (sample > greatest) greatest = sample;
        histogram[sample]++;
      }
      count += to - from;
    }
  }
  const outside = Math.floor(OUTSIDE * count);
  let low = least;
  for (let below = histogram[low]; below <= outside; below += histogram[low]) low++;
  let high = greatest;
  for (let above = histogram[high]; above <= outside; above += histogram[high]) high--;
  histogram.fill(0, least, greatest + 1);
  if (low < high) return [low, high];
  return least < greatest ? [least, greatest] : extremesOf(first, second);
}

/** Of plain frames with a spot that no piece has met, this finds the spot. */
function extremesOf(first: Uint16Array, second: Uint16Array): readonly [least: number, greatest: number] {
  let least = 65535;
  let greatest = 0;
  for (const plane of [first, second]) {
    for (let at = 0; at < plane.length; at++) {
      if (plane[at] < least) least = plane[at];
      if (plane[at] > greatest) greatest = plane[at];
    }
  }
  return [least, greatest];
}

/**
 * Standard deviation of the noise in units of the samples, from the quietest pieces that are not quite plain. The mask
 * 1 -2 1 / -2 4 -2 / 1 -2 1 (J. Immerkaer, 1996) is blind to plains, slopes and straight edges along the axes. 0 where there
 * is no noise, and for frames that are too small for the mask.
 */
function noiseOf(
  first: Uint16Array,
  second: Uint16Array,
  pieces: number,
  { width, height }: FrameSize,
): number {
  if (width < 3 || height < 3) return 0;
  let count = 0;
  for (const plane of [first, second]) {
    for (let piece = 0; piece < pieces; piece++) {
      const y = Math.floor(places[2 * piece] / width);
      if (y === 0 || y === height - 1) continue;
      const from = Math.max(places[2 * piece], y * width + 1);
      const to = Math.min(places[2 * piece + 1], (y + 1) * width - 1);
      let sum = 0;
      let left = plane[from - 1 - width] - 2 * plane[from - 1] + plane[from - 1 + width];
      let middle = plane[from - width] - 2 * plane[from] + plane[from + width];
      for (let at = from; at < to; at++) {
        const right = plane[at + 1 - width] - 2 * plane[at + 1] + plane[at + 1 + width];
        const response = left - 2 * middle + right;
        sum += response < 0 ? -response : response;
        left = middle;
        middle = right;
      }
      if (sum > 0) responses[count++] = sum / (to - from);
    }
  }
  if (count === 0) return 0;
  return responses.subarray(0, count).sort()[Math.floor(QUIET * count)] / RESPONSE;
}
