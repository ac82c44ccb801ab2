import { SEQUENCE_RATE } from "../engine/movie/image-sequence";
import { numberOption } from "./terminal";

/** The options that say how a movie is opened, for node:util's parseArgs. */
export const MOVIE_OPTIONS = {
  fps: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const MOVIE_OPTIONS_HELP =
  "      --fps N              frames per second of numbered pictures (default 25)";

/** Reads {@link MOVIE_OPTIONS} for `openMovie`. */
export function readMovieOptions({ fps }: { readonly fps?: string | undefined }): { sequenceRate?: number } {
  return fps === undefined
    ? {}
    : { sequenceRate: numberOption("fps", fps, SEQUENCE_RATE.max, SEQUENCE_RATE) };
}
