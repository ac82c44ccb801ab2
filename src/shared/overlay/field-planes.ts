/** A flow field as the overlay sees it: one value a pixel each, row by row; conventions as in shared/flow.ts. */
export interface FieldPlanes {
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** 0 to 1; below 0 of what counts nowhere, whatever is asked for. */
  readonly reliability: Float32Array;
  /** `VECTOR_FLAGS` of every vector, where they were checked. */
  readonly flags?: Uint8Array | undefined;
}
