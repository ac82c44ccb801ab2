import type { VectorField } from "../fields/vector-field";
import type { FlowParameters } from "../flow";
import { UNKNOWN_FLOW } from "../overlay/colour-wheel";
import type { FieldPlanes } from "../overlay/field-planes";
import type { LumaPair } from "../overlay/flow-difference";
import { type UncertaintyModel, uncertaintyModel } from "./model";
import { WindowFits } from "./window-fits";

/** Less reliable vectors are as uncertain as one of this. */
const LEAST_RELIABILITY = 1e-3;

/** The uncertainty of the vectors of a field, row by row; see `UncertaintyModel`. The frames and the field must stay as they are. */
export class UncertaintyRows {
  readonly #field: VectorField & FieldPlanes;
  readonly #model: UncertaintyModel;
  readonly #scale: number;
  readonly #fits: WindowFits;

  /**
   * @param pair the frames that the field is of
   * @param parameters what it was computed with
   */
  constructor(field: VectorField & FieldPlanes, pair: LumaPair, parameters: FlowParameters) {
    this.#field = field;
    this.#model = uncertaintyModel(parameters);
    this.#scale = Math.abs(pair.saidScale ?? 1);
    this.#fits = new WindowFits(field, pair, this.#model.windowRadius);
  }

  /**
   * Of the pixels in these columns of a row, px in the unit of the field's vectors; NaN where there is nothing to tell it by: where the
   * motion is unknown, or all of the window leaves the frame.
   *
   * @param out gets the values from its beginning on
   */
  row(y: number, xs: Int32Array, out: Float32Array): void {
    const { floor, fit, deformation, doubt } = this.#model;
    const { width, u, v, reliability } = this.#field;
    const errors = this.#fits.row(y);
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      const pixel = y * width + x;
      if (!(Math.abs(u[pixel]) + Math.abs(v[pixel]) < UNKNOWN_FLOW)) {
        out[i] = Number.NaN;
        continue;
      }
      const r = Math.max(reliability[pixel], LEAST_RELIABILITY);
      const square =
        floor * floor +
        fit * fit * errors[x] +
        deformation * deformation * this.#gradient(x, y) +
        (doubt * doubt * (1 - r)) / r;
      out[i] = this.#scale * Math.sqrt(square);
    }
  }

  /** Square of the length of the gradient of the displacements, by central differences. */
  #gradient(x: number, y: number): number {
    const { width, height, u, v } = this.#field;
    const here = y * width + x;
    const left = x > 0 ? here - 1 : here;
    const right = x < width - 1 ? here + 1 : here;
    const up = y > 0 ? here - width : here;
    const down = y < height - 1 ? here + width : here;
    const sum =
      (u[right] - u[left]) ** 2 + (v[right] - v[left]) ** 2 + (u[down] - u[up]) ** 2 + (v[down] - v[up]) ** 2;
    return sum / (2 * this.#scale) ** 2;
  }
}
