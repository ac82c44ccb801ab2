import { LEAST_FITTED_SPEED } from "../movie-speed";
import { axisEndBelow } from "../round-number";
import { OVERLAY_LIMITS } from "./settings";

/** Of the spacing, the most that an arrow of the typical speed takes: where tip met tail, arrows would be read as lines. */
const REACH = 0.85;

/**
 * A round arrow scale (drawn movie pixels for a motion of one pixel per frame) for a movie of this typical speed: an arrow
 * of that speed is from two thirds of {@link REACH} up to all of it long.
 *
 * @param spacing distance of neighbouring arrows in movie pixels
 * @param speed 95th percentile of speed, px/frame
 */
export function fittedArrowScale(spacing: number, speed: number): number {
  const { min, max } = OVERLAY_LIMITS.scale;
  const scale = axisEndBelow((REACH * spacing) / Math.max(speed, LEAST_FITTED_SPEED));
  return Math.min(Math.max(scale, min), max);
}
