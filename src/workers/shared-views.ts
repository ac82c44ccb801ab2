import type { LumaSamples } from "../shared/luma-samples";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import { invalid } from "./invalid";
import {
  type FieldBytes,
  type FrameSize,
  fieldBytes,
  type LumaPlane,
  lumaBytes,
  type SharedBytes,
  treatedFieldBytes,
} from "./protocol";

/**
 * Views of the memory that all threads share, made anew for every job: the buffer of a memory that another thread has
 * grown is an older, shorter one until it is read again.
 */

/** A view of at least, and then exactly, `length` bytes. Throws `invalid-argument` where there are not so many. */
export function bytesIn(memory: WebAssembly.Memory, shared: SharedBytes, length: number): Uint8Array {
  const { byteOffset, byteLength } = shared;
  if (!(byteLength >= length)) {
    throw invalid(`A job needs ${length} bytes of memory where it was given ${byteLength}.`);
  }
  makeVisible(memory, shared);
  if (
    !(Number.isSafeInteger(byteOffset) && byteOffset >= 0 && byteOffset + length <= memory.buffer.byteLength)
  ) {
    throw invalid(`Bytes ${byteOffset} to ${byteOffset + length} are not in the memory of the worker.`);
  }
  return new Uint8Array(memory.buffer, byteOffset, length);
}

/** The samples of a luma plane. Throws like {@link bytesIn}. */
export function lumaIn(memory: WebAssembly.Memory, plane: LumaPlane, size: FrameSize): LumaSamples {
  const { bits = 8 } = plane;
  const bytes = bytesIn(memory, plane, lumaBytes(size, bits));
  if (bits === 8) return bytes;
  if (bytes.byteOffset % Uint16Array.BYTES_PER_ELEMENT !== 0) {
    throw invalid(`A luma plane of 16 bits a sample must start at an even byte, not at ${bytes.byteOffset}.`);
  }
  return new Uint16Array(bytes.buffer, bytes.byteOffset, size.width * size.height);
}

/** Sees to it that this thread knows of a range that another one may have grown the memory for. */
export function makeVisible(memory: WebAssembly.Memory, { byteOffset, byteLength }: SharedBytes): void {
  if (byteOffset + byteLength > memory.buffer.byteLength) {
    // By nothing, which has this thread look again.
    memory.grow(0);
  }
}

/** The planes of a field. Throws like {@link bytesIn}. */
export function fieldIn(
  memory: WebAssembly.Memory,
  shared: FieldBytes,
  { width, height }: FrameSize,
): FieldPlanes {
  const pixels = width * height;
  const { buffer, byteOffset } = bytesIn(memory, shared, fieldBytes(width, height));
  if (byteOffset % Float32Array.BYTES_PER_ELEMENT !== 0) {
    throw invalid(`A flow field must start at a multiple of 4 bytes, not at ${byteOffset}.`);
  }
  const plane = (index: number): Float32Array =>
    new Float32Array(buffer, byteOffset + index * pixels * Float32Array.BYTES_PER_ELEMENT, pixels);
  return { u: plane(0), v: plane(1), reliability: plane(2) };
}

/** The flags of a field's vectors; null where it has no room for them. Throws like {@link bytesIn}. */
export function flagsIn(
  memory: WebAssembly.Memory,
  shared: FieldBytes,
  { width, height }: FrameSize,
): Uint8Array | null {
  const bytes = fieldBytes(width, height);
  if (shared.byteLength < treatedFieldBytes(width, height)) return null;
  return bytesIn(
    memory,
    { byteOffset: shared.byteOffset + bytes, byteLength: width * height },
    width * height,
  );
}
