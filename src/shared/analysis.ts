import type { ErrorValue } from "./errors";
import type { FigureChoice } from "./figures";
import type { FlowParameters } from "./flow";
import type { LineSums } from "./measure/line-figures";
import type { RegionSums } from "./measure/region-figures";

/**
 * What the analysis pass keeps of one frame, in this order: statistics of the flow from the frame to the next one
 * (pixels per frame, x right, y down, over the pixels of the analysis' figures: see `FlowSummary`), what they cost (milliseconds; bytes of frames, field
 * and working memory that the computation held), and how much the picture changes to the next one
 * (of double frames: to the other one of the pair): {@link PictureChange}. Last, NaN where it was not asked for, what was done to the field: the share of
 * the checked vectors that are valid, and the motion of the camera that was taken out, see `CameraStep`. Which frame the flow leads to, and what its numbers are, the
 * {@link Pairing} of the flow says.
 */
export const ANALYSIS_COLUMNS = [
  "meanU",
  "meanV",
  "meanSpeed",
  "medianSpeed",
  "p95Speed",
  "p999Speed",
  "maxSpeed",
  "maxSpeedX",
  "maxSpeedY",
  "reliableShare",
  "reliablePixels",
  "decodeMs",
  "flowMs",
  "bytes",
  "lumaDifference",
  "histogramDistance",
  "partChange",
  "validShare",
  "cameraU",
  "cameraV",
  "cameraTurn",
  "cameraZoom",
] as const;
export type AnalysisColumn = (typeof ANALYSIS_COLUMNS)[number];

/** How much a picture changes from one frame to the next, whatever moves in it. In grey levels of 0 to 255. */
export interface PictureChange {
  /**
   * What most of the picture changes by. Of 8 x 8 equal parts, those that are plain and the same in both pictures do not count, as
   * bars at its borders; of the others, at least two fifths have this mean absolute difference of luma or more. So it is great also
   * where half of the picture stands still.
   */
  readonly lumaDifference: number;
  /**
   * Earth mover's distance of the two histograms of luma, over the parts that change: by how much the average pixel would have
   * to change if it could go anywhere. Motion alone leaves it small.
   */
  readonly histogramDistance: number;
  /** Mean absolute difference of luma of that one of 16 x 16 equal parts that changes most: the smallest thing that moves shows in it. */
  readonly partChange: number;
}

/**
 * One frame of the analysis. NaN in every column but `decodeMs` where the frame or its next one cannot be decoded; where it has
 * a flow of which no pixel counts, speeds are NaN, `maxSpeedX` and `maxSpeedY` are -1, and the reliable pixels are 0.
 */
export type FrameAnalysis = { readonly frame: number } & { readonly [C in AnalysisColumn]: number } & {
  /** Of each region that the analysis was asked for; absent where there are none, or no flow. */
  readonly regions?: readonly (RegionSums | null)[];
  /** Of each line, likewise. */
  readonly lines?: readonly (LineSums | null)[];
};

/**
 * Some frames of an analysis on their way to the window: `values` holds ANALYSIS_COLUMNS.length numbers for each of
 * `frames`, in the same order.
 */
export interface AnalysisRows {
  readonly token: string;
  /** Names what was analysed how; rows of different keys never belong together. */
  readonly key: string;
  readonly frames: Int32Array;
  readonly values: Float32Array;
}

export type AnalysisStatus = "idle" | "running" | "paused";

/** Where the analysis of the open movie stands. */
export interface AnalysisState {
  readonly token: string;
  readonly key: string;
  readonly status: AnalysisStatus;
  readonly parameters: FlowParameters;
  /** The pixels that its figures are over. */
  readonly figures: FigureChoice;
  /** True when whole frames are rebuilt from the fields of an interlaced movie. */
  readonly deinterlace: boolean;
  /** Names the mask of its parts, see `maskName`; empty without one. */
  readonly mask: string;
  /** The range that is being analysed or was last asked for; both ends included. Null before the first one. */
  readonly range: { readonly start: number; readonly end: number } | null;
  /** Frames of the range that are done, and all of them. */
  readonly done: number;
  readonly total: number;
  readonly framesPerSecond: number;
  /** Null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** Why the last run ended early; null when it did not. */
  readonly error: ErrorValue | null;
}
