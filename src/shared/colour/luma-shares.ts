/** The share of red and blue in luma; green has the rest. Everything else about a Y'CbCr matrix follows. */
export interface LumaShares {
  readonly red: number;
  readonly blue: number;
}

export const BT601: LumaShares = { red: 0.299, blue: 0.114 };
export const BT709: LumaShares = { red: 0.2126, blue: 0.0722 };
export const BT2020: LumaShares = { red: 0.2627, blue: 0.0593 };

/** The luma shares of a matrix as ffmpeg names it; null for one that is not known. */
export function lumaShares(matrix: string): LumaShares | null {
  switch (matrix) {
    case "bt709":
      return BT709;
    case "bt2020nc":
    case "bt2020c":
      return BT2020;
    case "bt470bg":
    case "smpte170m":
    case "fcc":
      return BT601;
    default:
      return null;
  }
}

/**
 * The matrix to assume where a movie does not name one, as video players do: that of high definition from about
 * 1280 x 720 on, upright or on its side, and that of standard definition for smaller pictures.
 */
export function assumedMatrix(width: number, height: number): "bt709" | "smpte170m" {
  return Math.max(width, height) >= 1280 || Math.min(width, height) > 576 ? "bt709" : "smpte170m";
}
