import { type FlowParameters, isSingleScale } from "./flow";

/**
 * Pixels from a vector to its neighbours in the median test: half a side of the method's window, rounded up, as between windows of PIV that overlap by half.
 * From pixel to pixel dense fields are smooth, wrong or not, as neighbouring vectors are solved of nearly the same pixels. Much farther away, motion itself
 * differs: a whole side apart, five times as many right vectors of a vortex fail.
 */
export function vectorSpacing({ method, windowRadius, dense }: FlowParameters): number {
  return isSingleScale(method) ? windowRadius + 1 : (dense.windowRadius + 1) * 2 ** dense.finestLevel;
}
