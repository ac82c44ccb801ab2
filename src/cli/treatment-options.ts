import type { FlowParameters } from "../shared/flow";
import { spansOfMask } from "../shared/measure/region";
import type { MovieInfo } from "../shared/movie";
import type { Pairing } from "../shared/pairing";
import { type Treatment, withTreatment } from "../shared/treatment";
import { CAMERA_OPTION, CAMERA_OPTION_HELP, checkCamera, readCamera } from "./camera-option";
import type { MeasuredMovie } from "./measured-movie";
import { readMask } from "./region-options";
import type { CommandContext } from "./terminal";
import {
  readValidation,
  VALIDATION_OPTIONS,
  VALIDATION_OPTIONS_HELP,
  type ValidationValues,
} from "./validation-options";

/** The options that say what is done to a field once it is computed, for node:util's parseArgs. */
export const TREATMENT_OPTIONS = { ...CAMERA_OPTION, ...VALIDATION_OPTIONS } as const;

/** Their lines of `--help`. */
export const TREATMENT_OPTIONS_HELP = `${CAMERA_OPTION_HELP}\n${VALIDATION_OPTIONS_HELP}`;

export type TreatmentValues = ValidationValues & { readonly camera?: string | undefined };

/** What decides the rest of a treatment. */
export interface TreatedWhat {
  readonly info: Pick<MovieInfo, "pixelAspect">;
  readonly pairing: Pairing;
  readonly minimumReliability: number;
  /** As in {@link Treatment}. */
  readonly mask?: readonly number[];
}

/** Refuses options that are wrong whatever the movie is. @throws KinoflowError `invalid-argument` */
export function checkTreatment(values: TreatmentValues): void {
  readCamera(values.camera);
  readValidation(values);
}

/**
 * Reads {@link TREATMENT_OPTIONS}.
 *
 * @throws KinoflowError `invalid-argument`, also for a camera and pairs of frames that do not go together
 */
export function readTreatment(
  values: TreatmentValues,
  { info, pairing, minimumReliability, mask = [] }: TreatedWhat,
): Treatment {
  const camera = readCamera(values.camera);
  checkCamera(camera, pairing);
  const { pixelAspect } = info;
  return { camera, validation: readValidation(values), mask, minimumReliability, pixelAspect };
}

/**
 * The parameters of the flow of a movie that is measured, with its treatment: {@link TREATMENT_OPTIONS} and a picture of what counts nowhere (`--mask`).
 *
 * @throws KinoflowError as {@link readTreatment} and `readMask`
 */
export async function treatedFlow(
  { tools, movie: { info }, wish: { flow, minimumReliability }, pairing }: MeasuredMovie,
  values: TreatmentValues & { readonly mask?: string | undefined },
  { path, signal }: CommandContext,
): Promise<FlowParameters> {
  const bytes = values.mask ? await readMask(tools, path(values.mask), info, signal) : null;
  const mask = bytes === null ? [] : spansOfMask(bytes, info.width, info.height);
  return withTreatment(flow, readTreatment(values, { info, pairing, minimumReliability, mask }));
}
