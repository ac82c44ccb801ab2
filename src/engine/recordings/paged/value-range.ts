import { type MovieNotice, movieNotice } from "../../../shared/movie";

/** Values that are shown as black and as white. Those outside are clipped. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
}

/** Ranges that values are usually in: shares of white, 8 bits, 16 bits. */
const USUAL = [1, 255, 65_535];
/** The largest sample of 16 bits. */
const WHITE = 65_535;

/** Gathers the smallest and the largest finite value; what is not a number, or infinite, is left out. */
export class RangeFinder {
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  add(values: Iterable<number> & ArrayLike<number>): void {
    let from = this.#from;
    let to = this.#to;
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      if (value < from && value !== Number.NEGATIVE_INFINITY) from = value;
      if (value > to && value !== Number.POSITIVE_INFINITY) to = value;
    }
    this.#from = from;
    this.#to = to;
  }

  /** 0 to 1 where there was no value at all. */
  get range(): ValueRange {
    return this.#from <= this.#to ? { from: this.#from, to: this.#to } : { from: 0, to: 1 };
  }
}

/**
 * The usual range that values lie in: from 0 to 1, 255 or 65535; where some are below zero or larger, the range that they have.
 * So pictures that belong together mostly have the same one.
 */
export function usualRange({ from, to }: ValueRange): ValueRange {
  const white = USUAL.find((most) => to <= most);
  return from >= 0 && white !== undefined ? { from: 0, to: white } : { from, to };
}

/** Maps values linearly to 0..65535. What is not a number becomes 0; a range without extent makes everything 0. */
export function mapToSamples(values: ArrayLike<number>, { from, to }: ValueRange, target: Uint16Array): void {
  const factor = to > from ? WHITE / (to - from) : 0;
  for (let k = 0; k < values.length; k++) {
    const sample = (values[k] - from) * factor;
    // Not a number fails both comparisons.
    target[k] = sample >= WHITE ? WHITE : sample > 0 ? sample + 0.5 : 0;
  }
}

/** Says which values are black and white. */
export function rangeNotice({ from, to }: ValueRange): MovieNotice {
  return movieNotice("recordingRange", Number(from.toPrecision(6)), Number(to.toPrecision(6)));
}
