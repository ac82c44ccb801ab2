import { KinoflowError } from "../shared/errors";
import { EXPORT_SPEED } from "../shared/export-pacing";
import {
  EXPORT_FACTOR,
  EXPORT_SIDE,
  type ExportSize,
  exportSize,
  type PixelSize,
  pictureSize,
  readableFactor,
} from "../shared/export-size";
import type { MovieInfo } from "../shared/movie";
import { numberOption } from "./terminal";

/** The option of how large a picture or a video is to be, for node:util's parseArgs. */
export const SIZE_OPTION = { size: { type: "string" } } as const;

/** Options of a video that is written. */
export const VIDEO_OPTIONS = { ...SIZE_OPTION, speed: { type: "string" } } as const;

/** Its lines of `--help`. */
export const SIZE_OPTION_HELP = `      --size SIZE          Nx (0.5x, 2x), Np (1080p: pixels of the shorter side) or WxH (as large as fits into it):
                           the picture keeps its shape, and gets square pixels; own: the movie's pixels; auto: these,
                           or of a small movie the least whole multiple with 360 pixels a side (default: auto)`;

/** Their lines of `--help`. */
export const VIDEO_OPTIONS_HELP = `${SIZE_OPTION_HELP}
      --speed N            slow motion: ${EXPORT_SPEED.min} to 1, to the thousandth; each frame is repeated and none is invented, at
                           times that are the movie's divided by N, from 0 on and without sound (default 1)`;

/** Reads {@link VIDEO_OPTIONS}. Throws KinoflowError `invalid-argument`. */
export function readVideoOptions(values: {
  readonly size?: string | undefined;
  readonly speed?: string | undefined;
}): { readonly speed: number; readonly sizeOf: (movie: MovieInfo) => PixelSize | null } {
  const speed = numberOption("speed", values.speed, 1, { ...EXPORT_SPEED, integer: false });
  const size = readExportSize(values);
  return { speed: Math.round(speed * 1000) / 1000, sizeOf: (movie) => exportSize(movie, size) };
}

/** Reads {@link SIZE_OPTION}. Throws KinoflowError `invalid-argument`. */
export function readExportSize({ size }: { readonly size?: string | undefined }): ExportSize {
  return size === undefined ? { kind: "auto" } : parseSize(size.trim().toLowerCase());
}

/** Says that something is larger than the movie where nobody asked for it; null where it is not. */
export function enlargedNote(
  what: "video" | "picture",
  movie: MovieInfo,
  { size: asked }: { readonly size?: string | undefined },
): string | null {
  const factor = readableFactor(movie);
  if (readExportSize({ size: asked }).kind !== "auto" || factor === 1) return null;
  const { width, height } = pictureSize(movie, { kind: "auto" });
  return `The ${what} is ${width}x${height}, ${factor} times as large as the movie, so that arrows and legend can be read; --size own keeps the movie's size.\n`;
}

function parseSize(text: string): ExportSize {
  if (text === "auto") return { kind: "auto" };
  if (text === "own") return { kind: "movie" };
  const within = /^(\d+)[x×](\d+)$/.exec(text);
  if (within)
    return {
      kind: "within",
      width: checked(Number(within[1]), EXPORT_SIDE, text),
      height: checked(Number(within[2]), EXPORT_SIDE, text),
    };
  const lines = /^(\d+)p$/.exec(text);
  if (lines) return { kind: "shorter", pixels: checked(Number(lines[1]), EXPORT_SIDE, text) };
  const factor = /^(\d*\.?\d+)[x×]$/.exec(text);
  if (factor) return { kind: "factor", factor: checked(Number(factor[1]), EXPORT_FACTOR, text) };
  throw refused(text);
}

function checked(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  text: string,
): number {
  if (value >= min && value <= max) return value;
  throw refused(text);
}

function refused(text: string): KinoflowError {
  const { min, max } = EXPORT_SIDE;
  return new KinoflowError(
    "invalid-argument",
    `--size has to be like 0.5x (${EXPORT_FACTOR.min} to ${EXPORT_FACTOR.max}), 1080p or 1280x720 (${min} to ${max} pixels), own or auto, not "${text}".`,
  );
}
