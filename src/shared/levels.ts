import type { Levels } from "./frame-picture";
import type { MovieInfo } from "./movie";

/** Limits of a gamma. */
export const GAMMA = { min: 0.2, max: 5 } as const;

/** The brightest value that a recording can have: frames have 16 bits a sample at most. */
export const BRIGHTEST = 2 ** 16 - 1;

/** The brightest value that this recording can have, which says how many bits of its samples are used. */
export function brightestOf({ depth }: Pick<MovieInfo, "depth">): number {
  return depth <= 8 ? 255 : BRIGHTEST;
}

/** True for levels that frames can be shown through: whole values, black below white, a gamma within {@link GAMMA}. */
export function areLevels({ black, white, gamma }: Levels): boolean {
  const isValue = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= BRIGHTEST;
  return isValue(black) && isValue(white) && black < white && gamma >= GAMMA.min && gamma <= GAMMA.max;
}

/** How often grey values come in a recording: `counts[k]` of the `step` values from `from + k * step` on. */
export interface GreyHistogram {
  readonly from: number;
  /** Values of a bin. */
  readonly step: number;
  /** At most 256. The first and the last one hold what lies beyond, too. */
  readonly counts: Uint32Array;
}

/** What is known of the grey values of a recording. */
export interface RecordingLevels {
  /** What frames are shown through where nobody has chosen anything. */
  readonly automatic: Levels;
  /** Fitted to the values that the recording has, but for a thousandth of the pixels at either end. */
  readonly fitted: Levels;
  readonly histogram: GreyHistogram;
}

export function sameLevels(a: Levels | null, b: Levels | null): boolean {
  if (a === null || b === null) return a === b;
  return a.black === b.black && a.white === b.white && a.gamma === b.gamma;
}
