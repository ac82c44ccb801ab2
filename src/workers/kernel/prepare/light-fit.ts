import { solveSymmetric } from "./solve";

/** Powers of x and y of the terms of the gain: the wave of a lamp runs down the rows of a rolling shutter. */
export const TERMS: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [0, 3],
  [0, 4],
  [1, 0],
  [2, 0],
  [1, 1],
];
/** The gain's terms, and the offset. */
const UNKNOWNS = TERMS.length + 1;
/** The unknowns of a change that is the same all over the frame. */
export const EVEN_TERMS: readonly number[] = [0, UNKNOWNS - 1];
export const ALL_TERMS: readonly number[] = Array.from({ length: UNKNOWNS }, (_, i) => i);

const ROUNDS = 8;
/** Of the scale of the deviations, by Tukey's biweight: 95 % as good as least squares where they are normal. */
const REACH = 4.685;
/** In grey levels: what rounding alone leaves of the mean of a cell. */
const LEAST_SCALE = 0.05;
/** The standard deviation of normal numbers by the median of their sizes. */
const NORMAL = 1.4826;

/** How the light of the second frame differs: second = gain(x, y) * first + offset, x and y from -1 to 1 over the frame. */
export interface LightChange {
  /** Of each of {@link TERMS}. */
  readonly gain: Float64Array;
  /** In grey levels. */
  readonly offset: number;
}

/** Parts of both frames: where they are, from -1 to 1, and the mean and standard deviation of their grey levels. */
export interface Cells {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly means: readonly [first: Float64Array, second: Float64Array];
  readonly deviations: readonly [first: Float64Array, second: Float64Array];
  readonly count: number;
}

/** Two for each cell: rows of {@link UNKNOWNS} factors, and what they should sum up to. */
export interface Equations {
  readonly design: Float64Array;
  readonly wanted: Float64Array;
}

/** A mean follows gain and offset, a standard deviation the gain alone. */
export function equationsOf({ x, y, means, deviations, count }: Cells): Equations {
  const design = new Float64Array(2 * count * UNKNOWNS);
  const wanted = new Float64Array(2 * count);
  for (let cell = 0; cell < count; cell++) {
    const ofMean = 2 * cell * UNKNOWNS;
    const ofDeviation = ofMean + UNKNOWNS;
    for (const [k, [i, j]] of TERMS.entries()) {
      const term = x[cell] ** i * y[cell] ** j;
      design[ofMean + k] = term * means[0][cell];
      design[ofDeviation + k] = term * deviations[0][cell];
    }
    design[ofMean + UNKNOWNS - 1] = 1;
    wanted[2 * cell] = means[1][cell];
    wanted[2 * cell + 1] = deviations[1][cell];
  }
  return { design, wanted };
}

/**
 * The solution of the equations in some of the unknowns, by least squares that are repeated with Tukey's biweight; without
 * any, no change at all.
 */
export class Fit {
  readonly #equations: Equations;
  readonly #solution = new Float64Array(UNKNOWNS);

  constructor(equations: Equations, unknowns: readonly number[]) {
    this.#equations = equations;
    this.#solution[0] = 1;
    const weights = new Float64Array(equations.wanted.length).fill(1);
    for (let round = 0; unknowns.length > 0 && round < ROUNDS; round++) {
      this.#solve(unknowns, weights);
      this.#reweigh(weights);
    }
  }

  /** Scale of what is left of the equations, in grey levels, whatever a few of them say. */
  scale(): number {
    return Math.max(NORMAL * medianOf(this.#rest().map(Math.abs)), LEAST_SCALE);
  }

  /** What is left of the equations: the sum of Tukey's biweight loss, which is half the square of a small deviation in scales. */
  cost(scale: number): number {
    return this.#rest().reduce((sum, rest) => {
      const far = Math.min(1, Math.abs(rest) / (REACH * scale));
      return sum + (1 - (1 - far * far) ** 3) * ((REACH * REACH) / 6);
    }, 0);
  }

  change(): LightChange {
    return { gain: this.#solution.slice(0, TERMS.length), offset: this.#solution[UNKNOWNS - 1] };
  }

  #rest(): Float64Array {
    const { design, wanted } = this.#equations;
    return wanted.map((value, i) => {
      let rest = value;
      for (let k = 0; k < UNKNOWNS; k++) rest -= design[i * UNKNOWNS + k] * this.#solution[k];
      return rest;
    });
  }

  #solve(unknowns: readonly number[], weights: Float64Array): void {
    const { design, wanted } = this.#equations;
    const n = unknowns.length;
    const matrix = new Float64Array(n * n);
    const right = new Float64Array(n);
    for (let i = 0; i < wanted.length; i++) {
      const at = i * UNKNOWNS;
      for (let k = 0; k < n; k++) {
        const value = weights[i] * design[at + unknowns[k]];
        right[k] += value * wanted[i];
        for (let l = 0; l <= k; l++) matrix[k * n + l] += value * design[at + unknowns[l]];
      }
    }
    const solution = solveSymmetric(matrix, right);
    // Plain frames leave gain and offset open: then those of before stay.
    if (solution) for (const [k, unknown] of unknowns.entries()) this.#solution[unknown] = solution[k];
  }

  #reweigh(weights: Float64Array): void {
    const rest = this.#rest();
    const reach = REACH * this.scale();
    for (let i = 0; i < rest.length; i++) {
      const far = Math.min(1, Math.abs(rest[i]) / reach);
      weights[i] = (1 - far * far) ** 2;
    }
  }
}

function medianOf(values: Float64Array): number {
  values.sort();
  return values[values.length >> 1];
}
