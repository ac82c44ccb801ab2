import { getHeapStatistics } from "node:v8";
import { collectGarbage } from "./collect-garbage";
import { computeVectors } from "./kernel/compute-flow";
import type { KernelContext } from "./kernel/method";
import type { WasmKernels } from "./kernel/wasm-kernels";
import type { MeasureJob, MethodMeasurement } from "./protocol";

/**
 * Runs an implementation once and measures its computation of u and v.
 *
 * Memory means what is held, not what has been thrown away and waits for the garbage collector, or the
 * result would depend on when the collector happened to run. Typed arrays live outside the JS heap and are
 * taken as the implementation counts them: that is exact, and the same whether it keeps them for its next
 * run or not. Lists of numbers live inside, and what they take is up to the engine (headers, spare room of
 * growing lists), so it is measured: garbage is collected before the run and again at the moment when the
 * implementation says that it holds the most, and the growth of the heap in between is what it takes. An
 * implementation without lists has no part in that growth, which then is compiled code. The time of the
 * collection is taken out of the run's.
 */
export function measureMethod(
  kernels: WasmKernels,
  job: MeasureJob,
  throwIfCancelled: () => void,
): MethodMeasurement {
  collectGarbage();
  const heapBefore = getHeapStatistics().used_heap_size;
  let peakBytes = 0;
  let pauseMs = 0;
  const context: KernelContext = {
    throwIfCancelled,
    holdsMost: ({ buffers, lists }) => {
      const pauseStart = performance.now();
      peakBytes = buffers;
      if (lists > 0) {
        collectGarbage();
        peakBytes += Math.max(0, getHeapStatistics().used_heap_size - heapBefore);
      }
      pauseMs = performance.now() - pauseStart;
    },
  };
  const { flowMs } = computeVectors(kernels, { ...job, bands: 1 }, 0, context);
  // Whoever keeps no lists has paused for no time worth the name, so that it does not matter when.
  return { method: job.parameters.method, ms: flowMs - pauseMs, peakBytes };
}
