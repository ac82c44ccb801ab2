/** How many points may be asked for at once. */
export const PROBE_POINTS = 64;

/** x, y in movie pixels from the top left corner of the picture; the pixel that the point lies in is read. */
export type ProbePoint = readonly [x: number, y: number];

/**
 * u and v in px/frame (x right, y down; NaN or beyond 1e9 where the flow is unknown), reliability from 0 to 1, the
 * value of the map that was asked for in its unit (NaN where it has none, or none was asked for), and the luma of the pair's first
 * frame as it was recorded.
 */
export type ProbeValues = readonly [u: number, v: number, reliability: number, map: number, luma: number];

/** The flow from one frame to the next at the points that were asked for, in their order. */
export interface FlowProbe {
  /** First of the pair. */
  readonly frame: number;
  /** Of the pixel that the point lies in; null outside the picture. */
  readonly values: readonly (ProbeValues | null)[];
}
