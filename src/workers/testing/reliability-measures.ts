/** One vector: how reliable it is said to be, and by how many pixels it is wrong. */
export interface JudgedVectors {
  readonly reliability: Float32Array;
  readonly error: Float32Array;
}

/** A vector within so many pixels of the truth is right. */
export const RIGHT = 1;

/**
 * Area under the curve of sparsification, px: the mean error of the n most reliable vectors, averaged over all n. Vectors
 * of one reliability stay in their order.
 */
export function sparsificationArea({ reliability, error }: JudgedVectors): number {
  const order = Uint32Array.from(reliability, (_, k) => k).sort((a, b) => reliability[b] - reliability[a]);
  let [sum, area] = [0, 0];
  for (const [n, k] of order.entries()) {
    sum += error[k];
    area += sum / (n + 1);
  }
  return area / order.length;
}

/** What is right among vectors of about one reliability. */
export interface CalibrationBin {
  readonly from: number;
  readonly share: number;
  /** Share of the right ones; NaN where there are none at all. */
  readonly right: number;
}

const EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

/** Each set of vectors counts as much as every other, however many it has. */
export function calibration(sets: readonly JudgedVectors[]): readonly CalibrationBin[] {
  const [all, right] = [EDGES.map(() => 0), EDGES.map(() => 0)];
  for (const { reliability, error } of sets) {
    for (let k = 0; k < error.length; k++) {
      const bin = EDGES.findLastIndex((edge) => reliability[k] >= edge);
      all[bin] += 1 / error.length / sets.length;
      if (error[k] < RIGHT) right[bin] += 1 / error.length / sets.length;
    }
  }
  return EDGES.map((from, bin) => ({ from, share: all[bin], right: right[bin] / all[bin] }));
}
