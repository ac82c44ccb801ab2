import { kernelBytes } from "../../../scripts/build-kernel.mjs";
import { compileCanvasKernels } from "../canvas/canvas-kernels";

/** Compiles the canvas's kernels as their sources are now. */
export async function loadKernels(): Promise<void> {
  compileCanvasKernels(await kernelBytes("canvas"));
}
