import { z } from "zod";
import {
  KNOWN_MOTION_SIZE,
  KNOWN_MOTIONS,
  type TruthReport,
  type VerificationProgress,
  type VerificationReport,
} from "../verification";
import { flowParametersSchema } from "./flow";
import { between, frameNumber, token } from "./values";

/** The pair that begins with a frame, and how its flow is computed. */
const judged = { token, frame: frameNumber, deinterlace: z.boolean(), flow: flowParametersSchema };

/** How far motions can be trusted. */
export const verificationRequests = {
  /** Warps a frame by a known motion, and judges methods by that. */
  "verify:run": z.strictObject({
    ...judged,
    motion: z.enum(KNOWN_MOTIONS),
    /** px; null: as fast as what moves in the frame. */
    size: between(KNOWN_MOTION_SIZE).nullable(),
  }),
  "verify:cancel": z.undefined(),
  /** Asks for a file of a true flow with the system's dialog, and judges the pair by that. */
  "truth:judge": z.strictObject(judged),
} as const;

export interface VerificationResponses {
  "verify:run": VerificationReport;
  "verify:cancel": null;
  /** Null: the person closed the dialog. */
  "truth:judge": TruthReport | null;
}

export interface VerificationEvents {
  "verify:progress": VerificationProgress;
}
