import type { FlowField } from "../../src/engine/field-io/flow-field";
import type { LumaSamples } from "../../src/shared/luma-samples";

/** Two frames of one size. */
export interface SamplePair {
  readonly width: number;
  readonly height: number;
  readonly first: LumaSamples;
  readonly second: LumaSamples;
}

/** Two 8-bit grey frames of one size. */
export interface GreyPair extends SamplePair {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** A pair whose true motion is known. */
export interface TruePair extends GreyPair {
  readonly name: string;
  readonly group: string;
  readonly truth: FlowField;
}
