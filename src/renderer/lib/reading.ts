import { degreesOf } from "../../shared/direction";
import { isKnownFlow } from "../../shared/overlay/colour-wheel";
import type { ProbeValues } from "../../shared/probe";

/** What the flow is at a pixel. */
export interface Reading {
  /** px/frame, to the right. */
  readonly u: number;
  /** px/frame, down. */
  readonly v: number;
  readonly speed: number;
  /** Direction of the motion: 0 is right, 90 down, below 360; NaN where nothing moves. */
  readonly degrees: number;
  /** 0 to 1. */
  readonly reliability: number;
  /** Value of the map on the screen, in its unit; NaN where it has none. */
  readonly map: number;
  /** Luma of the frame, as it was recorded. */
  readonly luma: number;
}

/** Null where the flow is unknown. */
export function readingOf(values: ProbeValues | null): Reading | null {
  if (values === null) return null;
  const [u, v, reliability, map, luma] = values;
  if (!isKnownFlow(u, v)) return null;
  return { u, v, speed: Math.hypot(u, v), degrees: degreesOf(u, v), reliability, map, luma };
}
