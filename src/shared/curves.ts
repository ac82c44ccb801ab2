import type { ErrorValue } from "./errors";

/** Numbers of a frame and point of a curve: u and v in px/frame (x right, y down), and reliability from 0 to 1. */
export const CURVE_VALUES = 3;

/** A place whose motion is read over time: the pixel, as a column and a row. */
export type CurvePoint = readonly [column: number, row: number];

/** Values on their way to the window. */
export interface CurveValues {
  /** Number of the request that they answer. */
  readonly id: number;
  readonly frames: Int32Array;
  /** For each of `frames`, for each point of the request, {@link CURVE_VALUES} numbers; NaN where there is no flow. */
  readonly values: Float32Array;
}

/** How far the reading of values has come. */
export interface CurveState {
  /** Number of the request; 0 for a table that is to be written. */
  readonly id: number;
  readonly active: boolean;
  /** Frames that have been read, and all that are to be. */
  readonly done: number;
  readonly total: number;
  /** Why it ended early; null where it did not, or was cancelled. */
  readonly error: ErrorValue | null;
}
