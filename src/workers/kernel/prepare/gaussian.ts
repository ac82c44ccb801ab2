import type { FrameSize } from "../../protocol";
import type { WasmKernels } from "../wasm-kernels";
import type { StageMemory } from "./stage-memory";

/** Up to this standard deviation in pixels the Gaussian is sampled; above it three box means stand for it. */
export const LARGEST_SAMPLED_SIGMA = 3;
/** Where a sampled Gaussian is cut, in standard deviations. */
const CUT = 3;
const BOXES = 3;

/**
 * Smooths a plane in place by a Gaussian of standard deviation `sigma` in pixels. Beyond its
 * border a plane goes on as its outermost pixels. Above {@link LARGEST_SAMPLED_SIGMA} it is three box means one after the
 * other, of widths that have the same variance together as nearly as whole ones can (P. Kovesi, "Fast almost-Gaussian
 * filtering", DICTA 2010), whose time does not depend on sigma; their width is off by 5 % at most.
 *
 * @param plane,scratch byte offsets of planes
 */
export function smooth(
  kernels: WasmKernels,
  { width, height }: FrameSize,
  sigma: number,
  { plane, scratch, table, line }: SmoothMemory,
): void {
  const { call } = kernels;
  if (sigma <= LARGEST_SAMPLED_SIGMA) {
    const half = sampledGaussian(sigma);
    const radius = half.length - 1;
    kernels.floats(table, half.length).set(half);
    call.kernelRows(plane, scratch, width, height, table, radius, line);
    call.kernelColumns(scratch, plane, width, height, table, radius);
    return;
  }
  for (const radius of boxRadii(sigma)) {
    call.boxRows(plane, scratch, width, height, radius);
    call.boxColumns(scratch, plane, width, height, radius, line);
  }
}

export interface SmoothMemory extends Pick<StageMemory, "table" | "line"> {
  readonly plane: number;
  readonly scratch: number;
}

/** Half of a Gaussian from its centre on, cut at three standard deviations; the whole of it sums up to 1. */
export function sampledGaussian(sigma: number): Float64Array {
  const half = new Float64Array(Math.max(1, Math.ceil(CUT * sigma)) + 1);
  for (let i = 0; i < half.length; i++) half[i] = Math.exp(-(i * i) / (2 * sigma * sigma));
  const sum = half.reduce((total, value) => total + 2 * value, -half[0]);
  return half.map((value) => value / sum);
}

/** Radii of boxes that have, one after the other, the variance of a Gaussian as nearly as whole ones can. */
export function boxRadii(sigma: number): readonly number[] {
  const variance = 12 * sigma * sigma;
  const lower = Math.floor((Math.sqrt(variance / BOXES + 1) - 1) / 2);
  const width = 2 * lower + 1;
  const narrow = Math.round(
    (variance - BOXES * width * width - 4 * BOXES * width - 3 * BOXES) / (-4 * width - 4),
  );
  return Array.from({ length: BOXES }, (_, i) => (i < narrow ? lower : lower + 1));
}
