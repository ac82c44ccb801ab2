import type { SingleScaleMethod } from "./flow";

/** One implementation on one pair of frames. */
export interface ComparisonRow {
  readonly method: SingleScaleMethod;
  /** Median time in milliseconds over `runs` runs. */
  readonly ms: number;
  readonly runs: number;
  /** Peak memory beyond the two frames and the field, in bytes. */
  readonly peakBytes: number;
  /** How many times faster than `naive`. */
  readonly speedUp: number;
  /** Largest difference of a component of the flow from that of `naive`, in px/frame. */
  readonly largestDifference: number;
}

/** The implementations side by side on one pair of frames. */
export interface ComparisonTable {
  /** "random" for the 100 x 100 random pair, "current" for the pair on the screen. */
  readonly pair: "random" | "current";
  readonly width: number;
  readonly height: number;
  readonly windowRadius: number;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonReport {
  readonly tables: readonly ComparisonTable[];
}
