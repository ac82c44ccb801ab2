import { z } from "zod";
import type { Levels } from "../frame-picture";
import { areLevels } from "../levels";

/** Checks {@link Levels}. */
export const levelsSchema = z
  .strictObject({ black: z.number(), white: z.number(), gamma: z.number() })
  .refine(areLevels) satisfies z.ZodType<Levels>;
