import type { LumaSamples } from "../../shared/luma-samples";
import type { FlowJob, LumaPlane } from "../protocol";
import { type GreyLevels, greyLevelsOf } from "./grey-levels";
import type { WasmKernels } from "./wasm-kernels";

/** Byte offsets of the planes of a field, each width * height float32. */
export interface FieldPlanes {
  readonly u: number;
  readonly v: number;
  readonly reliability: number;
}

/** The samples of a plane that has been checked. */
export function samplesOf(
  kernels: WasmKernels,
  { byteOffset, bits }: LumaPlane,
  pixels: number,
): LumaSamples {
  return bits === 16 ? kernels.shorts(byteOffset, pixels) : kernels.bytes(byteOffset, pixels);
}

/** How the samples of a pair that has been checked become grey levels; null where they are some. */
export function levelsOf(
  kernels: WasmKernels,
  { first, second, width, height }: Pick<FlowJob, "first" | "second" | "width" | "height">,
): GreyLevels | null {
  if (first.bits !== 16) return null;
  const samples = (plane: LumaPlane): Uint16Array => kernels.shorts(plane.byteOffset, width * height);
  return greyLevelsOf(samples(first), samples(second), { width, height });
}

export function planesOf({ field, width, height }: Pick<FlowJob, "field" | "width" | "height">): FieldPlanes {
  const plane = width * height * Float32Array.BYTES_PER_ELEMENT;
  return { u: field.byteOffset, v: field.byteOffset + plane, reliability: field.byteOffset + 2 * plane };
}
