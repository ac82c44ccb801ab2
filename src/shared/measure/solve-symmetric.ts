/**
 * The Cholesky factor of a symmetric matrix, row by row: lower triangle, the rest undefined.
 *
 * @returns null where the matrix is not clearly positive definite, that is, where its equations do not say enough
 */
export function cholesky(matrix: Float64Array, order: number): Float64Array | null {
  const factor = new Float64Array(order * order);
  for (let row = 0; row < order; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * order + column];
      for (let k = 0; k < column; k++) sum -= factor[row * order + k] * factor[column * order + k];
      if (column < row) factor[row * order + column] = sum / factor[column * order + column];
      else if (sum > SMALLEST_PIVOT * matrix[row * order + row]) factor[row * order + row] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** What is left of a diagonal element where the others explain it: below this share nothing is known of it. */
const SMALLEST_PIVOT = 1e-4;

/** Solves the equations of a {@link cholesky} factor in place. */
export function solveFactored(factor: Float64Array, right: Float64Array): void {
  const order = right.length;
  for (let row = 0; row < order; row++) {
    let sum = right[row];
    for (let k = 0; k < row; k++) sum -= factor[row * order + k] * right[k];
    right[row] = sum / factor[row * order + row];
  }
  for (let row = order - 1; row >= 0; row--) {
    let sum = right[row];
    for (let k = row + 1; k < order; k++) sum -= factor[k * order + row] * right[k];
    right[row] = sum / factor[row * order + row];
  }
}
