import type { VectorField } from "../../shared/fields/vector-field";
import type { Matrix } from "../../shared/measure/calibration";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import type { SampleGrid } from "./sample-grid";

/**
 * The flow of a pair of frames at the samples of a grid, row by row from the top of the picture, along the axes and in the unit of the
 * calibration. Valid until the next one is made: the arrays are used again.
 */
export interface SampledField {
  /** The frame whose pixels move, and the one that they move to. */
  readonly frame: number;
  readonly to: number;
  /** Of the frame, and how long the motion takes, in seconds; NaN where nobody knows. */
  readonly time: number;
  readonly dt: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** 0 to 1. */
  readonly reliability: Float32Array;
  /** 1 where the vector is reliable enough, neither masked nor failed in a check (unless it was replaced), else 0. */
  readonly valid: Uint8Array;
  /** Null where it was not asked for. */
  readonly derivatives: SampledDerivatives | null;
}

export interface SampledDerivatives {
  /** dv/dx - du/dy along the axes: positive turns from x towards y. */
  readonly vorticity: Float32Array;
  /** du/dx + dv/dy. */
  readonly divergence: Float32Array;
}

/** How planes of a flow become samples. */
export interface Sampling {
  /** Turns displacements of the flow into what is said of them, see `velocityMatrix`. */
  readonly velocity: Matrix;
  /** Turns pixels into lengths along the axes, see `displacementMatrix`. */
  readonly length: Matrix;
  readonly minimumReliability: number;
}

/** Takes samples of fields of one size, into arrays that it has once. */
export class FieldSampler {
  readonly #width: number;
  readonly #height: number;
  readonly #grid: SampleGrid;
  readonly #planes: Pick<SampledField, "u" | "v" | "reliability" | "valid" | "derivatives">;

  constructor(
    size: { readonly width: number; readonly height: number },
    grid: SampleGrid,
    withDerivatives: boolean,
  ) {
    this.#width = size.width;
    this.#height = size.height;
    this.#grid = grid;
    const count = grid.columns.length * grid.rows.length;
    const plane = (): Float32Array => new Float32Array(count);
    this.#planes = {
      ...{ u: plane(), v: plane(), reliability: plane(), valid: new Uint8Array(count) },
      derivatives: withDerivatives ? { vorticity: plane(), divergence: plane() } : null,
    };
  }

  /** The samples of a field; of none, NaN everywhere. */
  sample(
    field: FieldPlanes | null,
    sampling: Sampling,
  ): Pick<SampledField, "u" | "v" | "reliability" | "valid" | "derivatives"> {
    const { u, v, reliability, valid, derivatives } = this.#planes;
    if (field === null) {
      for (const plane of [u, v, ...Object.values(derivatives ?? {})]) plane.fill(Number.NaN);
      reliability.fill(0);
      valid.fill(0);
      return this.#planes;
    }
    this.#takeVectors(field, sampling);
    if (derivatives !== null) this.#derive(field, sampling, derivatives);
    return this.#planes;
  }

  #takeVectors(field: FieldPlanes, { velocity: [a, b, c, d], minimumReliability }: Sampling): void {
    const { u, v, reliability, valid } = this.#planes;
    const { columns, rows } = this.#grid;
    for (let row = 0, at = 0; row < rows.length; row++) {
      const start = rows[row] * this.#width;
      for (let column = 0; column < columns.length; column++, at++) {
        const pixel = start + columns[column];
        u[at] = a * field.u[pixel] + b * field.v[pixel];
        v[at] = c * field.u[pixel] + d * field.v[pixel];
        // Below 0 are vectors that count nowhere, whatever the threshold.
        reliability[at] = Math.max(field.reliability[pixel], 0);
        valid[at] = field.reliability[pixel] >= minimumReliability ? 1 : 0;
      }
    }
  }

  /** By central differences over two pixels, at the border over one; the Jacobian along the axes is V J L^-1. */
  #derive(
    { u, v }: Pick<VectorField, "u" | "v">,
    { velocity: [a, b, c, d], length: [p, q, r, s] }: Sampling,
    out: SampledDerivatives,
  ): void {
    const { columns, rows } = this.#grid;
    const [width, height] = [this.#width, this.#height];
    const det = p * s - q * r;
    for (let row = 0, at = 0; row < rows.length; row++) {
      const y = rows[row];
      const up = Math.max(y - 1, 0) * width;
      const down = Math.min(y + 1, height - 1) * width;
      const perRow = up === down ? 0 : width / (down - up);
      for (let column = 0; column < columns.length; column++, at++) {
        const x = columns[column];
        const left = y * width + Math.max(x - 1, 0);
        const right = y * width + Math.min(x + 1, width - 1);
        const perColumn = left === right ? 0 : 1 / (right - left);
        const ux = (u[right] - u[left]) * perColumn;
        const vx = (v[right] - v[left]) * perColumn;
        const uy = (u[down + x] - u[up + x]) * perRow;
        const vy = (v[down + x] - v[up + x]) * perRow;
        const [mux, muy] = [a * ux + b * vx, a * uy + b * vy];
        const [mvx, mvy] = [c * ux + d * vx, c * uy + d * vy];
        out.vorticity[at] = (mvx * s - mvy * r + mux * q - muy * p) / det;
        out.divergence[at] = (mux * s - muy * r - mvx * q + mvy * p) / det;
      }
    }
  }
}
