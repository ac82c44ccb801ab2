/**
 * How far a pixel's flow can be believed: reliability = l / (l + c), from 0 to below 1, computed by
 * assembly/quality.ts.
 *
 * l is the smaller eigenvalue of the structure tensor of the first frame (J. Shi and C. Tomasi, "Good features to
 * track", CVPR 1994), averaged over the window, in grey^2 / px^2 (of frames of 16 bits in the squared units of their samples, as c): 0 on flat ground and along straight edges, where only
 * the motion across the edge can be seen, large where texture has two directions. As a mean it does not depend on the
 * window's size. c makes it a number without a unit, and independent of the movie's contrast: a frame with half the
 * contrast has a quarter of the variance and of every l.
 *
 * The two numbers below were chosen by looking at real footage (fixed and moving cameras, film, phone, infrared,
 * high-speed): with the default threshold of 0.05 on reliability, that is l >= c / 19, sky, roads, walls and defocused
 * background go, and foliage, people, cars, grass, gravel and water stay.
 */

/** Part of the grey variance that counts as contrast, 1 / px^2. */
const SHARE_OF_VARIANCE = 0.01;

/**
 * Least contrast, grey^2 / px^2. Noise of s grey levels makes an l of about s^2 / 2; so the default threshold hides
 * noise of up to 1.3 grey levels however little else there is in the picture.
 */
const LEAST_CONTRAST = 15;

/**
 * The contrast c of a frame whose samples have this variance, in squared units of the samples / px^2.
 *
 * @param gain grey levels of such a unit; see grey-levels.ts
 */
export function contrastOf(variance: number, gain = 1): number {
  return Math.max(LEAST_CONTRAST / (gain * gain), SHARE_OF_VARIANCE * variance);
}

/**
 * Weights of the odds against a vector of `dense-pyramidal` being right; see assembly/dense-reliability.ts for what each is
 * multiplied with, and docs/reliability.md for how they were found.
 */
export const ODDS = { deformation: 60, fit: 0.0008, disagreement: 0.001, unseen: 0.16 } as const;
