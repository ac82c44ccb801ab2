import type { OpenRecordingOptions } from "../engine/recordings/open-recording";
import { type MovieInfo, STATED_RATE } from "../shared/movie";
import { rawOption } from "./raw-option";
import { numberOption } from "./terminal";

/** The options that say how a recording is opened, for node:util's parseArgs. */
export const RECORDING_OPTIONS = {
  fps: { type: "string" },
  "capture-fps": { type: "string" },
  order: { type: "string" },
  stream: { type: "string" },
  raw: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const RECORDING_OPTIONS_HELP = `      --fps N              frames per second of pictures and raw streams, which have no times (default 25)
      --capture-fps N      frames per second of the camera where the file plays slower: scales all times
      --order RULE         the order of pictures in a folder, as probe lists it: numbers:1, times, pairs, alphabetical
      --stream N           the video track with this number in the file, as ffprobe counts (default: the first one)
      --raw LAYOUT         a file without a header of its own: WIDTHxHEIGHT of its frames and, where they differ from
                           these, ,bits=8,header=0,gap=0,order=little,fps=25,channels=1 (640x480,bits=12,fps=500);
                           samples of more than 8 bits take two bytes, header and gap (between frames) are bytes`;

/** More tracks than any file has. */
const STREAM_INDEX = { min: 0, max: 9999, integer: true } as const;

/** Reads {@link RECORDING_OPTIONS} for `openRecording`. */
export function readRecordingOptions({
  fps,
  stream,
  order,
  raw,
  "capture-fps": captured,
}: {
  readonly fps?: string | undefined;
  readonly stream?: string | undefined;
  readonly order?: string | undefined;
  readonly raw?: string | undefined;
  readonly "capture-fps"?: string | undefined;
}): Pick<OpenRecordingOptions, "sequenceRate" | "captureRate" | "namingRule" | "stream" | "raw"> {
  return {
    ...(fps === undefined ? {} : { sequenceRate: numberOption("fps", fps, STATED_RATE.max, STATED_RATE) }),
    ...(captured === undefined
      ? {}
      : { captureRate: numberOption("capture-fps", captured, STATED_RATE.max, STATED_RATE) }),
    ...(order === undefined ? {} : { namingRule: order }),
    ...(stream === undefined ? {} : { stream: numberOption("stream", stream, 0, STREAM_INDEX) }),
    ...(raw === undefined ? {} : { raw: { layout: rawOption(raw) } }),
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
