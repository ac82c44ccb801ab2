import { percentile } from "./percentile";
import { axisEndAbove } from "./round-number";

/** Of the frames: a tenth may be as wild as they like (a jolt of the camera, a burst of mistaken flow). */
const WILD_SHARE = 0.1;

/** Of the speed of the fastest frames that are not wild: what is slower is at rest beside it. */
const REST_SHARE = 0.1;

/** The smallest part of a picture's reliable pixels that can decide what the picture's speed is: fewer may be mistakes. */
const LEAST_PART = 0.004;

/** Of the median speed of a group: what is slower does not belong to it. */
const GROUP_SHARE = 0.2;

/**
 * What moves beside the fastest group moves faster than this share of its median, which is about that of what is drawn at all, and
 * faster, in px/frame, than the noise of a ground that stands still.
 */
const BESIDE = { share: 0.06, noise: 0.4 } as const;

/** The median falls from step to step, and has come to rest after these few. */
const MOST_STEPS = 24;

/** How fast what moves in a picture is, in px/frame. */
export interface MovingSpeeds {
  readonly median: number;
  /** 95th percentile. */
  readonly fast: number;
}

/**
 * The speeds of what moves in a picture, however much of it stands still. First the fastest group is looked for that is not too
 * small to be believed: pixels that are not slower than a share of their own median. So a small fast object decides, and not
 * the noise of the ground. What else moves, slower than that but faster than noise, belongs to it.
 *
 * @param speeds of reliable pixels, in px/frame, in any order; NaN where there is none
 * @returns null where there are none
 */
export function movingSpeeds(speeds: Float32Array): MovingSpeeds | null {
  const rising = speeds.filter((speed) => Number.isFinite(speed)).sort();
  const count = rising.length;
  if (count === 0) return null;
  const at = (share: number, from: number): number =>
    rising[Math.min(from + Math.floor(share * (count - from)), count - 1)];
  let median = at(1 - LEAST_PART, 0);
  let from = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    from = firstAtLeast(rising, GROUP_SHARE * median);
    const next = at(0.5, from);
    if (!(next < median)) break;
    median = next;
  }
  const least = Math.max(BESIDE.share * median, Math.min(GROUP_SHARE * median, BESIDE.noise));
  from = firstAtLeast(rising, least);
  return { median: at(0.5, from), fast: at(0.95, from) };
}

/** Place of the first number of a rising list that is not below `least`. */
function firstAtLeast(rising: Float32Array, least: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A speed for a whole movie, in px/frame: the median, over the frames in which something moves, of a speed of each. Neither
 * a few fast frames, beside which all others would be pale and short, nor many still ones decide.
 *
 * @param speeds one for each frame; NaN for those that do not count
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

/** A round full-colour speed for what reaches this speed; see {@link MovingSpeeds.fast}. */
export function fullColourSpeed(fastSpeed: number): number {
  return axisEndAbove(fastSpeed);
}

/** Motions slower than this share of the typical speed are not shown, unless a person asks for another one. */
export const DEFAULT_MINIMUM_SHARE = 0.05;

/**
 * The lowest speed that is shown, in px/frame: a share of the typical one, and not what the noise of a ground that stands still
 * looks like. A share of 0 shows that too.
 */
export function lowestShownSpeed(
  share: number,
  { typicalSpeed, restSpeed }: { readonly typicalSpeed: number; readonly restSpeed: number },
): number {
  return share === 0 ? 0 : Math.max(share * typicalSpeed, restSpeed);
}
