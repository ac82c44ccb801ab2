import type { FlowParameters } from "../flow";

/**
 * How uncertain a vector is, as one length in pixels: 68 of 100 vectors are no farther from the truth than this. Its square is a sum
 * over what makes vectors wrong:
 *
 *   sigma^2 = floor^2 + (fit * e)^2 + (deformation * g)^2 + doubt^2 * (1 - r) / r
 *
 * - e^2 = s^2 * trace(G^-1), px^2: the covariance of the motion of one pixel that least squares find (Simoncelli, Adelson and Heeger,
 *   "Probability distributions of optical flow", CVPR 1991, eq. 8 to 10, without a prior). s^2 is the variance of the residual
 *   I1(x) - I2(x + u) over the window, G the mean of grad I1 grad I1^T over the same window.
 * - g, px/px: length of the gradient of the flow. A window in which the motion changes holds none.
 * - r: the reliability of the multi-scale method, which knows of the way back and of what leaves the frame.
 *
 * A window's pixels are no independent measurements, so e is that of a pixel, and the weights, fitted on generated pairs, say how much
 * of it is left. docs/trust.md has the fit and how well it holds elsewhere.
 */
export interface UncertaintyModel {
  /** What no vector is better than, px. */
  readonly floor: number;
  readonly fit: number;
  readonly deformation: number;
  /** px; 0 leaves reliability out. */
  readonly doubt: number;
  /** Radius of the window that residual and gradients are averaged over, in pixels. */
  readonly windowRadius: number;
}

/** Fitted on the generated pairs of bench/generated/fitting-pairs.ts, none of which the calibration is judged by; see docs/trust.md. */
const WEIGHTS = {
  fast: { floor: 0.0787, fit: 0.052, deformation: 0, doubt: 1.2023 },
  balanced: { floor: 0.0336, fit: 0.0744, deformation: 0.4762, doubt: 0.6275 },
  accurate: { floor: 0.01, fit: 0.0639, deformation: 1.2498, doubt: 0.2806 },
  singleScale: { floor: 0.01, fit: 0.3186, deformation: 1.1461, doubt: 0 },
} as const;

const DENSE_WINDOW = 4;

/** Motions that a method at a single scale is calibrated for, in pixels: beyond them it is wrong by more than it can know. */
export const SINGLE_SCALE_REACH = 1.5;

/** The uncertainty of a way to compute flow. Parameters of `dense-pyramidal` that are no preset's count as those of the nearest one. */
export function uncertaintyModel({ method, windowRadius, dense }: FlowParameters): UncertaintyModel {
  if (method !== "dense-pyramidal") return { ...WEIGHTS.singleScale, windowRadius };
  const refined = dense.warps[0] > 0 || dense.reach > 0;
  const weights = dense.finestLevel === 1 ? WEIGHTS.fast : refined ? WEIGHTS.accurate : WEIGHTS.balanced;
  return { ...weights, windowRadius: DENSE_WINDOW };
}
