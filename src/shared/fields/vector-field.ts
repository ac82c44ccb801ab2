/** A flow field: width * height values each, row by row, px/frame; u > 0 to the right, v > 0 down. */
export interface VectorField {
  readonly width: number;
  readonly height: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
}
