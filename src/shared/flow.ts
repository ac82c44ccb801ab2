/**
 * Conventions of every flow field in Kinoflow: x right, y down, in pixels per frame, from frame k to
 * frame k+1; a positive u moves right, a positive v moves down. Fields are row-major, one value a pixel.
 */

/** The implementations of Lucas-Kanade, in the order of the project's story. */
export const FLOW_METHODS = ["naive", "summed-area", "streaming"] as const;
export type FlowMethod = (typeof FLOW_METHODS)[number];
export const DEFAULT_FLOW_METHOD: FlowMethod = "streaming";

/** The window is the square of (2 * radius + 1)^2 pixels centred on the pixel. */
export const WINDOW_RADIUS = { min: 1, max: 45, default: 2 } as const;

/** What decides a flow field, besides the two frames. */
export interface FlowParameters {
  readonly method: FlowMethod;
  /** Window radius in pixels, an integer within {@link WINDOW_RADIUS}. */
  readonly windowRadius: number;
}

/** What one flow computation says of itself and of its field. */
export interface FlowReport {
  /** Time of the computation of u and v alone, in milliseconds. */
  readonly flowMs: number;
  /** Bytes that the implementation held beyond its input frames and output field, at its peak. */
  readonly workingBytes: number;
  /** Speeds in pixels per frame, over the valid region (where the window fits into the frame). */
  readonly meanSpeed: number;
  readonly maxSpeed: number;
  /** 95th percentile of the speed, for the choice of a colour scale. */
  readonly p95Speed: number;
}
