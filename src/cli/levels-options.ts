import { KinoflowError } from "../shared/errors";
import type { Levels } from "../shared/frame-picture";
import { areLevels, BRIGHTEST, GAMMA } from "../shared/levels";
import type { MovieInfo } from "../shared/movie";

/** What grey frames are shown through, for node:util's parseArgs. */
export const LEVELS_OPTION = { levels: { type: "string" } } as const;

/** Its lines of `--help`. */
export const LEVELS_OPTION_HELP = `      --levels MIN,MAX[,GAMMA]   grey recordings: the recorded values that are shown black and white, and a gamma above
                           1 to lighten the darks (default: of deep recordings nearly all values of some frames
                           over the recording, of 8 bits 0,255); the flow is that of the recorded values in any case`;

/** The same for commands that show nothing. */
export const LEVELS_WITHOUT_EFFECT_HELP = `      --levels MIN,MAX[,GAMMA]   as for export, and without effect: figures are of the recorded values`;

/**
 * Reads {@link LEVELS_OPTION}; null where it is not given.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readLevels({ levels: text }: { readonly levels?: string | undefined }): Levels | null {
  if (text === undefined) return null;
  const [black, white, gamma = 1, ...more] = text.split(",").map((part) => numberOf(part));
  const levels = { black, white, gamma };
  if (areLevels(levels) && more.length === 0) return levels;
  throw new KinoflowError(
    "invalid-argument",
    `--levels has to be two whole numbers from 0 to ${BRIGHTEST}, the first one smaller, and perhaps a gamma from ${GAMMA.min} to ${GAMMA.max}, such as 100,4000 or 100,4000,1.5, not "${text}".`,
  );
}

/**
 * Refuses levels for a recording that is shown without.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function checkLevels(levels: Levels | null, { grey }: Pick<MovieInfo, "grey">): void {
  if (levels === null || grey) return;
  throw new KinoflowError(
    "invalid-argument",
    "--levels is for grey recordings, and this one has colours; leave it out, or use --brightness.",
  );
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
