/** How grey values become brightness: `black` and below is black, `white` and above white. In values of the frames. */
export interface Levels {
  readonly black: number;
  /** Above {@link black}. */
  readonly white: number;
  /** Brightness is its share of the way from black to white to the power of 1 / gamma: above 1 lightens the darks. */
  readonly gamma: number;
}

/** What of a frame is shown. Its luma plane, of which flow is computed, always comes first. */
export type FramePicture =
  /** The frame is 8-bit I420, and shown as it is. */
  | { readonly kind: "i420" }
  /** Its luma plane, through {@link Levels}. */
  | { readonly kind: "grey" }
  /** Two chroma planes follow the luma plane, with samples of 16 bits too, of which `depth` are used. */
  | {
      readonly kind: "yuv";
      readonly depth: number;
      /** Pixels across and down that share a chroma sample. */
      readonly columns: 1 | 2 | 4;
      readonly rows: 1 | 2 | 4;
      readonly range: "limited" | "full";
    }
  /** Red, green and blue of each pixel follow the luma plane, with as many bits as it has. */
  | { readonly kind: "rgb" };

/** Levels that show all values of so many bits. */
export function wholeLevels(depth: number): Levels {
  return { black: 0, white: 2 ** depth - 1, gamma: 1 };
}
