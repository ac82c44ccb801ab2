import { type StageMemory, stageBytes, stageMemoryAt } from "../kernel/prepare/stage-memory";
import type { WasmKernels } from "../kernel/wasm-kernels";
import type { FrameSize } from "../protocol";
import type { FlowRunner } from "./run-flow";

const GUARD = 64;
const GUARD_VALUE = 0x5a;

/**
 * Runs stages of a frame on a plane of grey levels, in memory that holds rubbish, and returns the plane after it. Fails when
 * anything is written beside that memory.
 */
export function onStagePlanes(
  { heap, kernels }: FlowRunner,
  size: FrameSize,
  plane: ArrayLike<number>,
  work: (kernels: WasmKernels, memory: StageMemory) => void,
): Float32Array {
  const bytes = stageBytes(size);
  const piece = heap.allocate(bytes + 2 * GUARD);
  try {
    heap.bytes(piece).fill(GUARD_VALUE);
    const memory = stageMemoryAt(piece.byteOffset + GUARD, size);
    const frame = heap.floats(memory.frame, plane.length);
    frame.set(plane);
    work(kernels, memory);
    const guards = [...heap.bytes(piece).subarray(0, GUARD), ...heap.bytes(piece).subarray(GUARD + bytes)];
    if (guards.some((byte) => byte !== GUARD_VALUE)) throw new Error("A stage wrote beside its memory.");
    return heap.floats(memory.frame, plane.length).slice();
  } finally {
    heap.release(piece);
  }
}

/** Lends copies of arrays in the heap, by their byte offsets, for as long as `work` takes. */
export function inHeap<T>(
  { heap }: FlowRunner,
  arrays: readonly (Uint8Array | Uint16Array)[],
  work: (offsets: readonly number[]) => T,
): T {
  const pieces = arrays.map((array) => heap.allocate(array.byteLength));
  try {
    for (const [k, { buffer, byteOffset, byteLength }] of arrays.entries()) {
      heap.bytes(pieces[k]).set(new Uint8Array(buffer, byteOffset, byteLength));
    }
    return work(pieces.map((piece) => piece.byteOffset));
  } finally {
    for (const piece of pieces) heap.release(piece);
  }
}
