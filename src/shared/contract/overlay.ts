import { z } from "zod";
import { DENSE_PRESETS } from "../flow";
import type { PictureUnits } from "../measure/units";
import { DEFAULT_MINIMUM_SHARE } from "../movie-speed";
import { ARROW_COLOURINGS, DEFAULT_MOST_ERROR, MAP_KINDS, OVERLAY_LIMITS } from "../overlay/settings";
import { ARROW_SCALINGS, PRESET_NAME_LENGTH } from "../presets";
import { RELIABILITY_CHOICES } from "../reliability";
import { flowParametersSchema, minimumReliability } from "./flow";
import { between } from "./values";

export const scalarMap = z.enum(MAP_KINDS).exclude(["direction"]);
export const minimumSpeed = between(OVERLAY_LIMITS.minimumSpeed);
export const streamlineSpacing = between(OVERLAY_LIMITS.streamlineSpacing);

/** Presets that were kept before arrows and lines had an opacity show them as they were. */
const layerOpacity = between(OVERLAY_LIMITS.opacity).default(1);

const number = z.number();
const saidAs = z.strictObject({ factor: number, unit: z.string().max(20) });
const matrix = z.tuple([number, number, number, number]).readonly();

/** Checks {@link PictureUnits}. */
const pictureUnitsSchema = z.strictObject({
  speed: saidAs,
  arrow: saidAs.nullable(),
  gradient: saidAs,
  vorticity: saidAs,
  length: saidAs.nullable(),
  typicalSeconds: number.nullable(),
  motion: z.strictObject({ matrix, unit: saidAs.shape.unit }).nullable(),
  place: z.strictObject({
    matrix,
    origin: z.tuple([number, number]).readonly(),
    unit: saidAs.shape.unit,
    decimals: z.int().min(0).max(9),
  }),
}) satisfies z.ZodType<PictureUnits>;

export const overlaySettingsSchema = z.strictObject({
  footage: z.strictObject({
    brightness: between(OVERLAY_LIMITS.brightness),
    // Presets that were kept before it could be lightened show the footage as it was.
    wash: between(OVERLAY_LIMITS.wash).default(0),
  }),
  arrows: z.strictObject({
    visible: z.boolean(),
    spacing: between(OVERLAY_LIMITS.spacing),
    scale: between(OVERLAY_LIMITS.scale),
    colouring: z.enum(ARROW_COLOURINGS),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    halo: z.boolean(),
    opacity: layerOpacity,
  }),
  streamlines: z.strictObject({ visible: z.boolean(), opacity: layerOpacity, spacing: streamlineSpacing }),
  minimumSpeed: minimumSpeed.default(0),
  minimumReliability,
  colour: z.strictObject({
    visible: z.boolean(),
    kind: z.enum(MAP_KINDS),
    opacity: between(OVERLAY_LIMITS.opacity),
    maxSpeed: between(OVERLAY_LIMITS.maxSpeed),
    maxGradient: between(OVERLAY_LIMITS.maxGradient),
    maxDifference: between(OVERLAY_LIMITS.maxDifference),
    // Presets that were kept before there was a map of the uncertainty.
    maxError: between(OVERLAY_LIMITS.maxError).default(DEFAULT_MOST_ERROR),
    // Presets that were kept before show what the map shows now.
    fading: z.boolean().default(true),
  }),
  legend: z.boolean(),
  // Presets that were kept before there was one show it.
  scaleBar: z.boolean().default(true),
  units: pictureUnitsSchema.optional(),
});

/** Checks a {@link ViewPreset}. */
export const viewPresetSchema = z.strictObject({
  name: z.string().trim().min(1).max(PRESET_NAME_LENGTH),
  settings: z.strictObject({
    flow: flowParametersSchema,
    basePreset: z.enum(DENSE_PRESETS),
    overlay: overlaySettingsSchema,
    // Presets that were kept before there was an automatic one show the scale that they have.
    arrowScaling: z.enum(ARROW_SCALINGS).default("chosen"),
    minimumShare: between(OVERLAY_LIMITS.minimumShare).default(DEFAULT_MINIMUM_SHARE),
    // What was kept before there was a choice is a number for another measure of reliability.
    reliabilityThreshold: z.enum(RELIABILITY_CHOICES).default("auto"),
    deinterlace: z.boolean(),
  }),
});
