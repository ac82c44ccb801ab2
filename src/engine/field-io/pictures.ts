import { KinoflowError } from "../../shared/errors";
import { movieInput } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { type MovieProbe, probeMovie } from "../recordings/movie/probe";
import { MAX_PIXELS } from "./flow-field";
import { type PnmPicture, parsePnm } from "./pnm";
import { runForBytes } from "./tool-bytes";

/** Messages with their level and nothing below a warning. */
const QUIET = ["-nostdin", "-hide_banner", "-nostats", "-v", "level+warning"] as const;

/**
 * Decodes a picture file of any kind that ffmpeg reads to RGB of 16 bits a value, as truth of flow is kept in PNG; of a file with
 * several pictures, the first one.
 *
 * @param check throws for pictures of another kind, by what ffprobe says of them
 * @throws KinoflowError the same as {@link probeMovie}, and where the picture is damaged or far too large
 */
export async function decodePicture(
  tools: FfmpegTools,
  path: string,
  check: (probe: MovieProbe) => void,
  signal?: AbortSignal,
): Promise<PnmPicture> {
  const probe = await probeMovie(tools, path, { singlePicture: true, ...(signal ? { signal } : {}) });
  const pixels = probe.storedWidth * probe.storedHeight;
  if (pixels > MAX_PIXELS) {
    throw new KinoflowError(
      "file-unreadable",
      `The picture states a size of ${probe.storedWidth} x ${probe.storedHeight}, but at most ${MAX_PIXELS / 1e6} megapixels can be read.`,
    );
  }
  check(probe);
  const { exit, bytes, errorText } = await runForBytes(
    tools.ffmpeg.path,
    [
      ...QUIET,
      ...movieInput(probe.input),
      ...["-map", `0:${probe.stream}`, "-frames:v", "1", "-pix_fmt", "rgb48be"],
      ...["-f", "image2pipe", "-c:v", "ppm", "pipe:1"],
    ],
    // Room for the header, and for 16-bit RGB.
    { limit: 6 * pixels + 64, signal },
  );
  const picture = parsePnm(bytes);
  // ffmpeg shows what it can of a damaged picture, with grey for the rest: no flow should come of that.
  if (exit.code !== 0 || picture === null || /\[(error|fatal|panic)\]/.test(errorText)) {
    throw new KinoflowError(
      "no-frames",
      "The picture cannot be decoded; the file is damaged, or holds no picture.",
      errorText,
    );
  }
  return picture;
}

/**
 * Encodes raw pixels as a PNG file.
 *
 * @param scaledTo another size that it is to have
 */
export async function encodePng(
  tools: FfmpegTools,
  picture: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  format: "gray" | "rgb24" | "rgb48be",
  signal?: AbortSignal,
  scaledTo?: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const { width, height, pixels } = picture;
  const { exit, bytes, errorText } = await runForBytes(
    tools.ffmpeg.path,
    [
      "-hide_banner",
      ...["-nostats", "-v", "level+warning"],
      ...["-f", "rawvideo", "-pix_fmt", format, "-video_size", `${width}x${height}`, "-i", "pipe:0"],
      ...(scaledTo ? ["-vf", `scale=${scaledTo.width}:${scaledTo.height}:flags=area`] : []),
      ...["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-pix_fmt", format, "pipe:1"],
    ],
    // Deflate adds a few bytes to what it cannot make smaller.
    { input: pixels, limit: 2 * pixels.length + 65536, signal },
  );
  if (exit.code !== 0 || bytes.length === 0) {
    throw new KinoflowError(
      "encoder-failed",
      "ffmpeg could not write the PNG picture; try again.",
      errorText,
    );
  }
  return bytes;
}
