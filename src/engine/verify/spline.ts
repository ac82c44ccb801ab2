import type { LumaSamples } from "../../shared/luma-samples";
import type { FrameSize } from "../../workers/protocol";
import type { Affine } from "./known-motion";

/** Pole of the recursive filter of cubic B-splines. */
const POLE = Math.sqrt(3) - 2;
/** So many samples from a border on, its mirror picture is forgotten: POLE^24 is below 1e-13. */
const MEMORY = 24;

const ROWS_AT_ONCE = 32;

/**
 * A picture as a cubic B-spline through its samples (Unser, Aldroubi and Eden, IEEE Trans. Signal Processing 41, 1993), mirrored at its
 * borders: between samples it is off by far less than bilinear interpolation, whose blur would pass for an error of the flow.
 */
export class SplinePicture {
  readonly #coefficients: Float64Array;

  constructor(
    samples: LumaSamples,
    readonly size: FrameSize,
  ) {
    const { width, height } = size;
    this.#coefficients = Float64Array.from(samples);
    for (let y = 0; y < height; y++) filter(this.#coefficients, y * width, 1, width);
    for (let x = 0; x < width; x++) filter(this.#coefficients, x, width, height);
  }

  /** The value at a place; beside the picture that of its mirror picture. */
  at(x: number, y: number): number {
    const { width, height } = this.size;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const across = weights(x - left);
    const down = weights(y - top);
    let value = 0;
    if (left > 0 && top > 0 && left + 2 < width && top + 2 < height) {
      for (let j = 0, at = (top - 1) * width + left - 1; j < 4; j++, at += width) {
        const c = this.#coefficients;
        value +=
          down[j] *
          (across[0] * c[at] + across[1] * c[at + 1] + across[2] * c[at + 2] + across[3] * c[at + 3]);
      }
      return value;
    }
    for (let j = 0; j < 4; j++) {
      const row = width * mirrored(top - 1 + j, height);
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += across[i] * this.#coefficients[row + mirrored(left - 1 + i, width)];
      value += down[j] * sum;
    }
    return value;
  }

  /**
   * The picture whose pixel (x, y) is what lies at `from` of that place.
   *
   * @param breathe is waited for now and then: other work of the thread may be done meanwhile
   */
  async warped([a, b, c, d, e, f]: Affine, breathe: () => Promise<void>): Promise<Float64Array> {
    const { width, height } = this.size;
    const out = new Float64Array(width * height);
    for (let y = 0, k = 0; y < height; y++) {
      if (y % ROWS_AT_ONCE === 0) await breathe();
      for (let x = 0; x < width; x++, k++) out[k] = this.at(a * x + b * y + c, d * x + e * y + f);
    }
    return out;
  }
}

/** Samples of a line to the coefficients of the spline through them, in place. */
function filter(values: Float64Array, start: number, step: number, count: number): void {
  if (count === 1) return;
  const at = (k: number): number => start + step * mirrored(k, count);
  const gain = (1 - POLE) * (1 - 1 / POLE);
  let first = 0;
  for (let k = 0, power = gain; k < MEMORY; k++, power *= POLE) first += power * values[at(k)];
  values[start] = first;
  for (let k = 1; k < count; k++) {
    values[start + step * k] = gain * values[start + step * k] + POLE * values[start + step * (k - 1)];
  }
  const last = start + step * (count - 1);
  values[last] = (POLE / (POLE * POLE - 1)) * (POLE * values[last - step] + values[last]);
  for (let k = count - 2; k >= 0; k--) {
    const here = start + step * k;
    values[here] = POLE * (values[here + step] - values[here]);
  }
}

function weights(t: number): readonly [number, number, number, number] {
  const s = 1 - t;
  return [(s * s * s) / 6, 2 / 3 - (t * t * (2 - t)) / 2, 2 / 3 - (s * s * (2 - s)) / 2, (t * t * t) / 6];
}

/** A place of a line that goes on as in a mirror at its first and last sample. */
function mirrored(k: number, count: number): number {
  if (count === 1) return 0;
  const period = 2 * (count - 1);
  const within = ((k % period) + period) % period;
  return within < count ? within : period - within;
}
