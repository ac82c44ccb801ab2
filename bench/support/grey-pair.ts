import type { FlowField } from "../../src/engine/field-io/flow-field";

/** Two 8-bit grey frames of one size. */
export interface GreyPair {
  readonly width: number;
  readonly height: number;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** A pair whose true motion is known. */
export interface TruePair extends GreyPair {
  readonly name: string;
  readonly group: string;
  readonly truth: FlowField;
}
