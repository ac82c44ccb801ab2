import type { VectorField } from "../fields/vector-field";
import type { FlowParameters } from "../flow";
import type { LumaSamples } from "../luma-samples";
import type { FieldPlanes } from "./field-planes";

/** The luma planes of a pair of frames: width * height values each, row by row. */
export interface LumaPair {
  readonly first: LumaSamples;
  readonly second: LumaSamples;
  /** What the displacement from the one to the other was multiplied by to be the field's. Default 1. */
  readonly saidScale?: number | undefined;
  /** What the flow was computed with; only the map of the uncertainty needs it. */
  readonly parameters?: FlowParameters | undefined;
  /** The flow from the second frame back to the first; only the map of the forward-backward error needs it. */
  readonly back?: Pick<VectorField, "u" | "v"> | undefined;
  /** The flow as it was computed, where the field was treated: it alone leads from the one frame to the other. */
  readonly untreated?: FieldPlanes | undefined;
}

/**
 * How far the flow of some pixels of a row explains the second frame: first(x, y) - second(x + u, y + v), in levels of
 * their samples (codes of luma, or what a camera of more bits says), bilinear in between. 0 where the flow is right and nothing changes its brightness. NaN
 * where the motion is unknown or leads out of the picture.
 *
 * @param xs columns of the pixels
 * @param out gets their values from `at` on
 */
export function differenceRow(
  { width, height, u, v }: VectorField,
  { first, second, saidScale = 1 }: LumaPair,
  y: number,
  xs: Int32Array,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    const x1 = xs[i] + u[pixel] / saidScale;
    const y1 = y + v[pixel] / saidScale;
    // Comparisons with NaN are false.
    if (!(x1 >= 0 && x1 <= width - 1 && y1 >= 0 && y1 <= height - 1)) {
      out[at + i] = Number.NaN;
      continue;
    }
    // The last column and row are at the far end of the square before them, if there is one.
    const left = x1 | 0;
    const top = y1 | 0;
    const fx = x1 - left;
    const fy = y1 - top;
    const here = top * width + left;
    const right = fx > 0 ? 1 : 0;
    const below = fy > 0 ? width : 0;
    const upper = second[here] + (second[here + right] - second[here]) * fx;
    const lower = second[here + below] + (second[here + below + right] - second[here + below]) * fx;
    out[at + i] = first[pixel] - (upper + (lower - upper) * fy);
  }
}
