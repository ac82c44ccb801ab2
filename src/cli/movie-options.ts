import { CUT_OPTIONS, readCutOptions } from "./cut-options";
import { FLOW_OPTIONS, readFlowParameters } from "./flow-options";
import { LEVELS_OPTION, readLevels } from "./levels-options";
import { PAIRING_OPTIONS, type PairingValues, readPairing } from "./pairing-options";
import { PROJECT_OPTION } from "./project-options";
import { FRAME_OPTIONS, RECORDING_OPTIONS, readRecordingOptions } from "./recording-options";
import { numberOption, THREADS } from "./terminal";

/** What all commands take that compute the flow of a movie, for node:util's parseArgs. */
export const MOVIE_OPTIONS = {
  ...RECORDING_OPTIONS,
  ...FRAME_OPTIONS,
  ...FLOW_OPTIONS,
  ...PAIRING_OPTIONS,
  ...CUT_OPTIONS,
  ...LEVELS_OPTION,
  ...PROJECT_OPTION,
  threads: { type: "string" },
} as const;

/** The frames that a command goes through. */
export const RANGE_OPTIONS = { start: { type: "string" }, end: { type: "string" } } as const;

/** What parseArgs gives of them. */
export type MovieValues = Parameters<typeof readRecordingOptions>[0] &
  Parameters<typeof readFlowParameters>[0] &
  Parameters<typeof readLevels>[0] &
  Parameters<typeof readCutOptions>[0] &
  PairingValues & { readonly threads?: string | undefined };

interface RangeValues {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/**
 * Reads of {@link MOVIE_OPTIONS} what no movie has to be opened for, and checks the others as far as that goes: who mistyped an option
 * hears of it at once.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readMovieOptions(values: MovieValues) {
  const { threads } = values;
  const read = {
    recording: readRecordingOptions(values),
    flow: readFlowParameters(values),
    levels: readLevels(values),
    threads: threads === undefined ? undefined : numberOption("threads", threads, 1, THREADS),
  };
  const frameCount = Number.POSITIVE_INFINITY;
  readCutOptions(values, frameCount);
  // Of pairs, as a folder may hold them: what only these may be asked for is refused when the movie is known.
  readPairing(values, { layout: "pairs", frameCount });
  return read;
}

/**
 * Reads {@link RANGE_OPTIONS}, both ends included.
 *
 * @param frameCount of the movie; infinite while it is not known
 * @throws KinoflowError `invalid-argument`
 */
export function readRange({ start, end }: RangeValues, frameCount: number): { start: number; end: number } {
  const last = frameCount - 1;
  const first = numberOption("start", start, 0, { min: 0, max: last, integer: true });
  return { start: first, end: numberOption("end", end, last, { min: first, max: last, integer: true }) };
}
