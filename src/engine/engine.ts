import { availableParallelism } from "node:os";
import { FlowPool } from "../workers/flow-pool";
import { loadKernelModule } from "../workers/kernel/wasm-kernels";
import { SharedHeap } from "../workers/shared-heap";
import { prepareBytePipes } from "./ffmpeg/byte-pipe";
import { type FfmpegTools, locateFfmpeg } from "./ffmpeg/locate";
import { PoolKeeper } from "./pool-keeper";

/** What every host (the app, the command line) starts with. */
export interface Engine {
  readonly tools: FfmpegTools;
  /** The workers and their memory, for whoever outlives a movie. */
  readonly pools: PoolKeeper;
  /** The pool of now, for hosts that open one movie. */
  readonly pool: FlowPool;
  /** The compiled kernels, for whoever starts a pool of its own. */
  readonly kernel: WebAssembly.Module;
}

export interface EngineOptions {
  /** Worker threads; one a core by default. */
  readonly threads?: number | undefined;
  /** Path of the ffmpeg that a person chose; one is looked for by default. */
  readonly ffmpegPath?: string | undefined;
  /** Where they have been found already. */
  readonly tools?: FfmpegTools;
}

/**
 * @param workerUrl the built flow worker, which the host knows the place of; the kernel lies beside it
 * @throws KinoflowError `ffmpeg-missing`
 */
export async function startEngine(workerUrl: URL, options: EngineOptions = {}): Promise<Engine> {
  const { threads = defaultThreads(), ffmpegPath } = options;
  const tools =
    options.tools ?? (await locateFfmpeg(ffmpegPath === undefined ? {} : { setting: ffmpegPath }));
  await prepareBytePipes();
  const kernel = await loadKernelModule(new URL("kernel.wasm", workerUrl));
  const pools = new PoolKeeper(
    () => new FlowPool({ workerUrl, kernel, heap: new SharedHeap(), size: threads }),
  );
  return {
    tools,
    pools,
    get pool() {
      return pools.current;
    },
    kernel,
  };
}

/** One worker a core, within reason: ffmpeg and the encoder need cores too. */
export function defaultThreads(): number {
  return Math.min(Math.max(availableParallelism(), 1), 8);
}
