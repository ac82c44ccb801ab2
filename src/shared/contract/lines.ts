import { z } from "zod";
import { KYMOGRAPH_QUANTITIES, type Kymograph } from "../measure/kymograph";
import type { LineMotion } from "../measure/line";
import { fieldSchema, flowParametersSchema, minimumReliability } from "./flow";
import { calibrationSchema, linePointsSchema } from "./marks";
import { maskSchema } from "./validation";
import { frameNumber, token } from "./values";

/** A line, and what its motion is measured with. */
const lineSchema = {
  points: linePointsSchema,
  calibration: calibrationSchema,
};

/** Motion along lines. */
export const linesRequests = {
  /** The motion along a line in one frame: of the field that is on the screen, if it is there still. */
  "lines:profile": z.strictObject({ ...fieldSchema, ...lineSchema }),
  /** Makes the space-time picture of a line over a range, in the background; `lines:progress` tells how far it has come. */
  "lines:kymograph": z.strictObject({
    token,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    ...lineSchema,
    /** Pixels that count nowhere, as the numbers of `Spans`. */
    mask: maskSchema,
    minimumReliability,
    of: z.enum(KYMOGRAPH_QUANTITIES),
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
  }),
  "lines:cancel": z.undefined(),
  /** Asks for a place with the system's dialog, and saves the latest space-time picture there: as PNG, or as numbers (.npy). */
  "lines:save": z.strictObject({ token }),
} as const;

export interface LinesResponses {
  "lines:profile": LineReading;
  "lines:kymograph": Kymograph;
  "lines:cancel": null;
  "lines:save": LinesFileOutcome;
}

export interface LinesEvents {
  "lines:progress": LinesProgress;
}

/** The motion along a line in one frame. */
export interface LineReading {
  /** First of the pair. */
  readonly frame: number;
  /** At the places of `sampleLine`. */
  readonly motion: LineMotion;
}

export interface LinesProgress {
  readonly done: number;
  readonly total: number;
}

export type LinesFileOutcome =
  | { readonly status: "done"; readonly fileName: string }
  /** The person closed the dialog. */
  | { readonly status: "cancelled" };
