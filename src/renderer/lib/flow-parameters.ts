import {
  DENSE_LIMITS,
  type DenseParameters,
  type FlowParameters,
  isSingleScale,
  type PerLevel,
} from "../../shared/flow";
import { pairingOf, samePairing } from "../../shared/pairing";
import { preparationText } from "../../shared/preparation";
import { treatmentText } from "../../shared/treatment";
import { clampTo } from "./clamp";

/** Parameters of `dense-pyramidal` with a value for each pyramid level. */
export type DenseListName = {
  [Name in keyof DenseParameters]: DenseParameters[Name] extends PerLevel ? Name : never;
}[keyof DenseParameters];

/** Those with one value. */
export type DenseScalarName = Exclude<keyof DenseParameters, DenseListName>;

/** Indices of {@link PerLevel}; the last one stands for all coarser levels too. */
export const LEVELS = [0, 1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

/** A value within the limits of its parameter. */
function allowed(name: keyof DenseParameters, value: number): number {
  const limits = DENSE_LIMITS[name];
  const clamped = clampTo(limits, value);
  return limits.integer ? Math.round(clamped) : clamped;
}

/** The parameters with another value for one of them, brought within its limits. */
export function withDenseValue(
  parameters: DenseParameters,
  name: DenseScalarName,
  value: number,
): DenseParameters {
  const next = allowed(name, value);
  if (name === "finestLevel") return { ...parameters, finestLevel: next === 0 ? 0 : 1 };
  return { ...parameters, [name]: next };
}

/** The parameters with another value for one of them at one pyramid level, brought within its limits. */
export function withDenseLevelValue(
  parameters: DenseParameters,
  name: DenseListName,
  level: Level,
  value: number,
): DenseParameters {
  const [a, b, c, d] = parameters[name];
  const next = allowed(name, value);
  const levels: PerLevel = [
    level === 0 ? next : a,
    level === 1 ? next : b,
    level === 2 ? next : c,
    level === 3 ? next : d,
  ];
  return { ...parameters, [name]: levels };
}

/**
 * True when two sets of parameters give the same flow: what a method does not look at makes no difference,
 * so that turning it asks for nothing.
 */
export function sameFlowParameters(a: FlowParameters | null, b: FlowParameters | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.method !== b.method) return false;
  if (preparationText(a.preparation) !== preparationText(b.preparation)) return false;
  if (!samePairing(pairingOf(a), pairingOf(b))) return false;
  if (treatmentText(a.treatment) !== treatmentText(b.treatment)) return false;
  return isSingleScale(a.method) ? a.windowRadius === b.windowRadius : sameDense(a.dense, b.dense);
}

const DENSE_NAMES = Object.keys(DENSE_LIMITS) as (keyof DenseParameters)[];

function sameDense(a: DenseParameters, b: DenseParameters): boolean {
  return a === b || differingDense(a, b).length === 0;
}

/** The parameters that two sets have different values of, in the order of the controls. */
export function differingDense(a: DenseParameters, b: DenseParameters): readonly (keyof DenseParameters)[] {
  return DENSE_NAMES.filter((name) => String(a[name]) !== String(b[name]));
}
