import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collector: (() => void) | undefined;

/**
 * Collects all garbage of this thread. V8 hides the function for that behind a flag, which takes effect in
 * contexts made after it was set. A V8 that refuses it leaves the garbage until it collects it by itself, nothing worse.
 */
export function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString("--expose-gc");
    const exposed: unknown = runInNewContext("globalThis.gc");
    setFlagsFromString("--no-expose-gc");
    collector = typeof exposed === "function" ? () => void exposed() : () => undefined;
  }
  collector();
}
