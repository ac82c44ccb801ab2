import { pathToFileURL } from "node:url";
import { FlowPool } from "../../workers/flow-pool";
import { loadKernelModule } from "../../workers/kernel/wasm-kernels";
import { SharedHeap } from "../../workers/shared-heap";
import { buildFlowWorker } from "../../workers/testing/build-worker";

/** A pool of real workers on the sources as they are now. Dispose of it after the tests. */
export async function startTestPool(size: number): Promise<FlowPool> {
  const { workerPath, kernelPath } = await buildFlowWorker();
  const kernel = await loadKernelModule(pathToFileURL(kernelPath));
  return new FlowPool({ workerUrl: pathToFileURL(workerPath), kernel, heap: new SharedHeap(), size });
}
