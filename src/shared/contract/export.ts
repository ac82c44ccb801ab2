import { z } from "zod";
import { EXPORT_SPEED } from "../export-pacing";
import { EXPORT_SIDE } from "../export-size";
import { PROBE_POINTS } from "../probe";
import { flowParametersSchema } from "./flow";
import { levelsSchema } from "./levels";
import { marksSchema } from "./marks";
import { overlaySettingsSchema } from "./overlay";
import { drawnTracksSchema } from "./tracks";
import { between, frameNumber, token } from "./values";

/** Of a PNG of a screen. */
const MOST_SCREEN_BYTES = 256 * 2 ** 20;

/** Larger than a video can be: that is said by the export itself. */
const exportSide = z
  .int()
  .min(EXPORT_SIDE.min)
  .max(8 * EXPORT_SIDE.max)
  .multipleOf(2);

const pictureSide = z
  .int()
  .min(1)
  .max(8 * EXPORT_SIDE.max);

/** A frame with its overlay, at a size in square pixels, and with marks at pixels. */
const savedPictureSchema = z.strictObject({
  token,
  frame: frameNumber,
  flow: flowParametersSchema,
  deinterlace: z.boolean(),
  overlay: overlaySettingsSchema,
  levels: levelsSchema.nullable(),
  size: z.strictObject({ width: pictureSide, height: pictureSide }),
  marks: z
    .array(z.strictObject({ number: z.int().min(1).max(PROBE_POINTS), x: frameNumber, y: frameNumber }))
    .max(PROBE_POINTS)
    .readonly(),
  list: z.boolean(),
  laid: marksSchema.nullable().optional(),
  tracks: drawnTracksSchema.nullable(),
});

/** Writing videos and pictures. */
export const exportRequests = {
  /** Asks for a place with the system's dialog, then exports there. */
  "export:run": z.strictObject({
    token,
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    overlay: overlaySettingsSchema,
    levels: levelsSchema.nullable(),
    speed: between(EXPORT_SPEED),
    tracks: drawnTracksSchema.nullable(),
    /** In square pixels, both even; null for the movie's own. */
    size: z.strictObject({ width: exportSide, height: exportSide }).nullable(),
    /** What was laid over the recording to measure it, where it is to be seen. */
    laid: marksSchema.nullable().optional(),
  }),
  "export:cancel": z.undefined(),
  /** Shows the last finished export in the system's file manager. */
  "export:reveal": z.undefined(),
  /** Makes a picture as it would be saved, small enough for a dialog. */
  "picture:preview": savedPictureSchema,
  /** Asks for a place with the system's dialog, and saves the picture there as PNG. */
  "picture:save": savedPictureSchema,
  /** The same with what is on the screen, which only the window can draw. */
  "picture:save-screen": z.strictObject({
    token,
    frame: frameNumber,
    png: z.instanceof(Uint8Array).refine((png) => png.length <= MOST_SCREEN_BYTES),
  }),
} as const;

export interface ExportResponses {
  "export:run": ExportOutcome;
  "export:cancel": null;
  "export:reveal": null;
  "picture:preview": Uint8Array;
  "picture:save": PictureOutcome;
  "picture:save-screen": PictureOutcome;
}

export interface ExportEvents {
  "export:progress": ExportProgress;
}

export interface ExportProgress {
  readonly done: number;
  readonly total: number;
  readonly framesPerSecond: number;
  /** Seconds left; null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** "frames" while frames are drawn, "finishing" while the file is completed. */
  readonly stage: "frames" | "finishing";
}

export type ExportOutcome =
  | {
      readonly status: "done";
      readonly fileName: string;
      readonly frames: number;
      readonly repeats: number;
      readonly leftOut: number;
      readonly seconds: number;
    }
  /** The person closed the dialog, or cancelled half-way; nothing is left behind. */
  | { readonly status: "cancelled" };

export type PictureOutcome =
  | { readonly status: "done"; readonly fileName: string }
  /** The person closed the dialog. */
  | { readonly status: "cancelled" };
