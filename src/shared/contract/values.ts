import { z } from "zod";
import type { NumberLimits } from "../flow";
import { PROBE_POINTS } from "../probe";

/** What requests of several subjects have in them. */

/** Names the open movie; paths stay in main. */
export const token = z.string().min(1).max(64);
export const frameNumber = z.int().min(0);
/** First and last frame, both inclusive. */
export const frameRange = z.tuple([frameNumber, frameNumber]).readonly();
/** Places in the movie's pixels, between them too. */
export const points = z
  .array(z.tuple([z.number(), z.number()]).readonly())
  .max(PROBE_POINTS)
  .readonly();

export function within({ min, max, integer }: NumberLimits) {
  return integer ? z.int().min(min).max(max) : z.number().min(min).max(max);
}

export function between({ min, max }: { readonly min: number; readonly max: number }) {
  return z.number().min(min).max(max);
}
