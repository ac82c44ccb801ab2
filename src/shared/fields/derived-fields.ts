import { divergence, shear, vorticity } from "./gradient";
import { angle, magnitude } from "./polar";
import type { VectorField } from "./vector-field";

/** Scalar fields that are computed from a flow field. */
export const DERIVED_FIELDS = ["magnitude", "angle", "divergence", "vorticity", "shear"] as const;
export type DerivedField = (typeof DERIVED_FIELDS)[number];

const KERNELS: Readonly<Record<DerivedField, (field: VectorField, out: Float32Array) => void>> = {
  magnitude,
  angle,
  divergence,
  vorticity,
  shear,
};

/** Computes a derived field into `out`, which has a value for every pixel. Units and signs: at each field's function. */
export function derive(kind: DerivedField, field: VectorField, out: Float32Array): void {
  KERNELS[kind](field, out);
}
