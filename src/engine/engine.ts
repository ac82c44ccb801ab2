import { availableParallelism } from "node:os";
import { FlowPool } from "../workers/flow-pool";
import { loadKernelModule } from "../workers/kernel/wasm-kernels";
import { SharedHeap } from "../workers/shared-heap";
import { type FfmpegTools, locateFfmpeg } from "./ffmpeg/locate";

/** What every host (the app, the command line) starts with. */
export interface Engine {
  readonly tools: FfmpegTools;
  readonly pool: FlowPool;
  /** The compiled kernels, for whoever starts a pool of its own. */
  readonly kernel: WebAssembly.Module;
}

/**
 * @param workerUrl the built flow worker, which the host knows the place of; the kernel lies beside it
 * @throws KinoflowError `ffmpeg-missing`
 */
export async function startEngine(workerUrl: URL, threads?: number): Promise<Engine> {
  const tools = await locateFfmpeg();
  const kernel = await loadKernelModule(new URL("kernel.wasm", workerUrl));
  const pool = new FlowPool({ workerUrl, kernel, heap: new SharedHeap(), size: threads ?? defaultThreads() });
  return { tools, pool, kernel };
}

/** One worker a core, within reason: ffmpeg and the encoder need cores too. */
export function defaultThreads(): number {
  return Math.min(Math.max(availableParallelism(), 1), 8);
}
