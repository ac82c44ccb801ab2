import { KinoflowError } from "../../shared/errors";
import { movieInput } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import {
  completeFrame,
  type FrameFormat,
  frameFormat,
  recordedBytes,
  recordedPart,
} from "../recording/frame-format";
import { pixelsFor } from "../recordings/movie/movie-format";
import { type MovieProbe, probeMovie } from "../recordings/movie/probe";
import { MAX_PIXELS } from "./flow-field";
import { runForBytes } from "./tool-bytes";

/** Messages with their level and nothing below a warning. */
const QUIET = ["-nostdin", "-hide_banner", "-nostats", "-v", "level+warning"] as const;

/** A frame, as the frame sources of recordings give it. */
export interface FirstFrame {
  readonly format: FrameFormat;
  readonly bytes: Uint8Array;
}

/**
 * Decodes the first frame of whatever ffmpeg reads, whole or not at all.
 *
 * @throws KinoflowError the same as {@link probeMovie}, and where the picture is damaged or far too large
 */
export async function decodeFirstFrame(
  tools: FfmpegTools,
  path: string,
  signal?: AbortSignal,
): Promise<FirstFrame> {
  const probe = await probeMovie(tools, path, { singlePicture: true, ...(signal ? { signal } : {}) });
  const pixels = pixelsFor(probe.pixelFormat, probe.fullRange ? "full" : "limited");
  const format = frameFormat(uprightSize(probe), pixels.lumaBits, pixels.depth, pixels.picture);
  const expected = recordedBytes(format);
  const { exit, bytes, errorText } = await runForBytes(
    tools.ffmpeg.path,
    [
      ...QUIET,
      ...movieInput(probe.input),
      ...["-map", `0:${probe.stream}`, "-frames:v", "1", "-pix_fmt", pixels.name, "-f", "rawvideo", "pipe:1"],
    ],
    { limit: expected, signal },
  );
  // ffmpeg shows what it can of a damaged picture, with grey for the rest: no flow should come of that.
  if (exit.code !== 0 || bytes.length !== expected || /\[(error|fatal|panic)\]/.test(errorText)) {
    throw new KinoflowError(
      "no-frames",
      "The picture cannot be decoded; the file is damaged, or holds no picture.",
      errorText,
    );
  }
  // At an even place, for samples of 16 bits.
  const frame = new Uint8Array(format.bytes);
  recordedPart(format, frame).set(bytes);
  completeFrame(format, frame);
  return { format, bytes: frame };
}

/** The size after rotation. */
function uprightSize({ storedWidth, storedHeight, rotation }: MovieProbe): {
  readonly width: number;
  readonly height: number;
} {
  if (storedWidth * storedHeight > MAX_PIXELS) {
    throw new KinoflowError(
      "file-unreadable",
      `The picture states a size of ${storedWidth} x ${storedHeight}, but at most ${MAX_PIXELS / 1e6} megapixels can be read.`,
    );
  }
  const isTurned = rotation === 90 || rotation === 270;
  return isTurned
    ? { width: storedHeight, height: storedWidth }
    : { width: storedWidth, height: storedHeight };
}
