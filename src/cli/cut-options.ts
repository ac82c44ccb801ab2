import { type CutWish, FOUND_CUTS, NO_CUT_MARKS, withCutMark } from "../shared/cut-marks";
import { KinoflowError } from "../shared/errors";
import type { ProjectValues } from "./project-values";

/** The options that say where scenes change, for node:util's parseArgs. */
export const CUT_OPTIONS = {
  cuts: { type: "string" },
  "no-cuts": { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const CUT_OPTIONS_HELP = `      --cuts LIST          frames at which a new scene begins, besides those that are found: 120,431
      --no-cuts            find no cuts: what --cuts names are the only ones`;

/**
 * Reads {@link CUT_OPTIONS}.
 *
 * @param frameCount of the movie; infinite while it is not known
 * @throws KinoflowError `invalid-argument`
 */
export function readCutOptions(
  {
    cuts,
    "no-cuts": none,
    kept,
  }: {
    readonly cuts?: string | undefined;
    readonly "no-cuts"?: boolean | undefined;
  } & ProjectValues,
  frameCount: number,
): CutWish {
  if (cuts === undefined && !none) return kept ? { ...FOUND_CUTS, marks: kept.cutMarks } : FOUND_CUTS;
  const frames = cuts === undefined ? [] : cuts.split(",").map((text) => frameOf(text.trim(), frameCount));
  const marks = frames.reduce((all, frame) => withCutMark(all, frame, true), NO_CUT_MARKS);
  return { marks, find: !none };
}

function frameOf(text: string, frameCount: number): number {
  const frame = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (frame >= 1 && frame < frameCount) return frame;
  throw new KinoflowError(
    "invalid-argument",
    `--cuts takes frames from 1 ${Number.isFinite(frameCount) ? `to ${frameCount - 1}` : "on"} with commas between them, such as 120,431; "${text}" is none.`,
  );
}
