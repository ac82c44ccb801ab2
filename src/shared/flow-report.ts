import type { FigureChoice } from "./figures";
import type { TreatmentReport } from "./treatment";

/** Directions are counted in this many bins of equal width, from 0 degrees (right) on, clockwise (y is down). */
export const DIRECTION_BINS = 36;

/**
 * Times of the stages of one flow computation in milliseconds; 0 for stages that a method does not have. With `lucas-kanade`
 * reliability and statistics are part of the one walk that solves.
 */
export interface StageTimes {
  /** What is done to both frames before, see `Preparation`. */
  readonly prepareMs: number;
  /** Image pyramids. */
  readonly pyramidMs: number;
  /** Lucas-Kanade itself, and the block search. */
  readonly solveMs: number;
  /** Variational refinement. */
  readonly refineMs: number;
  readonly reliabilityMs: number;
  readonly statisticsMs: number;
}

/**
 * What one field says as a whole. Speeds in pixels per frame, over the pixels that `figures` names within the valid region
 * (where the window fits). Where none counts all of them are NaN.
 */
export interface FlowSummary {
  readonly figures: FigureChoice;
  /** How many pixels the speeds and directions are over. */
  readonly pixels: number;
  readonly meanU: number;
  readonly meanV: number;
  readonly meanSpeed: number;
  readonly medianSpeed: number;
  /** 95th percentile of the speed. */
  readonly p95Speed: number;
  /** 99.9th percentile of the speed: the fastest there is, but for a few pixels that may be mistakes. */
  readonly p999Speed: number;
  readonly maxSpeed: number;
  /** Column and row of the fastest pixel, the first one in reading order; -1 where no pixel counts, or none moves. */
  readonly maxSpeedX: number;
  readonly maxSpeedY: number;
  /** Pixels of the valid region whose reliability reaches the threshold of `figures`. */
  readonly reliablePixels: number;
  /** Their share of the valid region, 0 to 1. */
  readonly reliableShare: number;
  /** Share of the counted pixels that move in each direction, of those that move at all; see {@link DIRECTION_BINS}. */
  readonly directions: readonly number[];
}

/** What one flow computation took. */
export interface FlowCost {
  /** Time of preparation, pyramid, solve and refine, in milliseconds. */
  readonly flowMs: number;
  readonly stages: StageTimes;
  /** Bytes that the computation held beyond its input frames and output field, at its peak. */
  readonly workingBytes: number;
  /** Threads that worked on it. */
  readonly threads: number;
}

/** What one flow computation says of its field and of itself. */
export interface FlowReport extends FlowSummary, FlowCost {
  /** What was done to the field before it was counted; absent where nothing was. */
  readonly treated?: TreatmentReport | undefined;
}
