import type { VectorField } from "./vector-field";

/**
 * How far the flow and then the flow back lead from where a pixel began: |f(x) + b(x + f(x))|, with b bilinear between the pixels of the second
 * frame. 0 where both are right; large where something is hidden in one frame, or either is wrong. NaN where the motion is unknown or leads out
 * of the frame. Some pixels of a row.
 *
 * @param back the flow from the second frame to the first, at the pixels of the second
 * @param scale what the displacements of both were multiplied by, see `saidScale`; the error is in the same unit as they are
 * @param xs columns of the pixels
 * @param out gets their values from its beginning on
 */
export function forwardBackwardRow(
  { width, height, u, v }: VectorField,
  back: Pick<VectorField, "u" | "v">,
  scale: number,
  y: number,
  xs: Int32Array,
  out: Float32Array,
): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    const x1 = xs[i] + u[pixel] / scale;
    const y1 = y + v[pixel] / scale;
    // Comparisons with NaN are false.
    if (!(x1 >= 0 && x1 <= width - 1 && y1 >= 0 && y1 <= height - 1)) {
      out[i] = Number.NaN;
      continue;
    }
    const left = x1 | 0;
    const top = y1 | 0;
    const fx = x1 - left;
    const fy = y1 - top;
    const here = top * width + left;
    // The last column and row are at the far end of the square before them, if there is one.
    const right = fx > 0 ? 1 : 0;
    const below = fy > 0 ? width : 0;
    const du = u[pixel] + bilinear(back.u, here, right, below, fx, fy);
    const dv = v[pixel] + bilinear(back.v, here, right, below, fx, fy);
    out[i] = Math.sqrt(du * du + dv * dv);
  }
}

function bilinear(
  plane: Float32Array,
  here: number,
  right: number,
  below: number,
  fx: number,
  fy: number,
): number {
  const upper = plane[here] + (plane[here + right] - plane[here]) * fx;
  const lower = plane[here + below] + (plane[here + below + right] - plane[here + below]) * fx;
  return upper + (lower - upper) * fy;
}
