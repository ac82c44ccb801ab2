import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { GreyHistogram } from "../../shared/levels";
import type { LumaSamples } from "../../shared/luma-samples";

/** Shares of the pixels that may be darker than black and brighter than white: dead and hot pixels, glints. */
const BEYOND = 0.001;
/** About so many pixels of a frame are looked at. */
const SAMPLES = 1 << 17;
const MOST_BINS = 256;
/** What a histogram shows on either side of the fitted levels, as a share of their distance. */
const MARGIN = 0.25;

/** Counts how often grey values come, in some pixels of every frame. */
export class GreyValues {
  readonly #counts: Uint32Array;
  readonly #depth: number;

  /**
   * @param bits of a sample
   * @param depth bits of them that are used
   */
  constructor(bits: number, depth: number) {
    this.#counts = new Uint32Array(2 ** bits);
    this.#depth = depth;
  }

  add(samples: LumaSamples): void {
    // No divisor of most widths, or only some columns would be looked at.
    const step = Math.max(1, Math.floor(samples.length / SAMPLES)) | 1;
    for (let at = 0; at < samples.length; at += step) this.#counts[samples[at]]++;
  }

  /**
   * From the darkest to the brightest values but for a thousandth of the pixels at either end; where nearly all have one value, from
   * the darkest to the brightest; where all have, or nothing was counted, all values.
   */
  fitted(): Levels {
    const counts = this.#counts;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const beyond = Math.floor(total * BEYOND);
    for (const most of [beyond, 0]) {
      const black = firstBeyond(counts, most);
      const white = counts.length - 1 - firstBeyond(counts.slice().reverse(), most);
      if (total > 0 && black < white) return { black, white, gamma: 1 };
    }
    return wholeLevels(this.#depth);
  }

  /** Of the values about {@link fitted}; bins are as wide as is a step between values, or a multiple of that. */
  histogram(): GreyHistogram {
    const counts = this.#counts;
    const { black, white } = this.fitted();
    const margin = Math.ceil(MARGIN * (white - black));
    const { least, most, unit } = extentOf(counts);
    const [lower, upper] = least < most ? [least, most] : [0, 2 ** this.#depth - 1];
    const from = Math.max(lower, black - margin);
    const to = Math.min(upper, white + margin);
    const step = unit * Math.ceil((to - from + 1) / unit / MOST_BINS);
    const bins = new Uint32Array(Math.ceil((to - from + 1) / step));
    counts.forEach((count, value) => {
      const bin = Math.floor((value - from) / step);
      bins[Math.min(Math.max(bin, 0), bins.length - 1)] += count;
    });
    return { from, step, counts: bins };
  }
}

/** The darkest and the brightest value, and the greatest number that divides all distances between values. */
function extentOf(counts: Uint32Array): {
  readonly least: number;
  readonly most: number;
  readonly unit: number;
} {
  const least = Math.max(
    counts.findIndex((count) => count > 0),
    0,
  );
  let [most, unit] = [least, 0];
  for (let value = least + 1; value < counts.length; value++) {
    if (counts[value] === 0) continue;
    unit = commonDivisor(value - least, unit);
    most = value;
  }
  return { least, most, unit: Math.max(unit, 1) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The first value up to which more than so many were counted. */
function firstBeyond(counts: Uint32Array, most: number): number {
  let sum = 0;
  return Math.max(
    counts.findIndex((count) => {
      sum += count;
      return sum > most;
    }),
    0,
  );
}
