import type { FlowJob } from "../protocol";
import { levelsOf } from "./planes";
import { contrastOf } from "./reliability";
import type { WasmKernels } from "./wasm-kernels";

/** The contrast that reliability of the single-scale methods is measured by: that of the first frame, in squared units of its samples. */
export function contrastOfFirst(
  kernels: WasmKernels,
  pair: Pick<FlowJob, "first" | "second" | "width" | "height">,
): number {
  const { first, width, height } = pair;
  const levels = levelsOf(kernels, pair);
  if (levels === null) return contrastOf(kernels.call.frameVariance(first.byteOffset, width * height));
  return contrastOf(kernels.call.deepVariance(first.byteOffset, width * height), levels.gain);
}
