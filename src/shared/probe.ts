/** How many points may be asked for at once. */
export const PROBE_POINTS = 64;

/** The flow from one frame to the next at the points that were asked for, in their order. */
export interface FlowProbe {
  /** First of the pair. */
  readonly frame: number;
  /**
   * u and v in px/frame (x right, y down; NaN where the flow is unknown) and reliability from 0 to 1, of the pixel that
   * the point lies in; null outside the picture.
   */
  readonly values: readonly (readonly [u: number, v: number, reliability: number] | null)[];
}
