import { z } from "zod";
import { FIGURE_PIXELS, type FigureChoice } from "../figures";
import { DENSE_LIMITS, FLOW_METHODS, type FlowParameters, type NumberLimits, WINDOW_RADIUS } from "../flow";
import { PAIR_STEP, type Pairing, PULSE_SEPARATION } from "../pairing";
import { NO_PREPARATION } from "../preparation";
import { RELIABILITY_THRESHOLD } from "../reliability";
import { preparationSchema } from "./preparation";
import { treatmentSchema } from "./validation";
import { between, frameNumber, token, within } from "./values";

function perLevel(limits: NumberLimits) {
  const value = within(limits);
  return z.tuple([value, value, value, value]).readonly();
}

const denseParametersSchema = z.strictObject({
  smallestSide: within(DENSE_LIMITS.smallestSide),
  finestLevel: z.union([z.literal(0), z.literal(1)]),
  windowRadius: within(DENSE_LIMITS.windowRadius),
  damping: within(DENSE_LIMITS.damping),
  maxStep: within(DENSE_LIMITS.maxStep),
  smoothness: within(DENSE_LIMITS.smoothness),
  overRelaxation: within(DENSE_LIMITS.overRelaxation),
  iterations: perLevel(DENSE_LIMITS.iterations),
  warps: perLevel(DENSE_LIMITS.warps),
  fixedPoints: perLevel(DENSE_LIMITS.fixedPoints),
  sweeps: perLevel(DENSE_LIMITS.sweeps),
  propagationRounds: perLevel(DENSE_LIMITS.propagationRounds),
  searchRange: perLevel(DENSE_LIMITS.searchRange),
  // Presets that were kept before there was a search have none.
  reach: within(DENSE_LIMITS.reach).default(0),
});

export const windowRadius = z.int().min(WINDOW_RADIUS.min).max(WINDOW_RADIUS.max);
export const minimumReliability = between(RELIABILITY_THRESHOLD);
export const figurePixels = z.enum(FIGURE_PIXELS);

/** Checks a {@link FigureChoice}. */
export const figuresSchema = z.strictObject({
  figurePixels,
  minimumReliability,
}) satisfies z.ZodType<FigureChoice>;

/** Checks a {@link Pairing}. */
export const pairingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("step"), step: z.int().min(PAIR_STEP.min).max(PAIR_STEP.max) }),
  z.strictObject({ kind: z.literal("new") }),
  z.strictObject({ kind: z.literal("pairs"), pulseSeparation: between(PULSE_SEPARATION).nullable() }),
  z.strictObject({ kind: z.literal("reference"), frame: frameNumber }),
]) satisfies z.ZodType<Pairing>;

/** Checks {@link FlowParameters}. */
export const flowParametersSchema = z.strictObject({
  method: z.enum(FLOW_METHODS),
  windowRadius,
  dense: denseParametersSchema,
  // Presets that were kept before there was one leave the frames as they are.
  preparation: preparationSchema.default(NO_PREPARATION),
  pairing: pairingSchema.optional(),
  treatment: treatmentSchema.optional(),
}) satisfies z.ZodType<FlowParameters>;

/** The flow of a pair. */
export const fieldSchema = {
  token,
  /** First of the pair. */
  frame: frameNumber,
  deinterlace: z.boolean(),
  flow: flowParametersSchema,
};
