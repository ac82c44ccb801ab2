import type { FlowJob } from "../protocol";
import { rowsOf } from "./bands";
import { planesOf } from "./planes";
import type { WasmKernels } from "./wasm-kernels";

/** Multiplies the motions of a band's rows by a factor, in place; unknown ones stay unknown. */
export function scaleBand(
  kernels: WasmKernels,
  origin: Pick<FlowJob, "field" | "width" | "height" | "bands">,
  factor: number,
  band: number,
): void {
  if (factor === 1) return;
  const { width, height, bands } = origin;
  const [from, to] = rowsOf(height, band, bands);
  const { u, v } = planesOf(origin);
  for (const plane of [u, v]) {
    const values = kernels.floats(plane + 4 * width * from, width * (to - from));
    for (let at = 0; at < values.length; at++) values[at] *= factor;
  }
}
