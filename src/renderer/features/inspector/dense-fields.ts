import type { DenseListName, DenseScalarName } from "../../lib/flow-parameters";

/** How a parameter of `dense-pyramidal` is shown. */
interface DenseField<Name extends string> {
  readonly parameter: Name;
  readonly label: string;
  /** Name for screen readers, where the label alone would be that of another control. */
  readonly name: string;
  /** One sentence on what it does. */
  readonly title: string;
}

export interface DenseScalarField extends DenseField<DenseScalarName> {
  readonly unit: string;
  readonly step: number;
}

/** The parameters with one value, from the shape of the pyramid down to the solver. */
export const DENSE_SCALAR_FIELDS: readonly DenseScalarField[] = [
  {
    parameter: "smallestSide",
    label: "Smallest side",
    name: "Smallest side",
    title: "The frame is halved until its smaller side would fall below this: smaller finds larger motions",
    unit: "px",
    step: 1,
  },
  {
    parameter: "finestLevel",
    label: "Finest level",
    name: "Finest level",
    title: "0 solves at full size, 1 at half size and doubles the result: quicker and coarser",
    unit: "",
    step: 1,
  },
  {
    parameter: "windowRadius",
    label: "Window radius",
    name: "Dense window radius",
    title:
      "Radius of the Lucas-Kanade window in pixels of each level: small windows keep detail, large ones are calmer",
    unit: "px",
    step: 1,
  },
  {
    parameter: "damping",
    label: "Damping",
    name: "Damping",
    title:
      "Added to the diagonal of the structure tensor: keeps the motion of weak texture from running away",
    unit: "",
    step: 0.01,
  },
  {
    parameter: "maxStep",
    label: "Longest step",
    name: "Longest step",
    title: "How far one Lucas-Kanade iteration may change the motion, in pixels of its level",
    unit: "px",
    step: 0.1,
  },
  {
    parameter: "smoothness",
    label: "Smoothness",
    name: "Smoothness",
    title: "Weight of a smooth motion against the match of the frames, in the variational refinement",
    unit: "",
    step: 0.1,
  },
  {
    parameter: "overRelaxation",
    label: "Over-relaxation",
    name: "Over-relaxation",
    title:
      "How far each sweep of the solver overshoots: nearer to 2 converges in fewer sweeps, or not at all",
    unit: "",
    step: 0.01,
  },
];

/** The parameters with a value for each pyramid level, in the order in which a level goes through them. */
export const DENSE_LIST_FIELDS: readonly DenseField<DenseListName>[] = [
  {
    parameter: "propagationRounds",
    label: "Propagation",
    name: "Propagation rounds",
    title: "Rounds in which blocks of 8 × 8 pixels try the motions of their neighbours; 0 leaves them out",
  },
  {
    parameter: "searchRange",
    label: "Search range",
    name: "Search range",
    title: "Reach of the search around blocks that match badly, in pixels of the level",
  },
  {
    parameter: "iterations",
    label: "Iterations",
    name: "Iterations",
    title: "Lucas-Kanade iterations",
  },
  {
    parameter: "warps",
    label: "Warps",
    name: "Warps",
    title: "How often the variational refinement warps the second frame; 0 leaves the refinement out",
  },
  {
    parameter: "fixedPoints",
    label: "Fixed points",
    name: "Fixed points",
    title: "Fixed-point iterations of a warp, each with new robust weights",
  },
  {
    parameter: "sweeps",
    label: "Sweeps",
    name: "Sweeps",
    title: "Solver sweeps of a fixed-point iteration",
  },
];
