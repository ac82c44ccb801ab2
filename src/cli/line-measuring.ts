import { basename, extname } from "node:path";
import type { LineRequest } from "../engine/lines/line-fields";
import { KinoflowError } from "../shared/errors";
import type { Line } from "../shared/measure/line";
import { maskOf } from "../shared/measure/region";
import { withTreatment } from "../shared/treatment";
import { checkOneLine, LINE_OPTION, readOneLine } from "./line-option";
import type { MeasuredFrom } from "./measure-sidecar";
import { MEASURING_OPTIONS, type MeasuredMovie } from "./measured-movie";
import type { ProjectValues } from "./project-values";
import { type CommandContext, numberOption } from "./terminal";
import {
  checkTreatment,
  readMaskSpans,
  readTreatment,
  TREATMENT_OPTIONS,
  type TreatmentValues,
  withoutMaskAlone,
} from "./treatment-options";

/** What all commands take that go along a line, for node:util's parseArgs. */
export const LINE_MEASURING_OPTIONS = {
  ...MEASURING_OPTIONS,
  ...TREATMENT_OPTIONS,
  ...LINE_OPTION,
  mask: { type: "string" },
  every: { type: "string" },
} as const;

interface LineValues extends ProjectValues, TreatmentValues {
  readonly line?: readonly string[] | undefined;
  readonly mask?: string | undefined;
  readonly every?: string | undefined;
}

const EVERY = { min: 1, max: 1_000_000, integer: true } as const;

/** A line that is measured, and how. */
export interface LineWish {
  readonly line: Line;
  readonly request: LineRequest;
  /** For what is written beside the file. */
  readonly from: Omit<MeasuredFrom, "units">;
}

/**
 * Refuses what no movie has to be opened for.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function checkLineValues(values: LineValues): void {
  checkOneLine(values.line);
  checkTreatment(values);
  numberOption("every", values.every, 1, EVERY);
}

/**
 * Reads {@link LINE_MEASURING_OPTIONS}.
 *
 * @param path of the movie
 * @throws KinoflowError `invalid-argument`, and what reading a mask ends with
 */
export async function readLineWish(
  path: string,
  values: LineValues,
  measured: MeasuredMovie,
  context: CommandContext,
): Promise<LineWish> {
  const { pairing } = measured;
  const { info } = measured.movie;
  const { minimumReliability } = measured.wish;
  const spans = await readMaskSpans(values, measured, context);
  const treatment = readTreatment(values, { info, pairing, minimumReliability, mask: spans });
  // What is masked is no part of the line.
  const flow = withTreatment(measured.wish.flow, withoutMaskAlone(treatment));
  const wish = { ...measured.wish, flow };
  const line = readOneLine(values.line, info);
  const mask = spans.length === 0 ? null : maskOf(spans, info.width, info.height);
  const every = numberOption("every", values.every, 1, EVERY);
  return {
    line,
    request: { ...wish, points: line.points, every, mask },
    from: { ...wish, recording: path, regions: [], lines: [line], isMasked: mask !== null },
  };
}

/** @throws KinoflowError `invalid-argument` for a name of another kind of file */
export function outputOption(option: string, output: string | undefined, endings: readonly string[]): string {
  const first = endings[0];
  if (output === undefined || output === "") {
    throw new KinoflowError("invalid-argument", `Where to? Give the file's name with ${option} OUT${first}.`);
  }
  if (endings.includes(extname(output).toLowerCase())) return output;
  throw new KinoflowError(
    "invalid-argument",
    `Give a name that ends in ${endings.join(" or ")}, not "${basename(output)}".`,
  );
}
