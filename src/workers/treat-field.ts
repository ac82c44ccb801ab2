import type { FlowParameters } from "../shared/flow";
import {
  type CameraMotion,
  cameraMotion,
  cameraVector,
  type PictureGrid,
  turnAndZoom,
  withoutCamera,
} from "../shared/measure/camera-motion";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import { pairingOf, saidScale } from "../shared/pairing";
import type { CameraStep, Treatment, TreatmentReport } from "../shared/treatment";
import { isValidating } from "../shared/validation";
import { vectorSpacing } from "../shared/vector-spacing";
import { beginCheck, type Check, finishCheck } from "./check-vectors";
import { marginOf } from "./kernel/statistics";
import type { FrameSize, TreatJob } from "./protocol";
import { fieldIn, flagsIn } from "./shared-views";
import { hideMargin, hideSpans, NEVER } from "./treated-pixels";

/** Raised with every change of what a treatment makes of a field. */
export const TREATMENT_VERSION = 1;

/** A field as it was computed, scaled to what is said. */
export interface TreatedField extends FrameSize {
  readonly planes: FieldPlanes;
  /** The same from the second frame to the first; null where no test needs it. */
  readonly back: FieldPlanes | null;
  /** A byte a pixel for `VECTOR_FLAGS`. */
  readonly flags: Uint8Array;
  readonly parameters: FlowParameters;
}

/** Does the {@link Treatment} of its parameters to a field, in place. */
export function treatField(field: TreatedField, treatment: Treatment): TreatmentReport {
  const start = performance.now();
  const { planes, back, flags, parameters, width, height } = field;
  const { camera: model, validation, mask, minimumReliability, pixelAspect } = treatment;
  const { reliability } = planes;
  hideMargin(reliability, field, marginOf(parameters));
  hideSpans(reliability, width, mask);
  const isChecked = isValidating(validation);
  const spacing = vectorSpacing(parameters);
  const check: Check = { width, height, validation, minimumReliability, spacing };
  if (isChecked) beginCheck(planes, back, flags, check, saidScale(pairingOf(parameters)));
  else flags.fill(0);
  const grid = { width, height, pixelAspect };
  const motion = model && cameraMotion(planes, grid, model, Math.max(minimumReliability, 0));
  if (motion !== null) withoutCamera(planes, grid, motion);
  const vectors = isChecked ? finishCheck(planes, flags, check) : null;
  // Nobody knows what would be left.
  if (model !== null && motion === null) reliability.fill(NEVER);
  return { camera: motion && stepOf(motion, grid), vectors, treatMs: performance.now() - start };
}

/** As {@link treatField}, of a field in shared memory. Flags are there afterwards where it has room for them. */
export function treatIn(
  memory: WebAssembly.Memory,
  {
    field,
    back,
    parameters,
    width,
    height,
  }: Pick<TreatJob, "field" | "back" | "parameters" | keyof FrameSize>,
  treatment: Treatment,
): TreatmentReport {
  const size = { width, height };
  const planes = fieldIn(memory, field, size);
  const flags = flagsIn(memory, field, size) ?? new Uint8Array(width * height);
  return treatField(
    { planes, back: back && fieldIn(memory, back, size), flags, parameters, ...size },
    treatment,
  );
}

function stepOf(motion: CameraMotion, grid: PictureGrid): CameraStep {
  const [u, v] = cameraVector(motion, grid, [(grid.width - 1) / 2, (grid.height - 1) / 2]);
  return { u, v, ...turnAndZoom(motion) };
}
