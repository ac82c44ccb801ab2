import { z } from "zod";
import type { AnalysisRows, AnalysisState } from "../analysis";
import type { ComparisonProgress, ComparisonReport } from "../comparison";
import type { CountedParts, RegionRows } from "../counted-parts";
import type { CurveState, CurveValues } from "../curves";
import { MARK_NAME, MOST_MARKS } from "../marks/marks";
import type { RegionSums } from "../measure/region-figures";
import { type FlowProbe, PROBE_POINTS } from "../probe";
import type { FlowSuggestion } from "../suggestion";
import {
  fieldSchema,
  figuresSchema,
  flowParametersSchema,
  minimumReliability,
  pairingSchema,
  windowRadius,
} from "./flow";
import { calibrationSchema, linePointsSchema, maskNameSchema, shapeSchema } from "./marks";
import { scalarMap } from "./overlay";
import { maskSchema } from "./validation";
import { frameNumber, frameRange, points, token } from "./values";

/** Checks {@link CountedParts}. */
export const countedPartsSchema = z.strictObject({
  mask: maskSchema,
  regions: z
    .array(shapeSchema)
    .max(MOST_MARKS.regions + 1)
    .readonly(),
  lines: z.array(linePointsSchema).max(MOST_MARKS.lines).readonly().optional(),
  byHeight: z.boolean(),
}) satisfies z.ZodType<CountedParts>;

/** How a movie is analysed. */
const analysisSchema = {
  flow: flowParametersSchema,
  deinterlace: z.boolean(),
  figures: figuresSchema,
  parts: countedPartsSchema.optional(),
};

const curvePoints = z
  .array(z.tuple([frameNumber, frameNumber]).readonly())
  .min(1)
  .max(PROBE_POINTS)
  .readonly();

/** Reading the flow: at points, over time, of the whole movie, by several methods. */
export const analysisRequests = {
  /** The flow of a pair at some points, exactly as it was computed. */
  "probe:read": z.strictObject({
    ...fieldSchema,
    /** Reads the value of this map too. */
    map: scalarMap.nullable(),
    points,
  }),
  /** How large the values of a map are, to fit its scale to them. */
  "map:extent": z.strictObject({ ...fieldSchema, map: scalarMap, minimumReliability }),
  /** Analyses a range in the background; what is known already is not computed again. Ends another one that runs. */
  "analysis:run": z.strictObject({
    token,
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    ...analysisSchema,
  }),
  "analysis:pause": z.undefined(),
  "analysis:resume": z.undefined(),
  "analysis:cancel": z.undefined(),
  /** Asks for what is known already of the movie analysed this way; it comes as `analysis:rows` and `analysis:state`. */
  "analysis:recall": z.strictObject({ token, ...analysisSchema }),
  /** Asks for a place with the system's dialog, then writes there what is known of all frames analysed this way, as CSV. */
  "analysis:save-table": z.strictObject({
    token,
    ...analysisSchema,
    /** What the numbers are said in; pixels where it is absent. */
    calibration: calibrationSchema.optional(),
    /** What the last ones of `parts.regions` are called: one before them is the whole picture. */
    regions: z.array(z.string().regex(MARK_NAME)).max(MOST_MARKS.regions).readonly().optional(),
    /** What those of `parts.lines` are called. */
    lines: z.array(z.string().regex(MARK_NAME)).max(MOST_MARKS.lines).readonly().optional(),
  }),
  /** Counts regions of the flow of a pair, without what the mask of a name covers; see `mask:use`. */
  "regions:figures": z.strictObject({
    ...fieldSchema,
    figures: figuresSchema,
    parts: countedPartsSchema,
    mask: maskNameSchema,
  }),
  /** Measures some pairs spread over the movie, and suggests how to compute its flow. */
  "flow:suggest": z.strictObject({ token, pairing: pairingSchema, deinterlace: z.boolean() }),
  "flow:suggest-cancel": z.undefined(),
  /** Reads the flow of many frames at some pixels, in the background; it comes as `curves:values`. Ends what was asked for before. */
  "curves:run": z.strictObject({
    token,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    /** Of the answers: larger with every request. */
    id: z.int().min(1),
    points: curvePoints,
    ranges: z.array(frameRange).max(100_000).readonly(),
  }),
  "curves:cancel": z.undefined(),
  /** Asks for a place with the system's dialog, then reads the flow of a range at some pixels and writes it there, as CSV. */
  "curves:save-table": z.strictObject({
    token,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    probes: z
      .array(z.strictObject({ number: z.int().min(1).max(99), x: frameNumber, y: frameNumber }))
      .min(1)
      .max(PROBE_POINTS)
      .readonly(),
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    calibration: calibrationSchema,
    /** What the values are of, for the head of the file. */
    about: z.string().max(1000),
    /** Frames of the range whose next ones show another scene. */
    cuts: z.array(frameNumber).max(1_000_000).readonly(),
  }),
  "compare:run": z.strictObject({
    token,
    frame: frameNumber,
    pairing: pairingSchema,
    deinterlace: z.boolean(),
    windowRadius,
  }),
  "compare:cancel": z.undefined(),
} as const;

export interface AnalysisResponses {
  "probe:read": FlowProbe;
  /** In the unit of the map; NaN where it shows nothing. */
  "map:extent": number;
  "analysis:run": null;
  "analysis:pause": null;
  "analysis:resume": null;
  "analysis:cancel": null;
  "analysis:recall": null;
  "analysis:save-table": TableOutcome;
  /** In the order of `parts.regions`. */
  "regions:figures": readonly RegionSums[];
  "flow:suggest": FlowSuggestion;
  "flow:suggest-cancel": null;
  "curves:run": null;
  "curves:cancel": null;
  "curves:save-table": TableOutcome;
  "compare:run": ComparisonReport;
  "compare:cancel": null;
}

export interface AnalysisEvents {
  "analysis:state": AnalysisState;
  "analysis:rows": AnalysisRows;
  "analysis:region-rows": RegionRows;
  "curves:values": CurveValues;
  "curves:state": CurveState;
  "compare:progress": ComparisonProgress;
}

export type TableOutcome =
  | { readonly status: "done"; readonly fileName: string; readonly frames: number }
  /** The person closed the dialog. */
  | { readonly status: "cancelled" };
