import { parentPort } from "node:worker_threads";
import { cancelledError, toErrorValue } from "../shared/errors";
import { perform } from "./jobs";
import type { AnswerMessage, JobMessage, ThreadMessage, WorkerHeap, WorkerMessage } from "./protocol";

/** A thread that does the jobs of protocol.ts one after the other until it is told to stop. */

if (!parentPort) {
  throw new Error("flow.worker is a worker thread; it cannot be run by itself.");
}
const port = parentPort;

port.on("message", (message: ThreadMessage) => {
  if ("stop" in message) {
    // Nothing else keeps the thread alive, so it ends by itself.
    port.close();
    return;
  }
  send(answer(message));
});
send({ ready: true });

function answer({ id, job, cancelFlag }: JobMessage): AnswerMessage {
  try {
    const flag = new Int32Array(cancelFlag);
    const throwIfCancelled = () => {
      if (Atomics.load(flag, 0) !== 0) {
        throw cancelledError();
      }
    };
    return { id, ok: true, result: perform(job, throwIfCancelled), heap: heap() };
  } catch (error) {
    return { id, ok: false, error: toErrorValue(error), heap: heap() };
  }
}

function heap(): WorkerHeap {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heapUsed, arrayBuffers };
}

function send(message: WorkerMessage): void {
  port.postMessage(message);
}
