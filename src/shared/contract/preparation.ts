import { z } from "zod";
import { BACKGROUND_KINDS, PREPARATION_LIMITS, type Preparation } from "../preparation";
import { between, frameNumber, within } from "./values";

/** Checks a {@link Preparation}. */
export const preparationSchema = z.strictObject({
  flicker: z.boolean(),
  background: z
    .strictObject({
      kind: z.enum(BACKGROUND_KINDS),
      range: z
        .tuple([frameNumber, frameNumber])
        .readonly()
        .refine(([first, last]) => first <= last)
        .nullable(),
    })
    .nullable(),
  cap: between(PREPARATION_LIMITS.cap).nullable(),
  clahe: z
    .strictObject({ tiles: within(PREPARATION_LIMITS.tiles), clip: within(PREPARATION_LIMITS.clip) })
    .nullable(),
  highpass: between(PREPARATION_LIMITS.highpass).nullable(),
  smooth: between(PREPARATION_LIMITS.smooth).nullable(),
}) satisfies z.ZodType<Preparation>;
