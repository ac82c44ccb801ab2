import type { OpenRecordingOptions } from "../engine/recordings/open-recording";
import { SEQUENCE_RATE } from "../engine/recordings/pictures/image-sequence";
import { numberOption } from "./terminal";

/** The options that say how a movie is opened, for node:util's parseArgs. */
export const MOVIE_OPTIONS = {
  fps: { type: "string" },
  stream: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const MOVIE_OPTIONS_HELP = `      --fps N              frames per second of numbered pictures (default 25)
      --stream N           the video track with this number in the file, as ffprobe counts (default: the first one)`;

/** More tracks than any file has. */
const STREAM_INDEX = { min: 0, max: 9999, integer: true } as const;

/** Reads {@link MOVIE_OPTIONS} for `openRecording`. */
export function readMovieOptions({
  fps,
  stream,
}: {
  readonly fps?: string | undefined;
  readonly stream?: string | undefined;
}): Pick<OpenRecordingOptions, "sequenceRate" | "stream"> {
  return {
    ...(fps === undefined
      ? {}
      : { sequenceRate: numberOption("fps", fps, SEQUENCE_RATE.max, SEQUENCE_RATE) }),
    ...(stream === undefined ? {} : { stream: numberOption("stream", stream, 0, STREAM_INDEX) }),
  };
}
