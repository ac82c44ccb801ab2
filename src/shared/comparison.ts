import type { SingleScaleMethod } from "./flow";

/** How far a comparison is, and what runs now. */
export interface ComparisonProgress {
  /** Implementations that are done on one of the pairs, of `total`. */
  readonly done: number;
  readonly total: number;
  /** Null at the end. */
  readonly running: ComparisonStep | null;
}

/** One implementation at work on one pair of frames; see {@link ComparisonTable}. */
export interface ComparisonStep {
  readonly method: SingleScaleMethod;
  readonly pair: ComparisonTable["pair"];
  readonly width: number;
  readonly height: number;
}

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
