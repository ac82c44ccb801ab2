import type { VectorField } from "./vector-field";

/*
 * What the derivatives of a flow field say about the motion, in 1/frame. Derivatives are central differences inside the
 * field and one-sided ones at its border: exact for fields that change linearly. Across a field of one row or one column
 * they are 0. Lengths are in stored pixels, as in u and v themselves: where pixels are not square, divergence is the same
 * as on the displayed picture, while vorticity and shear are those of the picture as it is stored.
 *
 * The loops are written out: with one loop, and what differs as a function, they take three times as long.
 */

/**
 * Computes some pixels of one row: `xs` are their columns, `out[at]` and after get their values. The columns and the row
 * have to lie in the field.
 */
export type FieldRow = (field: VectorField, y: number, xs: Int32Array, out: Float32Array, at: number) => void;

/**
 * Divergence du/dx + dv/dy: positive where the flow spreads out (something comes nearer, or wells up), negative where it
 * contracts.
 */
export const divergenceRow: FieldRow = ({ width, height, u, v }, y, xs, out, at) => {
  const { up, down, perRow } = rowsAround(width, height, y);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const pixel = y * width + x;
    const left = x > 0 ? pixel - 1 : pixel;
    const right = x < width - 1 ? pixel + 1 : pixel;
    const perColumn = right === left ? 0 : 1 / (right - left);
    out[at + i] = (u[right] - u[left]) * perColumn + (v[down + x] - v[up + x]) * perRow;
  }
};

/**
 * Vorticity dv/dx - du/dy: twice the angular velocity in radians per frame. As y is down, positive is clockwise on the
 * screen:
 *
 *         ->
 *      ^      |        to the right of the centre v > 0, below it u < 0
 *      |      v
 *         <-
 */
export const vorticityRow: FieldRow = ({ width, height, u, v }, y, xs, out, at) => {
  const { up, down, perRow } = rowsAround(width, height, y);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const pixel = y * width + x;
    const left = x > 0 ? pixel - 1 : pixel;
    const right = x < width - 1 ? pixel + 1 : pixel;
    const perColumn = right === left ? 0 : 1 / (right - left);
    out[at + i] = (v[right] - v[left]) * perColumn - (u[down + x] - u[up + x]) * perRow;
  }
};

/**
 * Rate of shear, never negative: the difference between the fastest stretching and the fastest shortening direction,
 * sqrt((du/dx - dv/dy)^2 + (du/dy + dv/dx)^2). 0 where the flow moves, turns or scales as a whole; g for a flow (g y, 0).
 */
export const shearRow: FieldRow = ({ width, height, u, v }, y, xs, out, at) => {
  const { up, down, perRow } = rowsAround(width, height, y);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const pixel = y * width + x;
    const left = x > 0 ? pixel - 1 : pixel;
    const right = x < width - 1 ? pixel + 1 : pixel;
    const perColumn = right === left ? 0 : 1 / (right - left);
    const stretch = (u[right] - u[left]) * perColumn - (v[down + x] - v[up + x]) * perRow;
    const skew = (u[down + x] - u[up + x]) * perRow + (v[right] - v[left]) * perColumn;
    out[at + i] = Math.sqrt(stretch * stretch + skew * skew);
  }
};

/** First pixels of the rows whose difference, times `perRow`, is the derivative by y. */
function rowsAround(width: number, height: number, y: number): { up: number; down: number; perRow: number } {
  const above = Math.max(y - 1, 0);
  const below = Math.min(y + 1, height - 1);
  return { up: above * width, down: below * width, perRow: below > above ? 1 / (below - above) : 0 };
}
