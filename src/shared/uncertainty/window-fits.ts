import type { VectorField } from "../fields/vector-field";
import type { LumaPair } from "../overlay/flow-difference";

/** Sums over a column of a window, and what they are called: gradients of the first frame and the residual. */
const XX = 0;
const XY = 1;
const YY = 2;
const RESIDUAL = 3;
const SQUARE = 4;
const KNOWN = 5;
const QUANTITIES = 6;

/** Least variance of a residual: two frames rounded to whole levels have 1/12 each. */
const ROUNDING = 1 / 6;
/** Levels^2 / px^2: far less than what any texture has. */
const TEXTURE_FLOOR = 0.004;

/**
 * What the frames say of how well they hold a flow, row by row: e^2 of `UncertaintyModel`. Keeps the last rows that it looked at, so
 * neighbouring rows cost one new row each. The frames and the field must stay as they are.
 */
export class WindowFits {
  readonly #field: VectorField;
  readonly #pair: LumaPair;
  readonly #radius: number;
  /** Rows by their number modulo that of the window's. */
  readonly #rows: { y: number; readonly values: Float64Array }[];
  readonly #sums: Float64Array;
  readonly #errors: Float64Array;

  /** @param radius of the window, in pixels, cut off at the borders of the frame */
  constructor(field: VectorField, pair: LumaPair, radius: number) {
    this.#field = field;
    this.#pair = pair;
    this.#radius = radius;
    const size = QUANTITIES * field.width;
    this.#rows = Array.from({ length: 2 * radius + 1 }, () => ({ y: -1, values: new Float64Array(size) }));
    this.#sums = new Float64Array(size);
    this.#errors = new Float64Array(field.width);
  }

  /**
   * e^2 of each pixel of a row, px^2; NaN where no motion of the window stays in the frame. Good until the next call.
   */
  row(y: number): Float64Array {
    const { width, height } = this.#field;
    const radius = this.#radius;
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height - 1, y + radius)];
    const sums = this.#sums.fill(0);
    for (let row = top; row <= bottom; row++) {
      const values = this.#rowOf(row);
      for (let k = 0; k < values.length; k++) sums[k] += values[k];
    }
    // Sums of whole columns grow in place to sums of all columns up to here.
    for (let quantity = 0; quantity < QUANTITIES; quantity++) {
      const start = quantity * width;
      for (let k = start + 1; k < start + width; k++) sums[k] += sums[k - 1];
    }
    const errors = this.#errors;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius) - 1;
      const right = Math.min(width - 1, x + radius);
      errors[x] = this.#errorOf(left, right, (right - left) * (bottom - top + 1));
    }
    return errors;
  }

  /** Of the columns after `left` up to `right`, with so many pixels. */
  #errorOf(left: number, right: number, pixels: number): number {
    const known = this.#between(KNOWN, left, right);
    if (known === 0) return Number.NaN;
    const mean = this.#between(RESIDUAL, left, right) / known;
    const variance = Math.max(this.#between(SQUARE, left, right) / known - mean * mean, ROUNDING);
    const xx = this.#between(XX, left, right) / pixels;
    const xy = this.#between(XY, left, right) / pixels;
    const yy = this.#between(YY, left, right) / pixels;
    const half = (xx + yy) / 2;
    const apart = Math.hypot((xx - yy) / 2, xy);
    return variance * (1 / (Math.max(half - apart, 0) + TEXTURE_FLOOR) + 1 / (half + apart + TEXTURE_FLOOR));
  }

  #between(quantity: number, left: number, right: number): number {
    const start = quantity * this.#field.width;
    return this.#sums[start + right] - (left < 0 ? 0 : this.#sums[start + left]);
  }

  #rowOf(y: number): Float64Array {
    const row = this.#rows[y % this.#rows.length];
    if (row.y !== y) {
      row.y = y;
      this.#lookAt(y, row.values);
    }
    return row.values;
  }

  #lookAt(y: number, values: Float64Array): void {
    const { width, height, u, v } = this.#field;
    const { first, second, saidScale = 1 } = this.#pair;
    const here = y * width;
    const up = y > 0 ? here - width : here;
    const down = y < height - 1 ? here + width : here;
    for (let x = 0; x < width; x++) {
      const left = x > 0 ? x - 1 : x;
      const right = x < width - 1 ? x + 1 : x;
      // Sobel's: plain differences take slanting edges for texture in both directions.
      const rising = first[down + right] - first[up + left];
      const falling = first[up + right] - first[down + left];
      const gx = (rising + falling + 2 * (first[here + right] - first[here + left])) / 8;
      const gy = (rising - falling + 2 * (first[down + x] - first[up + x])) / 8;
      values[x] = gx * gx;
      values[XY * width + x] = gx * gy;
      values[YY * width + x] = gy * gy;
      const x1 = x + u[here + x] / saidScale;
      const y1 = y + v[here + x] / saidScale;
      // Comparisons with NaN are false.
      const isKnown = x1 >= 0 && x1 <= width - 1 && y1 >= 0 && y1 <= height - 1;
      const residual = isKnown ? bilinear(second, width, x1, y1) - first[here + x] : 0;
      values[RESIDUAL * width + x] = residual;
      values[SQUARE * width + x] = residual * residual;
      values[KNOWN * width + x] = isKnown ? 1 : 0;
    }
  }
}

/** Between the four samples around a place within the frame. */
function bilinear(samples: LumaPair["second"], width: number, x: number, y: number): number {
  const left = x | 0;
  const top = y | 0;
  const fx = x - left;
  const fy = y - top;
  const at = top * width + left;
  // The last column and row are at the far end of the square before them, if there is one.
  const right = fx > 0 ? 1 : 0;
  const below = fy > 0 ? width : 0;
  const upper = samples[at] + (samples[at + right] - samples[at]) * fx;
  const lower = samples[at + below] + (samples[at + below + right] - samples[at + below]) * fx;
  return upper + (lower - upper) * fy;
}
