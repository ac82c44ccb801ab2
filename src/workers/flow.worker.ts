import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { toErrorValue } from "../shared/errors";
import { JobPerformer } from "./jobs";
import { WasmKernels } from "./kernel/wasm-kernels";
import type {
  AnswerMessage,
  JobMessage,
  ThreadMessage,
  WorkerData,
  WorkerHeap,
  WorkerMessage,
} from "./protocol";

/** A thread that does the jobs of protocol.ts one after the other until it is told to stop. */

if (!parentPort) {
  throw new Error("flow.worker is a worker thread; it cannot be run by itself.");
}
const port = parentPort;
const { module, memory }: WorkerData = workerData;
const performer = new JobPerformer(new WasmKernels(module, memory));

port.on("message", (message: ThreadMessage) => {
  if ("stop" in message) {
    // Nothing else keeps the thread alive, so it ends by itself.
    port.close();
    return;
  }
  send(answer(message));
});
send({ ready: true });

function answer(message: JobMessage): AnswerMessage {
  const { id } = message;
  try {
    return { id, ok: true, result: performer.perform(message), heap: heap() };
  } catch (error) {
    return { id, ok: false, error: toErrorValue(error), heap: heap() };
  }
}

function heap(): WorkerHeap {
  // process.memoryUsage asks the system for what nobody here wants to know, which takes longer than a pair of frames.
  return { heapUsed: getHeapStatistics().used_heap_size };
}

function send(message: WorkerMessage): void {
  port.postMessage(message);
}
