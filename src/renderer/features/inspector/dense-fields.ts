import type { DenseListName, DenseScalarName } from "../../lib/flow-parameters";

/** How a parameter of `dense-pyramidal` with one value is shown. Its names are in the catalogue of texts. */
export interface DenseScalarField {
  readonly parameter: DenseScalarName;
  readonly unit: string;
  readonly step: number;
}

/** The parameters with one value, from the shape of the pyramid down to the solver. */
export const DENSE_SCALAR_FIELDS: readonly DenseScalarField[] = [
  { parameter: "smallestSide", unit: "px", step: 1 },
  { parameter: "finestLevel", unit: "", step: 1 },
  { parameter: "windowRadius", unit: "px", step: 1 },
  { parameter: "damping", unit: "", step: 0.01 },
  { parameter: "maxStep", unit: "px", step: 0.1 },
  { parameter: "smoothness", unit: "", step: 0.1 },
  { parameter: "overRelaxation", unit: "", step: 0.01 },
  { parameter: "reach", unit: "%", step: 1 },
];

/** The parameters with a value for each pyramid level, in the order in which a level goes through them. */
export const DENSE_LIST_FIELDS: readonly DenseListName[] = [
  "propagationRounds",
  "searchRange",
  "iterations",
  "warps",
  "fixedPoints",
  "sweeps",
];
