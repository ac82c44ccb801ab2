import { basename } from "node:path";
import { writeFileAtomically } from "../engine/field-io/atomic-file";
import type { FigurePixels } from "../shared/figures";
import { type FlowParameters, isSingleScale, presetOf } from "../shared/flow";
import { axesInWords, type Calibration } from "../shared/measure/calibration";
import type { Line } from "../shared/measure/line";
import type { Region } from "../shared/measure/region";
import { pairingInWords, pairingOf } from "../shared/pairing";
import { preparationText } from "../shared/preparation";
import { isValidating } from "../shared/validation";
import { KINOFLOW_VERSION } from "../shared/version";

/** What a file with measured numbers is of, and how it was made. */
export interface MeasuredFrom {
  readonly recording: string;
  readonly start: number;
  readonly end: number;
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly calibration: Calibration;
  readonly minimumReliability: number;
  /** Whether only reliable vectors count. */
  readonly figurePixels?: FigurePixels;
  /** Parts of the picture with figures of their own. */
  readonly regions?: readonly Region[];
  readonly lines?: readonly Line[];
  readonly isMasked?: boolean;
  /** Units of the numbers, by their names in the file. */
  readonly units: Readonly<Record<string, string>>;
}

/** The facts as they are written beside a file, or into it. */
export function factsOf({ recording, start, end, flow, calibration, ...facts }: MeasuredFrom) {
  return {
    kinoflow: KINOFLOW_VERSION,
    recording: basename(recording),
    frames: { start, end },
    units: facts.units,
    axes: { ...calibration.axes, inWords: axesInWords(calibration) },
    pixel: calibration.pixel,
    method: flow.method,
    preset: isSingleScale(flow.method) ? null : presetOf(flow.dense),
    parameters: isSingleScale(flow.method) ? { windowRadius: flow.windowRadius } : flow.dense,
    prepare: preparationText(flow.preparation),
    pairing: pairingInWords(pairingOf(flow)),
    deinterlace: facts.deinterlace,
    minimumReliability: facts.minimumReliability,
    figurePixels: facts.figurePixels ?? "reliable",
    ...treatmentFacts(flow),
    ...(facts.regions ? { regions: facts.regions, masked: facts.isMasked === true } : {}),
    ...(facts.lines && facts.lines.length > 0
      ? { lines: facts.lines, acrossIs: "to the left along the line" }
      : {}),
  };
}

/** What was done to the fields before they were counted. */
function treatmentFacts({ treatment }: FlowParameters) {
  if (treatment === undefined) return {};
  const { camera, validation, mask } = treatment;
  return {
    withoutCamera: camera,
    ...(isValidating(validation) ? { validation } : {}),
    ...(mask.length > 0 ? { masked: true } : {}),
  };
}

/** Where the facts of a file lie. */
export function sidecarOf(path: string): string {
  return `${path}.json`;
}

/**
 * Writes what the numbers of a file are, as JSON beside it.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function writeSidecar(path: string, from: MeasuredFrom): Promise<void> {
  await writeFileAtomically(sidecarOf(path), Buffer.from(`${JSON.stringify(factsOf(from), null, 2)}\n`));
}
