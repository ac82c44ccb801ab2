import { type FlowMethod, isSingleScale } from "./flow";

/*
 * Reliability is a number from 0 to 1 for every pixel of a field.
 *
 * Of `dense-pyramidal` it is calibrated: of the vectors of about that reliability it is the share that were within 1 px
 * of the truth, on pairs of pictures whose motion is known (docs/reliability.md). It asks whether there is texture to hold a
 * vector, at any scale, whether the pictures agree along it, whether neighbours and the way back do, and whether it stays in
 * the picture.
 *
 * Of the methods at a single scale it is texture alone: l / (l + contrast), where l is the smaller eigenvalue of the
 * structure tensor averaged over the window, and `contrast` makes it independent of the movie's contrast.
 */

/** Limits of the threshold below which pixels count as unreliable; 0 takes all. */
export const RELIABILITY_THRESHOLD = { min: 0, max: 0.99 } as const;

/** "auto" has the threshold follow from the method; "chosen" is a number of a person's own, for any method. */
export const RELIABILITY_CHOICES = ["auto", "chosen"] as const;
export type ReliabilityChoice = (typeof RELIABILITY_CHOICES)[number];

/**
 * Vectors from here on are more likely right than wrong by every preset, and what a camera's noise alone makes up does not
 * get here.
 */
const DENSE = 0.6;
/** Sky, roads, walls and defocused background go; foliage, people, cars, grass, gravel and water stay. */
const SINGLE_SCALE = 0.05;

/** The threshold for the reliability of a method, where nobody has chosen one. */
export function automaticReliability(method: FlowMethod): number {
  return isSingleScale(method) ? SINGLE_SCALE : DENSE;
}
