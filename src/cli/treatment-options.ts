import type { FlowParameters } from "../shared/flow";
import { spansOfMask } from "../shared/measure/region";
import type { MovieInfo } from "../shared/movie";
import type { Pairing } from "../shared/pairing";
import { isMaskAlone, type Treatment, withTreatment } from "../shared/treatment";
import { CAMERA_OPTION, CAMERA_OPTION_HELP, checkCamera, readCamera } from "./camera-option";
import type { MeasuredMovie } from "./measured-movie";
import type { ProjectValues } from "./project-values";
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

type MaskValues = ProjectValues & { readonly mask?: string | undefined };

/**
 * What counts nowhere, as the numbers of `Spans`: the picture that `--mask` names, else the mask of the project; none without.
 *
 * @throws KinoflowError as `readMask`
 */
export async function readMaskSpans(
  values: MaskValues,
  { tools, movie: { info } }: Pick<MeasuredMovie, "tools" | "movie">,
  { path, signal }: CommandContext,
): Promise<readonly number[]> {
  if (!values.mask) return values.kept?.mask ?? [];
  return spansOfMask(await readMask(tools, path(values.mask), info, signal), info.width, info.height);
}

/**
 * The parameters of the flow of a movie that is measured, with its treatment: {@link TREATMENT_OPTIONS} and what counts nowhere.
 *
 * @throws KinoflowError as {@link readTreatment} and {@link readMaskSpans}
 */
export async function treatedFlow(
  measured: MeasuredMovie,
  values: TreatmentValues & MaskValues,
  context: CommandContext,
): Promise<FlowParameters> {
  const { movie, wish, pairing } = measured;
  const { flow, minimumReliability } = wish;
  const mask = await readMaskSpans(values, measured, context);
  return withTreatment(flow, readTreatment(values, { info: movie.info, pairing, minimumReliability, mask }));
}

/** A treatment for whoever leaves a mask out himself: one that does no more is none. */
export function withoutMaskAlone(treatment: Treatment): Treatment | null {
  return isMaskAlone(treatment) ? null : treatment;
}
