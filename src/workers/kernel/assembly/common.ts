/** Small helpers shared by the kernels: alignment, lane shuffles, bands, and the barrier between threads. */
import { abandoned, sleep } from "./environment";

@inline
export function align(n: usize): usize {
  return (n + 63) & ~63;
}

/** First row of band `part` of `parts` of `rows` rows; bands differ by at most one row. */
@inline
export function bandStart(rows: i32, part: i32, parts: i32): i32 {
  return (rows * part) / parts;
}

@inline
export function low16(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}
@inline
export function high16(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}
@inline
export function even32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 0, 2, 4, 6);
}
@inline
export function odd32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 1, 3, 5, 7);
}
@inline
export function low32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 0, 4, 1, 5);
}
@inline
export function high32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 2, 6, 3, 7);
}

/** Turns of the barrier before a thread goes to sleep, because the stages of one frame are short. */
const SPINS: i32 = 20000;
/**
 * Offsets of the three i32 of a barrier. All 0 before its first use; whoever abandons a job sets the last.
 */
const ARRIVED: usize = 0;
const GENERATION: usize = 4;
const ABANDONED: usize = 8;

/**
 * Waits until all `threads` threads are here. Once the job is abandoned (a thread was cancelled, or died), it
 * never returns but throws, so that no thread waits for one that will not come.
 */
export function barrier(cell: usize, threads: i32): void {
  if (threads == 1) return;
  const generation = atomic.load<i32>(cell, GENERATION);
  if (atomic.load<i32>(cell, ABANDONED)) abandoned();
  if (atomic.add<i32>(cell, 1, ARRIVED) == threads - 1) {
    atomic.store<i32>(cell, 0, ARRIVED);
    atomic.add<i32>(cell, 1, GENERATION);
    atomic.notify(cell + GENERATION, threads);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) if (atomic.load<i32>(cell, GENERATION) != generation) return;
  while (atomic.load<i32>(cell, GENERATION) == generation) {
    if (atomic.load<i32>(cell, ABANDONED)) abandoned();
    // Not memory.atomic.wait32: V8 11.3 (Node 20), in code of its baseline compiler, loses the function's
    // locals there, so that threads left the barrier early, or never.
    sleep(cell + GENERATION, generation);
  }
}
