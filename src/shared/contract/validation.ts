import { z } from "zod";
import { MOST_MASK_NUMBERS } from "../marks/marks";
import { CAMERA_MODELS } from "../measure/camera-motion";
import { RELIABILITY_THRESHOLD } from "../reliability";
import type { Treatment } from "../treatment";
import { REPLACEMENTS, VALIDATION_LIMITS, type Validation } from "../validation";
import { between } from "./values";

const speed = between(VALIDATION_LIMITS.speed);

/** Checks a {@link Validation}. */
export const validationSchema = z.strictObject({
  speedLimits: z.strictObject({ minU: speed, maxU: speed, minV: speed, maxV: speed }).nullable(),
  medianTest: z
    .strictObject({
      threshold: between(VALIDATION_LIMITS.threshold),
      epsilon: between(VALIDATION_LIMITS.epsilon),
      neighbourhood: z.union([z.literal(3), z.literal(5)]),
    })
    .nullable(),
  forwardBackward: between(VALIDATION_LIMITS.forwardBackward).nullable(),
  replace: z.enum(REPLACEMENTS),
}) satisfies z.ZodType<Validation>;

/** Checks a mask: the numbers of `Spans` (measure/region). */
export const maskSchema = z.array(z.int().min(0).max(1e6)).max(MOST_MASK_NUMBERS).readonly();

/** Checks a {@link Treatment}. */
export const treatmentSchema = z.strictObject({
  camera: z.enum(CAMERA_MODELS).nullable(),
  validation: validationSchema,
  mask: maskSchema,
  minimumReliability: between(RELIABILITY_THRESHOLD),
  pixelAspect: z.number().positive().max(1000),
}) satisfies z.ZodType<Treatment>;
