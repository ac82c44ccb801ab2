import type { WasmKernels } from "../wasm-kernels";
import type { StageMemory } from "./stage-memory";

/** Of the counts that assembly/prepare-levels.ts makes: bins of a quarter of a grey level. */
const LEVEL_BINS = 1024;
const BINS_OF_LEVEL = 4;

/**
 * Cuts all that is brighter than the median and `deviations` standard deviations, in place, so that a few bright
 * particles do not outweigh all others (U. Shavit, R. J. Lowe, J. V. Steinbuck, "Intensity capping: a simple method to
 * improve cross-correlation PIV results", Experiments in Fluids 42, 2007).
 *
 * @returns where it was cut
 */
export function capIntensity(
  kernels: WasmKernels,
  pixels: number,
  deviations: number,
  { frame, table, line }: Pick<StageMemory, "frame" | "table" | "line">,
): number {
  kernels.call.countLevels(frame, pixels, table, line);
  const [sum, squares] = kernels.doubles(line, 2);
  const mean = sum / pixels;
  const deviation = Math.sqrt(Math.max(squares / pixels - mean * mean, 0));
  const limit = medianOf(kernels.integers(table, LEVEL_BINS), pixels) + deviations * deviation;
  kernels.call.limitLevels(frame, pixels, limit);
  return limit;
}

/** The lower median, at the lower end of its bin: exact for whole grey levels. */
function medianOf(counts: Int32Array, total: number): number {
  let below = (total + 1) >> 1;
  const bin = counts.findIndex((count) => {
    below -= count;
    return below <= 0;
  });
  return bin / BINS_OF_LEVEL;
}
