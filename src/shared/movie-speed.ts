import { percentile } from "./percentile";
import { axisEndAbove } from "./round-number";

/** Of the frames: a tenth may be as wild as they like (a jolt of the camera, a burst of mistaken flow). */
const WILD_SHARE = 0.1;

/** Of the speed of the fastest frames that are not wild: what is slower is at rest beside it. */
const REST_SHARE = 0.1;

/** A scale that is made for a lower speed would show the noise of a still picture as motion. In px/frame. */
export const LEAST_FITTED_SPEED = 0.5;

/**
 * A speed that colours and arrows of a whole movie can be scaled to, in px/frame: the median, over the frames in which
 * something moves, of their 95th percentile of speed. Neither a few fast frames, beside which all others would be pale and
 * short, nor many still ones decide.
 *
 * @param speeds the 95th percentile of speed of each frame; NaN for those that do not count
 * @returns NaN where none counts
 */
export function typicalSpeed(speeds: Float32Array): number {
  const rest = REST_SHARE * percentile(speeds, speeds.length, 1 - WILD_SHARE);
  return percentile(
    speeds.map((speed) => (speed >= rest ? speed : Number.NaN)),
    speeds.length,
    0.5,
  );
}

/**
 * A full-colour speed for a whole movie of this typical speed. In finer steps than for one frame: half of the frames are
 * slower, and would be pale under a scale of more than twice their speed.
 */
export function fullColourSpeed(speed: number): number {
  return axisEndAbove(Math.max(speed, LEAST_FITTED_SPEED));
}
