import { afterEach, beforeAll } from "vitest";
import { FlowPool, type FlowPoolOptions } from "../flow-pool";
import { loadKernelModule } from "../kernel/wasm-kernels";
import { SharedHeap } from "../shared-heap";
import { buildFlowWorker } from "./build-worker";

/** Real workers on the sources as they are now, for the tests of a file. */
export interface TestPools {
  readonly workerPath: string;
  readonly kernel: WebAssembly.Module;
  /** A pool of one worker on a heap of its own, where nothing else is said; disposed of after the test. */
  newPool(options?: Partial<FlowPoolOptions>): FlowPool;
}

/** Builds the worker before the tests of a file. What is built is there once they run. */
export function testPools(): TestPools {
  let built: { readonly workerPath: string; readonly kernel: WebAssembly.Module } | null = null;
  const pools: FlowPool[] = [];
  const ready = () => {
    if (built === null) throw new Error("The worker is built before the tests, not before that.");
    return built;
  };

  beforeAll(async () => {
    const { workerPath, kernelPath } = await buildFlowWorker();
    built = { workerPath, kernel: await loadKernelModule(kernelPath) };
  }, 120_000);

  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
  });

  return {
    get workerPath() {
      return ready().workerPath;
    },
    get kernel() {
      return ready().kernel;
    },
    newPool(options = {}) {
      const { workerPath, kernel } = ready();
      const pool = new FlowPool({
        workerUrl: workerPath,
        kernel,
        heap: new SharedHeap(),
        size: 1,
        ...options,
      });
      pools.push(pool);
      return pool;
    },
  };
}
