import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of this thread's JS heap that are in use after all garbage has been collected. */
export function liveHeapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function collectGarbage(): void {
  // The flag takes effect in contexts that are made after it was set.
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  if (typeof collect === "function") collect();
}
