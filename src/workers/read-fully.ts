import { readSync } from "node:fs";

/** Fills memory from a pipe, waiting for bytes. False when the pipe ended before. */
export function readFully(pipe: number, target: Uint8Array): boolean {
  for (let filled = 0; filled < target.length; ) {
    const count = readSync(pipe, target, filled, target.length - filled, null);
    if (count === 0) return false;
    filled += count;
  }
  return true;
}
