import type { MovieInfo } from "./movie";

/** How large an export is to be. The shape of the picture is kept, always. */
export type ExportSize =
  /** The movie's own pixels, or so many whole times as many that {@link READABLE_SIDE} is reached. */
  | { readonly kind: "auto" }
  /** The movie's own pixels. */
  | { readonly kind: "movie" }
  /** So many times as large. */
  | { readonly kind: "factor"; readonly factor: number }
  /** With so many pixels along the shorter side: 1080 is 1080p, upright or not. */
  | { readonly kind: "shorter"; readonly pixels: number }
  | { readonly kind: "width"; readonly pixels: number }
  /** As large as fits into this. */
  | { readonly kind: "within"; readonly width: number; readonly height: number };

/** Pixels a side. H.264 encoders take no more, and less than the least shows nothing. */
export const EXPORT_SIDE = { min: 16, max: 16384 } as const;
/** Along a shorter side there is room for arrows, a legend and labels, which have to be read whatever the movie's size. */
const READABLE_SIDE = 360;
export const EXPORT_FACTOR = { min: 0.05, max: 8 } as const;
/** What ffmpeg can address of one picture: it reckons with a border around it. */
const MOST_PIXELS = 2 ** 31 / 8;
const BORDER = 128;

/** Size of a picture in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

type Shape = Pick<MovieInfo, "width" | "height" | "pixelAspect">;

/**
 * The size of an export, in square pixels, both sides even; null leaves the movie's pixels as they are, whatever their
 * shape.
 */
export function exportSize({ width, height, pixelAspect }: Shape, size: ExportSize): PixelSize | null {
  const displayed = width * pixelAspect;
  switch (size.kind) {
    case "auto": {
      const factor = readableFactor({ width, height, pixelAspect });
      return factor === 1 ? null : scaled(factor);
    }
    case "movie":
      return null;
    case "factor":
      return scaled(size.factor);
    case "shorter":
      return scaled(size.pixels / Math.min(displayed, height));
    case "width":
      return scaled(size.pixels / displayed);
    case "within":
      return scaled(Math.min(size.width / displayed, size.height / height));
  }

  function scaled(factor: number): PixelSize | null {
    const chosen = { width: even(displayed * factor), height: even(height * factor) };
    const isOwn = pixelAspect === 1 && chosen.width === width && chosen.height === height;
    return isOwn ? null : chosen;
  }
}

/**
 * How many times as large as the movie an export is whose size nobody chose: the least whole number that gives its shorter side as it is displayed
 * at least {@link READABLE_SIDE} pixels, and a video that can be encoded.
 */
export function readableFactor({ width, height, pixelAspect }: Shape): number {
  const displayed = width * pixelAspect;
  let factor = Math.max(1, Math.ceil(READABLE_SIDE / Math.min(displayed, height)));
  while (factor > 1 && !isEncodable({ width: even(displayed * factor), height: even(height * factor) }))
    factor--;
  return factor;
}

/** The size of a saved picture: what {@link exportSize} has, or the movie's own in square pixels. */
export function pictureSize(movie: Shape, size: ExportSize): PixelSize {
  const { width, height, pixelAspect } = movie;
  const displayed = pixelAspect === 1 ? null : exportSize(movie, { kind: "factor", factor: 1 });
  return exportSize(movie, size) ?? displayed ?? { width, height };
}

/** Whether a video can have that size. */
export function isEncodable({ width, height }: PixelSize): boolean {
  return Math.max(width, height) <= EXPORT_SIDE.max && (width + BORDER) * (height + BORDER) < MOST_PIXELS;
}

/** Frames of H.264 have even sides. */
function even(length: number): number {
  return Math.max(EXPORT_SIDE.min, 2 * Math.round(length / 2));
}
