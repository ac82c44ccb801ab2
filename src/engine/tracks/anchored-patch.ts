import type { LumaSamples } from "../../shared/luma-samples";
import { cholesky, solveFactored } from "../../shared/measure/solve-symmetric";

/** A picture that patches are taken of. */
export interface LumaImage {
  readonly samples: LumaSamples;
  readonly width: number;
  readonly height: number;
  /** Recorded values that are a grey level of 8 bits. */
  readonly greyLevel: number;
}

/** Where the middle of a patch is, and how its surroundings are turned and stretched: (right, down) comes to (x + a right + b down, y + c right + d down). */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly shape: readonly [a: number, b: number, c: number, d: number];
}

export const UNCHANGED = [1, 0, 0, 1] as const;

/** Pixels from the middle of a patch to its sides. */
const RADIUS = 7;
const SIDE = 2 * RADIUS + 1;
/** Of the Gaussian that its pixels are weighed by. */
const SIGMA = 4;
/** Columns of the equations: x, y, and the four of the shape. */
const UNKNOWNS = 6;
const MOST_STEPS = 16;
/** Pixels; the corners of a patch move by little more. */
const CONVERGED = 1e-3;

/**
 * The surroundings of a point as they were in one frame, to be found again in others, turned and stretched too: Lucas and Kanade's alignment
 * (1981) in its inverse compositional form (Baker and Matthews, "Lucas-Kanade 20 years on", IJCV 2004, section 3.2), with an affine warp as
 * Shi and Tomasi track (CVPR 1994), and light as a gain and an offset. What a frame says of a place this way does not depend on
 * the frames between, so that small errors of their flows do not add up.
 */
export class AnchoredPatch {
  readonly #template: Float64Array;
  readonly #descent: Float64Array;
  readonly #factor: Float64Array;
  readonly #warped = new Float64Array(SIDE * SIDE);

  /** Null where there is too little structure, and at the border of the picture. */
  static at(image: LumaImage, x: number, y: number): AnchoredPatch | null {
    const wide = new Float64Array((SIDE + 2) * (SIDE + 2));
    if (!cut(image, { x, y, shape: UNCHANGED }, RADIUS + 1, wide)) return null;
    const template = new Float64Array(SIDE * SIDE);
    const descent = new Float64Array(SIDE * SIDE * UNKNOWNS);
    const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
    for (let at = 0, down = -RADIUS; down <= RADIUS; down++) {
      for (let right = -RADIUS; right <= RADIUS; right++, at++) {
        const from = (down + RADIUS + 1) * (SIDE + 2) + right + RADIUS + 1;
        template[at] = wide[from];
        const dx = (wide[from + 1] - wide[from - 1]) / 2;
        const dy = (wide[from + SIDE + 2] - wide[from - SIDE - 2]) / 2;
        const row = descent.subarray(at * UNKNOWNS, (at + 1) * UNKNOWNS);
        row.set([dx, dy, dx * right, dx * down, dy * right, dy * down]);
      }
    }
    const size = normalise(template, image.greyLevel);
    if (size === null) return null;
    for (let at = 0; at < descent.length; at++) descent[at] *= size;
    withoutLight(descent, template);
    for (let at = 0; at < SIDE * SIDE; at++) {
      const row = descent.subarray(at * UNKNOWNS, (at + 1) * UNKNOWNS);
      for (let i = 0; i < UNKNOWNS; i++) {
        for (let j = 0; j <= i; j++) normal[i * UNKNOWNS + j] += WEIGHTS[at] * row[i] * row[j];
      }
    }
    const factor = cholesky(normal, UNKNOWNS);
    return factor && new AnchoredPatch(template, descent, factor);
  }

  private constructor(template: Float64Array, descent: Float64Array, factor: Float64Array) {
    this.#template = template;
    this.#descent = descent;
    this.#factor = factor;
  }

  /**
   * Finds the patch in a picture.
   *
   * @param guess near where it is: within a few pixels
   * @returns where it is, and how like it is (correlation, 1 for the same but for the light); null where it is not found
   */
  find(image: LumaImage, guess: Placement): (Placement & { readonly likeness: number }) | null {
    let placement = guess;
    const right = new Float64Array(UNKNOWNS);
    for (let step = 0; step < MOST_STEPS; step++) {
      if (!cut(image, placement, RADIUS, this.#warped) || normalise(this.#warped, image.greyLevel) === null)
        return null;
      right.fill(0);
      let likeness = 0;
      for (let at = 0; at < SIDE * SIDE; at++) {
        const difference = WEIGHTS[at] * (this.#warped[at] - this.#template[at]);
        likeness += WEIGHTS[at] * this.#warped[at] * this.#template[at];
        for (let k = 0; k < UNKNOWNS; k++) right[k] += difference * this.#descent[at * UNKNOWNS + k];
      }
      solveFactored(this.#factor, right);
      const next = withoutStep(placement, right);
      if (next === null) return null;
      const moved = Math.hypot(next.x - placement.x, next.y - placement.y);
      placement = next;
      if (moved < CONVERGED) return { ...placement, likeness };
    }
    return null;
  }
}

const WEIGHTS = Float64Array.from({ length: SIDE * SIDE }, (_, at) => {
  const [right, down] = [(at % SIDE) - RADIUS, Math.floor(at / SIDE) - RADIUS];
  return Math.exp(-(right ** 2 + down ** 2) / (2 * SIGMA ** 2));
});
const WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/** Grey levels: a patch that varies by less is flat. */
const FLAT = 0.75;

/**
 * Makes the weighed sum of values 0 and that of their squares 1, in place.
 *
 * @returns what differences from the mean were multiplied by; null where there are next to none
 */
function normalise(values: Float64Array, greyLevel: number): number | null {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < values.length; at++) sum += WEIGHTS[at] * values[at];
  const mean = sum / WEIGHT;
  for (let at = 0; at < values.length; at++) {
    values[at] -= mean;
    squares += WEIGHTS[at] * values[at] ** 2;
  }
  if (!(squares > (FLAT * greyLevel) ** 2 * WEIGHT)) return null;
  const size = 1 / Math.sqrt(squares);
  for (let at = 0; at < values.length; at++) values[at] *= size;
  return size;
}

/** Takes away from each column of the equations what an offset and a gain of the light explain as well. */
function withoutLight(descent: Float64Array, template: Float64Array): void {
  for (let column = 0; column < UNKNOWNS; column++) {
    let [mean, likeness] = [0, 0];
    for (let at = 0; at < SIDE * SIDE; at++) {
      mean += (WEIGHTS[at] / WEIGHT) * descent[at * UNKNOWNS + column];
      likeness += WEIGHTS[at] * template[at] * descent[at * UNKNOWNS + column];
    }
    for (let at = 0; at < SIDE * SIDE; at++) {
      descent[at * UNKNOWNS + column] -= mean + likeness * template[at];
    }
  }
}

/** A placement followed by the inverse of a small step: W o dW^-1. Null where the step turns the patch inside out. */
function withoutStep({ x, y, shape }: Placement, step: Float64Array): Placement | null {
  const [a, b, c, d] = shape;
  const [stepX, stepY, s11, s12, s21, s22] = step;
  const [p, q, r, s] = [1 + s11, s12, s21, 1 + s22];
  const area = p * s - q * r;
  if (!(area > 0.1 && area < 10)) return null;
  const [i11, i12, i21, i22] = [s / area, -q / area, -r / area, p / area];
  const [backX, backY] = [-(i11 * stepX + i12 * stepY), -(i21 * stepX + i22 * stepY)];
  return {
    x: x + a * backX + b * backY,
    y: y + c * backX + d * backY,
    shape: [a * i11 + b * i21, a * i12 + b * i22, c * i11 + d * i21, c * i12 + d * i22],
  };
}

/** Cuts a square patch out of a picture. False where a part of it lies outside. */
function cut(
  image: LumaImage,
  { x, y, shape: [a, b, c, d] }: Placement,
  radius: number,
  out: Float64Array,
): boolean {
  let at = 0;
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) {
      const value = cubicAt(image, x + a * right + b * down, y + c * right + d * down);
      if (Number.isNaN(value)) return false;
      out[at++] = value;
    }
  }
  return true;
}

/** Between pixels, by Keys' cubic convolution (1981, a = -1/2); NaN where that needs pixels that do not exist. */
function cubicAt({ samples, width, height }: LumaImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (!(left >= 1 && top >= 1 && left < width - 2 && top < height - 2)) return Number.NaN;
  const [w0, w1, w2, w3] = cubicWeights(x - left);
  const heights = cubicWeights(y - top);
  let sum = 0;
  for (let row = 0; row < 4; row++) {
    const at = (top - 1 + row) * width + left - 1;
    sum +=
      heights[row] * (w0 * samples[at] + w1 * samples[at + 1] + w2 * samples[at + 2] + w3 * samples[at + 3]);
  }
  return sum;
}

function cubicWeights(t: number): readonly [number, number, number, number] {
  const [t2, t3] = [t * t, t * t * t];
  return [(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2];
}
