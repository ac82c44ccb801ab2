import { z } from "zod";
import { imagePartSchema } from "../image-part";
import { MAP_KINDS, OVERLAY_LIMITS } from "../overlay/settings";
import { HELD_IMAGES, IMAGE_KEY_LENGTH } from "../picture";
import { figurePixels, flowParametersSchema, minimumReliability, pairingSchema } from "./flow";
import { levelsSchema } from "./levels";
import { maskNameSchema } from "./marks";
import { minimumSpeed, streamlineSpacing } from "./overlay";
import { preparationSchema } from "./preparation";
import { between, frameNumber, points, token } from "./values";

/** Sides of the largest grid: more arrows than a screen has room for are a mistake. */
const MOST_ARROWS_A_SIDE = 2000;
const gridStep = z.int().min(1).max(65_536);
const gridCount = z.int().min(1).max(MOST_ARROWS_A_SIDE);
const arrowGridSchema = z.strictObject({
  stepX: gridStep,
  stepY: gridStep,
  columns: gridCount,
  rows: gridCount,
  firstX: z.int().min(0),
  firstY: z.int().min(0),
});

/** Checks a {@link PictureRequest} that arrives over the picture port. */
export const pictureRequestSchema = z.strictObject({
  id: z.int().min(0),
  token,
  frame: frameNumber,
  pairing: pairingSchema.optional(),
  deinterlace: z.boolean(),
  levels: levelsSchema.nullable(),
  flow: flowParametersSchema.nullable(),
  compare: z.strictObject({ flow: flowParametersSchema, frame: frameNumber }).nullable(),
  prepared: preparationSchema.nullable().optional(),
  nextImage: z.boolean(),
  minimumReliability,
  compareReliability: minimumReliability.optional(),
  figurePixels,
  minimumSpeed,
  arrows: arrowGridSchema.nullable(),
  scatter: z.boolean().optional(),
  colour: z
    .strictObject({
      kind: z.enum(MAP_KINDS),
      limit: between(OVERLAY_LIMITS.mapLimit),
      step: z.int().min(1).max(64),
      fading: z.boolean(),
    })
    .nullable(),
  streamlines: z.strictObject({ spacing: streamlineSpacing }).nullable(),
  points,
  mask: maskNameSchema.optional(),
  part: imagePartSchema.nullable().optional(),
  hasty: z
    .strictObject({ flowMs: z.number().min(1).max(1000) })
    .nullable()
    .optional(),
  ahead: frameNumber.optional(),
  have: z.array(z.string().max(IMAGE_KEY_LENGTH)).max(HELD_IMAGES).readonly().optional(),
});
