import type { CameraModel } from "../measure/camera-motion";
import { isMaskAlone, type Treatment, type TreatmentReport } from "../treatment";
import { isValidating } from "../validation";
import type { Flagged } from "./flagged-arrows";

/** What the legend says of what was done to a field. */
export interface TreatedNote {
  readonly camera: {
    readonly model: CameraModel;
    /** What was taken out at the middle of the picture, px/frame; null where it is not known. */
    readonly motion: readonly [u: number, v: number] | null;
  } | null;
  /** Which colours of arrows are explained. */
  readonly flagged: readonly Flagged[];
}

/** The note on a treatment; undefined where there is none, or it only leaves a mask out. */
export function treatedNote(
  treatment: Treatment | undefined,
  report: TreatmentReport | undefined,
): TreatedNote | undefined {
  if (treatment === undefined || isMaskAlone(treatment)) return undefined;
  const { camera: model, validation } = treatment;
  const step = report?.camera ?? null;
  const replaces: readonly Flagged[] = validation.replace === "none" ? ["failed"] : ["failed", "replaced"];
  return {
    camera: model && { model, motion: step && [step.u, step.v] },
    flagged: isValidating(validation) ? replaces : [],
  };
}
