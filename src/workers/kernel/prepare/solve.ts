/**
 * Solves a symmetric, positive definite system by Cholesky's decomposition; overwrites both.
 *
 * @param matrix n * n, row by row, of which the lower triangle is read
 * @returns the solution; null where the matrix is not positive definite
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> | null {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
      if (i !== j) matrix[i * n + j] = sum / matrix[j * n + j];
      else if (sum > 1e-9 * Math.abs(matrix[i * n + i])) matrix[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) solution[i] -= matrix[i * n + k] * solution[k];
    solution[i] /= matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) solution[i] -= matrix[k * n + i] * solution[k];
    solution[i] /= matrix[i * n + i];
  }
  return solution;
}
