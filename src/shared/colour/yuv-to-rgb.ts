import type { ColourDescription } from "../movie";
import { assumedMatrix, BT709, lumaShares } from "./luma-shares";

/**
 * How RGB follows from the codes of a frame, all from 0 to 255 (ITU-T H.273):
 *
 *     R = lumaScale (Y - lumaOffset) + redOfV (V - 128)
 *     G = lumaScale (Y - lumaOffset) + greenOfU (U - 128) + greenOfV (V - 128)
 *     B = lumaScale (Y - lumaOffset) + blueOfU (U - 128)
 */
export interface YuvToRgb {
  readonly lumaOffset: number;
  readonly lumaScale: number;
  readonly redOfV: number;
  readonly greenOfU: number;
  readonly greenOfV: number;
  readonly blueOfU: number;
}

/** The factors for the frames of a movie. Primaries are not converted; a matrix that is not named is assumed as players do. */
export function yuvToRgb(
  { matrix, range }: Pick<ColourDescription, "matrix" | "range">,
  { width, height }: { readonly width: number; readonly height: number },
): YuvToRgb {
  const shares = lumaShares(matrix) ?? lumaShares(assumedMatrix(width, height)) ?? BT709;
  const green = 1 - shares.red - shares.blue;
  const full = range === "full";
  const chromaScale = full ? 1 : 255 / 224;
  const redOfV = 2 * (1 - shares.red) * chromaScale;
  const blueOfU = 2 * (1 - shares.blue) * chromaScale;
  return {
    lumaOffset: full ? 0 : 16,
    lumaScale: full ? 1 : 255 / 219,
    redOfV,
    greenOfU: (-blueOfU * shares.blue) / green,
    greenOfV: (-redOfV * shares.red) / green,
    blueOfU,
  };
}
