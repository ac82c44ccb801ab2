/** Motions between these are believed, ends included: px/frame, x right, y down, as they are said. */
export interface SpeedLimits {
  readonly minU: number;
  readonly maxU: number;
  readonly minV: number;
  readonly maxV: number;
}

/**
 * The normalised median test of Westerweel and Scarano (Exp. Fluids 39, 2005, 1096-1100). Of each component c of a vector, with its neighbours
 * c_i, their median c_m and the median r_m of their residuals |c_i - c_m|, the residual is r = |c - c_m| / (r_m + epsilon) (eq. 2 and 3). A vector
 * passes while the length of (r_u, r_v) is at most the threshold.
 */
export interface MedianTest {
  readonly threshold: number;
  /** What motions fluctuate by where nothing is wrong, in px/frame. */
  readonly epsilon: number;
  /** Vectors a side of the neighbourhood, the one that is tested in its middle. */
  readonly neighbourhood: Neighbourhood;
}

export const NEIGHBOURHOODS = [3, 5] as const;
export type Neighbourhood = (typeof NEIGHBOURHOODS)[number];

/** What becomes of vectors that fail: they stay as they are, or get the medians of the components of their valid neighbours. */
export const REPLACEMENTS = ["none", "median"] as const;
export type Replacement = (typeof REPLACEMENTS)[number];

/** How vectors are checked, of those that are reliable: the others count nowhere anyway. Null leaves a test out. */
export interface Validation {
  readonly speedLimits: SpeedLimits | null;
  readonly medianTest: MedianTest | null;
  /** Longest way, in pixels, from where a vector begins to where the flow back from its end leads. */
  readonly forwardBackward: number | null;
  readonly replace: Replacement;
}

/** Nothing is checked. */
export const NO_VALIDATION: Validation = {
  speedLimits: null,
  medianTest: null,
  forwardBackward: null,
  replace: "none",
};

/** As the paper has it. */
export const DEFAULT_MEDIAN_TEST: MedianTest = { threshold: 2, epsilon: 0.1, neighbourhood: 3 };
/** A pixel, which is much for sub-pixel methods, and little where something is hidden. */
export const DEFAULT_FORWARD_BACKWARD = 1;

export const VALIDATION_LIMITS = {
  speed: { min: -10_000, max: 10_000, integer: false },
  threshold: { min: 0.1, max: 100, integer: false },
  epsilon: { min: 0.001, max: 10, integer: false },
  forwardBackward: { min: 0.01, max: 1000, integer: false },
} as const;

/** What is said of a vector, as bits of one byte: 0 of one that is valid, or was not checked. */
export const VECTOR_FLAGS = { speedLimit: 1, median: 2, forwardBackward: 4, replaced: 8 } as const;
/** Any of these: a test was not passed. */
export const FAILED_FLAGS = VECTOR_FLAGS.speedLimit | VECTOR_FLAGS.median | VECTOR_FLAGS.forwardBackward;

/** How many vectors of a field did how. One that fails several tests is counted at each of them. */
export interface VectorCounts {
  /** Those that were checked: reliable ones, not masked. */
  readonly checked: number;
  readonly valid: number;
  readonly speedLimit: number;
  readonly median: number;
  readonly forwardBackward: number;
  /** Of those that are not valid. */
  readonly replaced: number;
}

/** Of the vectors that were checked; NaN where there were none. */
export function validShare({ checked, valid }: Pick<VectorCounts, "checked" | "valid">): number {
  return checked === 0 ? Number.NaN : valid / checked;
}

/** Whether vectors were reliable enough to be checked, and nothing is left of them: none was valid, or replaced. */
export function allFailed({ checked, valid, replaced }: VectorCounts): boolean {
  return checked > 0 && valid + replaced === 0;
}

/** Whether any vector may fail. */
export function isValidating({ speedLimits, medianTest, forwardBackward }: Validation): boolean {
  return speedLimits !== null || medianTest !== null || forwardBackward !== null;
}

/** Whether a motion lies within limits; one that is not known does not. */
export function isWithin({ minU, maxU, minV, maxV }: SpeedLimits, u: number, v: number): boolean {
  return u >= minU && u <= maxU && v >= minV && v <= maxV;
}

/** Names a validation: two of the same name do the same. Nothing is checked: empty. */
export function validationText(validation: Validation): string {
  if (!isValidating(validation)) return "";
  const { speedLimits, medianTest, forwardBackward, replace } = validation;
  const limits = speedLimits && [speedLimits.minU, speedLimits.maxU, speedLimits.minV, speedLimits.maxV];
  const median = medianTest && [medianTest.threshold, medianTest.epsilon, medianTest.neighbourhood];
  return [
    ...(limits ? [`speed limits ${limits.join(",")}`] : []),
    ...(median ? [`median test ${median.join(",")}`] : []),
    ...(forwardBackward === null ? [] : [`forward-backward ${forwardBackward}`]),
    ...(replace === "none" ? [] : [`replaced by ${replace}`]),
  ].join("; ");
}
