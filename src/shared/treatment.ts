import { maskName } from "./counted-parts";
import type { CameraModel } from "./measure/camera-motion";
import { isValidating, type Validation, type VectorCounts, validationText } from "./validation";

/**
 * What is done to a field once it has been computed, before anybody sees or counts it, in this order: the mask has its pixels count nowhere; the motion
 * of the camera is fitted to the reliable vectors that are left, and taken out of all; vectors are checked, and replaced.
 */
export interface Treatment {
  /** Null leaves all motion in. */
  readonly camera: CameraModel | null;
  readonly validation: Validation;
  /** Pixels that count nowhere, as the numbers of `Spans` (measure/region). */
  readonly mask: readonly number[];
  /** Less reliable vectors say nothing of the camera, are no neighbours, and are not checked. */
  readonly minimumReliability: number;
  /** Width of a pixel of the recording by its height. */
  readonly pixelAspect: number;
}

/** What the camera did from the first frame of a pair to the other one, as it is said: at the middle of the picture. */
export interface CameraStep {
  /** px/frame, x right, y down. */
  readonly u: number;
  readonly v: number;
  /** Degrees from x towards y. */
  readonly turn: number;
  /** By how many times the picture grew. */
  readonly zoom: number;
}

/** What was done to a field. */
export interface TreatmentReport {
  /** What was taken out; null where nothing was to be, or too little is reliable: then nothing of the field counts. */
  readonly camera: CameraStep | null;
  /** Null where nothing was checked. */
  readonly vectors: VectorCounts | null;
  readonly treatMs: number;
}

/** Whether a treatment changes anything. */
export function isTreating({ camera, validation, mask }: Treatment): boolean {
  return camera !== null || isValidating(validation) || mask.length > 0;
}

/** Whether a treatment does no more than leave a mask out, if it does that. */
export function isMaskAlone({ camera, validation }: Treatment): boolean {
  return camera === null && !isValidating(validation);
}

/** Whether a treatment needs the flow back, from the second frame of the pair to the first. */
export function needsBack(treatment: Treatment | undefined): boolean {
  return treatment !== undefined && treatment.validation.forwardBackward !== null;
}

/** The parameters with a treatment; without one, where it changes nothing, so that they are what they always were. */
export function withTreatment<F extends { readonly treatment?: Treatment | undefined }>(
  flow: F,
  treatment: Treatment | null,
): F {
  const { treatment: _, ...others } = flow;
  return (treatment === null || !isTreating(treatment) ? others : { ...others, treatment }) as F;
}

/** Names a treatment: two of the same name make the same of a field. Without one: empty. */
export function treatmentText(treatment: Treatment | undefined): string {
  if (treatment === undefined || !isTreating(treatment)) return "";
  const { camera, validation, mask, minimumReliability, pixelAspect } = treatment;
  return [
    ...(camera === null ? [] : [`camera ${camera}`]),
    ...(mask.length === 0 ? [] : [`mask ${maskName(mask)}`]),
    validationText(validation),
    `of at least ${minimumReliability}, pixels ${pixelAspect} wide`,
  ]
    .filter((text) => text !== "")
    .join("; ");
}

/** For tables and the command line, which speak English. Nothing is done: empty. */
export function treatmentInWords(treatment: Treatment | undefined): string {
  if (treatment === undefined) return "";
  const { camera, validation } = treatment;
  const checked = validationText(validation);
  return [
    ...(camera === null ? [] : [`without the motion of the camera (${camera})`]),
    ...(checked === "" ? [] : [`vectors checked (${checked})`]),
  ].join("; ");
}
