import type { VectorField } from "./vector-field";

/*
 * What the derivatives of a flow field say about the motion, in 1/frame. Derivatives are central differences inside the
 * field and one-sided ones at its border: exact for fields that change linearly. Across a field of one row or one column
 * they are 0.
 */

/**
 * Divergence du/dx + dv/dy, into `out` (width * height values): positive where the flow spreads out (something comes
 * nearer, or wells up), negative where it contracts.
 */
export function divergence(field: VectorField, out: Float32Array): void {
  fromDerivatives(field, out, (ux, _uy, _vx, vy) => ux + vy);
}

/**
 * Vorticity dv/dx - du/dy, into `out` (width * height values): twice the angular velocity in radians per frame. As y is
 * down, positive is clockwise on the screen:
 *
 *         ->
 *      ^      |        to the right of the centre v > 0, below it u < 0
 *      |      v
 *         <-
 */
export function vorticity(field: VectorField, out: Float32Array): void {
  fromDerivatives(field, out, (_ux, uy, vx) => vx - uy);
}

/**
 * Rate of shear, into `out` (width * height values, never negative): the difference between the fastest stretching and
 * the fastest shortening direction, sqrt((du/dx - dv/dy)^2 + (du/dy + dv/dx)^2). 0 where the flow moves, turns or scales
 * as a whole; g for a flow (g y, 0).
 */
export function shear(field: VectorField, out: Float32Array): void {
  fromDerivatives(field, out, (ux, uy, vx, vy) => {
    const stretch = ux - vy;
    const skew = uy + vx;
    return Math.sqrt(stretch * stretch + skew * skew);
  });
}

/** A value of a pixel from du/dx, du/dy, dv/dx and dv/dy there. */
type Combine = (ux: number, uy: number, vx: number, vy: number) => number;

function fromDerivatives({ width, height, u, v }: VectorField, out: Float32Array, combine: Combine): void {
  for (let y = 0; y < height; y++) {
    const above = Math.max(y - 1, 0);
    const below = Math.min(y + 1, height - 1);
    const perRow = below > above ? 1 / (below - above) : 0;
    // From a pixel to those above and below it.
    const up = (above - y) * width;
    const down = (below - y) * width;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const left = x > 0 ? at - 1 : at;
      const right = x < width - 1 ? at + 1 : at;
      const perColumn = right > left ? 1 / (right - left) : 0;
      out[at] = combine(
        (u[right] - u[left]) * perColumn,
        (u[at + down] - u[at + up]) * perRow,
        (v[right] - v[left]) * perColumn,
        (v[at + down] - v[at + up]) * perRow,
      );
    }
  }
}
