import type { OpenRecordingOptions } from "../engine/recordings/open-recording";
import { SEQUENCE_RATE } from "../engine/recordings/pictures/image-sequence";
import type { MovieInfo } from "../shared/movie";
import { numberOption } from "./terminal";

/** The options that say how a recording is opened, for node:util's parseArgs. */
export const RECORDING_OPTIONS = {
  fps: { type: "string" },
  stream: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const RECORDING_OPTIONS_HELP = `      --fps N              frames per second of numbered pictures (default 25)
      --stream N           the video track with this number in the file, as ffprobe counts (default: the first one)`;

/** More tracks than any file has. */
const STREAM_INDEX = { min: 0, max: 9999, integer: true } as const;

/** Reads {@link RECORDING_OPTIONS} for `openRecording`. */
export function readRecordingOptions({
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

/** The options that say how the frames of a recording become those that flow is computed of, for node:util's parseArgs. */
export const FRAME_OPTIONS = { "no-deinterlace": { type: "boolean" } } as const;

/** Their lines of `--help`. */
export const FRAME_OPTIONS_HELP = `      --no-deinterlace     frames of an interlaced movie as they are, not rebuilt from their fields`;

/** Reads {@link FRAME_OPTIONS}: as in the app, frames of interlaced movies are rebuilt where nobody says otherwise. */
export function readFrameOptions(
  values: { readonly "no-deinterlace"?: boolean | undefined },
  { interlaced }: Pick<MovieInfo, "interlaced">,
): { readonly deinterlace: boolean } {
  return { deinterlace: interlaced && values["no-deinterlace"] !== true };
}
