import type { FlowParameters } from "./flow";
import { DENSE_PRESET_PARAMETERS, DENSE_PRESETS, presetOf } from "./flow";

/** Known motions that a frame can be warped by. */
export const KNOWN_MOTIONS = ["shift", "turn", "zoom", "shear"] as const;
export type KnownMotionKind = (typeof KNOWN_MOTIONS)[number];

/** Sizes of known motions, px. */
export const KNOWN_MOTION_SIZE = { min: 0.05, max: 100, integer: false } as const;

/** What the endpoint errors of a field say together, px; NaN where there are none. */
export interface ErrorFigures {
  readonly mean: number;
  readonly median: number;
  /** 95th percentile. */
  readonly p95: number;
  /** Shares of the vectors with an error above 1 px and above 1/3 px, 0 to 1. */
  readonly aboveOne: number;
  readonly aboveThird: number;
  /** Vectors that were compared. */
  readonly pixels: number;
  /** Share of the errors that are no larger than the uncertainty of their vector; see docs/trust.md. */
  readonly withinUncertainty: number;
}

/** The methods that are judged beside each other; `present` is the one that a person has set. */
export const JUDGED_METHODS = ["present", ...DENSE_PRESETS, "lucas-kanade"] as const;
export type JudgedMethod = (typeof JUDGED_METHODS)[number];

export interface MethodErrors {
  readonly method: JudgedMethod;
  readonly errors: ErrorFigures;
}

/** Errors as colours: RGBA, row by row, transparent where nothing is known. */
export interface ErrorMap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** What has the last colour, px. */
  readonly limit: number;
}

/** What methods make of a frame that was warped by a known motion. */
export interface VerificationReport {
  readonly frame: number;
  readonly motion: KnownMotionKind;
  /** Root mean square of the displacements, px. */
  readonly size: number;
  /** Standard deviation of the noise that was added to both frames, in levels of the samples. */
  readonly noise: number;
  readonly rows: readonly MethodErrors[];
  /** Of the present method. */
  readonly map: ErrorMap;
}

export interface VerificationProgress {
  readonly done: number;
  readonly total: number;
}

/** How far the flow of a pair is from one that somebody knows to be true. */
export interface TruthReport {
  readonly fileName: string;
  readonly frame: number;
  readonly second: number;
  readonly errors: ErrorFigures;
  /** Mean angle between (u, v, 1) and the true one, degrees (Barron, Fleet and Beauchemin 1994). */
  readonly meanAngle: number;
  /** Pixels that the truth says nothing of. */
  readonly unknown: number;
  readonly map: ErrorMap;
}

/** The present way to compute flow and those beside it, each once. What is done to the frames before is the same for all. */
export function judgedMethods(
  present: FlowParameters,
): readonly { readonly method: JudgedMethod; readonly parameters: FlowParameters }[] {
  const isDense = present.method === "dense-pyramidal";
  const shown = isDense ? presetOf(present.dense) : null;
  const dense = DENSE_PRESETS.filter((preset) => preset !== shown).map((preset) => ({
    method: preset,
    parameters: {
      ...present,
      method: "dense-pyramidal" as const,
      dense: DENSE_PRESET_PARAMETERS[preset],
    },
  }));
  const single = isDense
    ? [{ method: "lucas-kanade" as const, parameters: { ...present, method: "lucas-kanade" as const } }]
    : [];
  return [{ method: "present", parameters: present }, ...dense, ...single];
}
