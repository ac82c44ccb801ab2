import { z } from "zod";
import { levelsSchema } from "./contract/levels";
import { OVERLAY_LIMITS } from "./overlay/settings";

const { scale, maxSpeed } = OVERLAY_LIMITS;

/** Checks {@link ChosenScales}. */
export const chosenScalesSchema = z.strictObject({
  /** Of the arrows, in CSS pixels for 1 px/frame; null where it follows from the movie. */
  arrows: z.number().min(scale.min).max(scale.max).nullable(),
  /** The speed of the full colour, in px/frame; null where it follows from the movie. */
  colours: z.number().min(maxSpeed.min).max(maxSpeed.max).nullable(),
  /** Of grey frames; null where they follow from the recording. */
  levels: levelsSchema.nullable().default(null),
});

/** The scales and levels that a person chose by hand for a movie. They come back with it. */
export type ChosenScales = Readonly<z.infer<typeof chosenScalesSchema>>;

export const NO_CHOSEN_SCALES: ChosenScales = { arrows: null, colours: null, levels: null };
