import type { Pairing } from "./pairing";
import { NO_PREPARATION, type Preparation } from "./preparation";
import type { Treatment } from "./treatment";

/**
 * Conventions of every flow field in Kinoflow: x right, y down, in pixels per frame, from frame k to
 * frame k+1, unless a {@link Pairing} says otherwise; a positive u moves right, a positive v moves down. Fields are row-major, one
 * value a pixel.
 */

/**
 * The implementations of the reference definition (one linearisation at one scale), in the order of the project's
 * story. They agree with each other; `lucas-kanade` is the exact WebAssembly kernel, the others are what it is
 * checked against.
 */
export const SINGLE_SCALE_METHODS = ["naive", "summed-area", "streaming", "lucas-kanade"] as const;
export type SingleScaleMethod = (typeof SINGLE_SCALE_METHODS)[number];

/** Every way to compute flow: coarse-to-fine for motions up to tens of pixels, or at a single scale. */
export const FLOW_METHODS = ["dense-pyramidal", ...SINGLE_SCALE_METHODS] as const;
export type FlowMethod = (typeof FLOW_METHODS)[number];
export const DEFAULT_FLOW_METHOD: FlowMethod = "dense-pyramidal";

export function isSingleScale(method: FlowMethod): method is SingleScaleMethod {
  return method !== "dense-pyramidal";
}

/** The window is the square of (2 * radius + 1)^2 pixels centred on the pixel. */
export const WINDOW_RADIUS = { min: 1, max: 45, default: 2 } as const;

/** What decides the flow of a frame. */
export interface FlowParameters {
  readonly method: FlowMethod;
  /** Window radius of the single-scale methods in pixels, an integer within {@link WINDOW_RADIUS}. */
  readonly windowRadius: number;
  /** Parameters of `dense-pyramidal`; the other methods do not look at them. */
  readonly dense: DenseParameters;
  /** What is done to both frames before. */
  readonly preparation: Preparation;
  /** Which frame is compared with which, and so what the numbers of the field mean. Without: each with its next one. */
  readonly pairing?: Pairing | undefined;
  /** What is done to the field before anybody sees it. Without: nothing. */
  readonly treatment?: Treatment | undefined;
}

/**
 * A value for each pyramid level from the finest on: levels 0 (the frame itself), 1, 2, and 3 and coarser.
 */
export type PerLevel = readonly [number, number, number, number];

/** Parameters of `dense-pyramidal`. What each does is told by {@link DENSE_PARAMETER_LIMITS}' users, in the field's terms. */
export interface DenseParameters {
  /** The pyramid is halved until the smaller side of the frame would fall below this many pixels. */
  readonly smallestSide: number;
  /** First pyramid level that is solved: 0 solves at full size, 1 at half size and doubles the result. */
  readonly finestLevel: 0 | 1;
  /** Window radius of the Lucas-Kanade iterations in pixels of their level. */
  readonly windowRadius: number;
  /** Added to the diagonal of the structure tensor, grey^2 / px^2: keeps weak texture from running away. */
  readonly damping: number;
  /** Longest step of one iteration, in pixels of its level. */
  readonly maxStep: number;
  /** Weight of smoothness against the data in the variational refinement. */
  readonly smoothness: number;
  /** Over-relaxation of its solver, 1 to below 2. */
  readonly overRelaxation: number;
  /** Lucas-Kanade iterations. */
  readonly iterations: PerLevel;
  /** Warps of the variational refinement; 0 leaves it out. */
  readonly warps: PerLevel;
  /** Fixed-point iterations of a warp (the robust weights are computed anew in each). */
  readonly fixedPoints: PerLevel;
  /** Solver sweeps of a fixed-point iteration. */
  readonly sweeps: PerLevel;
  /** Rounds in which 8 x 8 blocks try the motions of their neighbours; 0 leaves the block search out. */
  readonly propagationRounds: PerLevel;
  /** Reach in pixels of the search around blocks that match badly. */
  readonly searchRange: PerLevel;
  /** Reach of the search for large motions that the pyramid loses, in percent of the frame's width; 0 leaves it out. */
  readonly reach: number;
}

export const DENSE_PRESETS = ["fast", "balanced", "accurate"] as const;
export type DensePreset = (typeof DENSE_PRESETS)[number];
export const DEFAULT_DENSE_PRESET: DensePreset = "balanced";

const COMMON = {
  smallestSide: 16,
  windowRadius: 4,
  maxStep: 2,
  smoothness: 0.8,
} as const;

/** The presets of `dense-pyramidal`, from the quickest to the most accurate. */
export const DENSE_PRESET_PARAMETERS: Readonly<Record<DensePreset, DenseParameters>> = {
  fast: {
    ...COMMON,
    damping: 0.6,
    overRelaxation: 1.9,
    finestLevel: 1,
    iterations: [0, 1, 2, 1],
    warps: [0, 0, 1, 1],
    fixedPoints: [0, 0, 1, 1],
    sweeps: [0, 0, 2, 3],
    propagationRounds: [0, 0, 2, 2],
    searchRange: [0, 0, 0, 2],
    reach: 0,
  },
  balanced: {
    ...COMMON,
    damping: 0.5,
    smoothness: 0.9,
    overRelaxation: 1.9,
    finestLevel: 0,
    iterations: [1, 1, 1, 1],
    warps: [0, 1, 1, 1],
    fixedPoints: [0, 1, 1, 1],
    sweeps: [0, 3, 3, 3],
    propagationRounds: [0, 2, 2, 2],
    searchRange: [0, 0, 0, 2],
    reach: 0,
  },
  accurate: {
    ...COMMON,
    damping: 0.3,
    smoothness: 0.9,
    overRelaxation: 1.8,
    finestLevel: 0,
    iterations: [2, 2, 2, 2],
    warps: [2, 3, 3, 3],
    fixedPoints: [1, 1, 1, 1],
    sweeps: [2, 3, 3, 3],
    propagationRounds: [2, 2, 2, 2],
    searchRange: [0, 1, 1, 2],
    reach: 25,
  },
};

/** Valid ranges of the parameters of `dense-pyramidal`; of the lists, those of every entry. */
export const DENSE_LIMITS = {
  smallestSide: { min: 8, max: 256, integer: true },
  finestLevel: { min: 0, max: 1, integer: true },
  windowRadius: { min: 1, max: 14, integer: true },
  damping: { min: 0.01, max: 100, integer: false },
  maxStep: { min: 0.1, max: 10, integer: false },
  smoothness: { min: 0, max: 50, integer: false },
  overRelaxation: { min: 1, max: 1.98, integer: false },
  iterations: { min: 0, max: 20, integer: true },
  warps: { min: 0, max: 10, integer: true },
  fixedPoints: { min: 0, max: 20, integer: true },
  sweeps: { min: 0, max: 50, integer: true },
  propagationRounds: { min: 0, max: 8, integer: true },
  searchRange: { min: 0, max: 8, integer: true },
  reach: { min: 0, max: 25, integer: true },
} as const satisfies Readonly<Record<keyof DenseParameters, NumberLimits>>;

export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** The preset that these parameters are, or null when somebody changed one. */
export function presetOf(parameters: DenseParameters): DensePreset | null {
  const text = canonical(parameters);
  return DENSE_PRESETS.find((preset) => canonical(DENSE_PRESET_PARAMETERS[preset]) === text) ?? null;
}

function canonical(parameters: DenseParameters): string {
  return JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Parameters that nobody has touched. */
export const DEFAULT_FLOW_PARAMETERS: FlowParameters = {
  method: DEFAULT_FLOW_METHOD,
  windowRadius: WINDOW_RADIUS.default,
  dense: DENSE_PRESET_PARAMETERS[DEFAULT_DENSE_PRESET],
  preparation: NO_PREPARATION,
};
