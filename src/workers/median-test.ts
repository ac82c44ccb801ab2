import { FAILED_FLAGS, type MedianTest, type Neighbourhood, VECTOR_FLAGS } from "../shared/validation";
import type { FrameSize } from "./protocol";

/** A field that is being checked. What its flags say of neighbours: of all but {@link UNCHECKED} that their vectors are known. */
export interface CheckedField extends FrameSize {
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly flags: Uint8Array;
}

/** In place of flags, while vectors are checked: this one is not. */
export const UNCHECKED = 128;
/** Fewer neighbours say nothing of the one in their middle. */
const LEAST_NEIGHBOURS = 3;

/**
 * A vector's neighbours, some pixels apart, and what they agree on. Nearer to the border of the picture than that, they are as near to the vector as the border
 * is, or next to it: of neighbours on one side alone, a gradient would make all differ from it. Holds those of one vector at a time.
 */
export class Neighbours {
  count = 0;
  medianU = 0;
  medianV = 0;
  readonly #u: Float64Array;
  readonly #v: Float64Array;
  readonly #sorted: Float64Array;
  readonly #residuals: Float64Array;
  /** From the vector, in spacings. */
  readonly #steps: readonly (readonly [x: number, y: number])[];
  /** The same in pixels of the plane, where the picture has all of them. */
  readonly #offsets: Int32Array;
  readonly #half: number;
  readonly #reach: number;

  constructor(
    private readonly field: CheckedField,
    neighbourhood: Neighbourhood,
    private readonly spacing: number,
  ) {
    this.#half = neighbourhood >> 1;
    this.#reach = this.#half * spacing;
    const side = Array.from({ length: neighbourhood }, (_, k) => k - this.#half);
    this.#steps = side
      .flatMap((y) => side.map((x) => [x, y] as const))
      .filter(([x, y]) => x !== 0 || y !== 0);
    this.#offsets = Int32Array.from(this.#steps, ([x, y]) => spacing * (y * field.width + x));
    const most = this.#steps.length;
    this.#u = new Float64Array(most);
    this.#v = new Float64Array(most);
    this.#sorted = new Float64Array(most);
    this.#residuals = new Float64Array(most);
  }

  /**
   * Takes the neighbours of a vector, those without any of these flags.
   *
   * @returns whether there are enough of them
   */
  gather(column: number, row: number, without: number): boolean {
    const { width, height } = this.field;
    const reach = this.#reach;
    const isInside = column >= reach && column < width - reach && row >= reach && row < height - reach;
    this.count = 0;
    if (isInside) this.#gatherInside(row * width + column, without);
    else this.#gatherAtBorder(column, row, without);
    return this.count >= LEAST_NEIGHBOURS;
  }

  #gatherInside(at: number, without: number): void {
    const offsets = this.#offsets;
    for (let k = 0; k < offsets.length; k++) this.#take(at + offsets[k], without);
  }

  #gatherAtBorder(column: number, row: number, without: number): void {
    const { width, height } = this.field;
    const [across, down] = [this.#spacingAt(column, width), this.#spacingAt(row, height)];
    for (const [x, y] of this.#steps) {
      const [otherColumn, otherRow] = [column + x * across, row + y * down];
      const isIn = otherColumn >= 0 && otherColumn < width && otherRow >= 0 && otherRow < height;
      if (isIn) this.#take(otherRow * width + otherColumn, without);
    }
  }

  #spacingAt(place: number, length: number): number {
    const border = Math.min(place, length - 1 - place);
    return Math.max(1, Math.min(this.spacing, Math.floor(border / this.#half)));
  }

  #take(other: number, without: number): void {
    const { u, v, flags } = this.field;
    if ((flags[other] & without) !== 0) return;
    this.#u[this.count] = u[other];
    this.#v[this.count] = v[other];
    this.count++;
  }

  /** True only where both medians are no farther from a vector than this: as those are between which more than half of the neighbours lie. */
  areMostWithin(u: number, v: number, distance: number): boolean {
    let [nearU, nearV] = [0, 0];
    for (let k = 0; k < this.count; k++) {
      if (Math.abs(u - this.#u[k]) <= distance) nearU++;
      if (Math.abs(v - this.#v[k]) <= distance) nearV++;
    }
    return 2 * nearU > this.count && 2 * nearV > this.count;
  }

  /** Finds the medians of both components. */
  settle(): void {
    this.medianU = this.#median(this.#u);
    this.medianV = this.#median(this.#v);
  }

  /** The length of the normalised residual of a vector, once the medians are found. */
  residual(u: number, v: number, epsilon: number): number {
    const ofU = Math.abs(u - this.medianU) / (this.#fluctuation(this.#u, this.medianU) + epsilon);
    const ofV = Math.abs(v - this.medianV) / (this.#fluctuation(this.#v, this.medianV) + epsilon);
    return Math.hypot(ofU, ofV);
  }

  #fluctuation(values: Float64Array, median: number): number {
    for (let k = 0; k < this.count; k++) this.#residuals[k] = Math.abs(values[k] - median);
    return this.#median(this.#residuals);
  }

  /** Of an even number, the mean of the two in the middle. Sorted by insertion: there are few. */
  #median(values: Float64Array): number {
    const sorted = this.#sorted;
    const { count } = this;
    for (let k = 0; k < count; k++) {
      const value = values[k];
      let place = k;
      for (; place > 0 && sorted[place - 1] > value; place--) sorted[place] = sorted[place - 1];
      sorted[place] = value;
    }
    const half = count >> 1;
    return count % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

/**
 * Flags vectors that fail the normalised median test. Neighbours are those that passed all other tests; whether they pass this one depends on
 * no order. Where fewer than three are known, nothing is said.
 *
 * @param spacing pixels from a vector to its neighbours
 */
export function testMedians(
  field: CheckedField,
  { threshold, epsilon, neighbourhood }: MedianTest,
  spacing: number,
): void {
  const { width, height, u, v, flags } = field;
  const neighbours = new Neighbours(field, neighbourhood, spacing);
  const others = UNCHECKED | (FAILED_FLAGS & ~VECTOR_FLAGS.median);
  // Whatever neighbours fluctuate by, this much passes.
  const passing = threshold * epsilon;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if ((flags[at] & UNCHECKED) !== 0 || !neighbours.gather(column, row, others)) continue;
      // Nearly all vectors of most fields do, and need no sorting.
      if (neighbours.areMostWithin(u[at], v[at], passing * Math.SQRT1_2)) continue;
      neighbours.settle();
      if (Math.hypot(u[at] - neighbours.medianU, v[at] - neighbours.medianV) <= passing) continue;
      if (neighbours.residual(u[at], v[at], epsilon) > threshold) flags[at] |= VECTOR_FLAGS.median;
    }
  }
}

/**
 * Puts the medians of valid neighbours in the place of vectors that failed, and flags these. Where fewer than three are known, a vector
 * stays as it is.
 */
export function replaceByMedians(field: CheckedField, neighbourhood: Neighbourhood, spacing: number): void {
  const { width, height, u, v, flags } = field;
  const neighbours = new Neighbours(field, neighbourhood, spacing);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if ((flags[at] & FAILED_FLAGS) === 0) continue;
      // A vector that was replaced has failed before: nothing is made of it.
      if (!neighbours.gather(column, row, UNCHECKED | FAILED_FLAGS)) continue;
      neighbours.settle();
      u[at] = neighbours.medianU;
      v[at] = neighbours.medianV;
      flags[at] |= VECTOR_FLAGS.replaced;
    }
  }
}
