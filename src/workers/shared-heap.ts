import { failure } from "../shared/errors";
import type { SharedBytes } from "./protocol";

const PAGE = 65536;
/** Vectors and cache lines both like it. */
const ALIGNMENT = 64;
/** Address 0 and a little more stay unused: a kernel that is given a null pointer by mistake must not hit anything. */
const RESERVED = 1024;
/**
 * What the kernels are linked for: all that 32 bits address but the last page, so that no pointer to the end of a range
 * becomes 0. Frames of 7680 x 4320 with their fields and the working memory of `dense-pyramidal` need more than half
 * of it. Address space only, memory is taken as it is used.
 */
export const MAXIMUM_PAGES = 65535;

/**
 * The one memory that frames, fields and the kernels' working memory lie in, seen by the main thread and all workers: a
 * shared WebAssembly.Memory, so that the kernels work on frames and fields in place.
 *
 * Allocation is first fit with coalescing, in the main thread only. It grows, and never shrinks: what was freed is used
 * again.
 */
export class SharedHeap {
  readonly memory: WebAssembly.Memory;
  /** Free ranges by offset, none touching another. */
  private readonly free: { offset: number; length: number }[] = [];
  private readonly keepers = new Set<() => void>();
  private end = RESERVED;
  private held = 0;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared: true });
  }

  /** Bytes that are allocated now. */
  get heldBytes(): number {
    return this.held;
  }

  /** Bytes that the memory has grown to. */
  get capacity(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * `release` is called before an allocation fails, to give back what its owner keeps only for later. Returns a function
   * that ends that.
   */
  whenShort(release: () => void): () => void {
    this.keepers.add(release);
    return () => this.keepers.delete(release);
  }

  /**
   * @returns memory aligned to 64 bytes, with whatever was there before
   * @throws KinoflowError `out-of-memory` when the memory cannot grow any more
   */
  allocate(byteLength: number): SharedBytes {
    if (!Number.isSafeInteger(byteLength) || byteLength < 0) {
      throw new RangeError(`Memory comes in whole bytes, not ${byteLength}.`);
    }
    const length = wholeLines(byteLength);
    let byteOffset = this.take(length);
    if (byteOffset === null) {
      for (const release of this.keepers) release();
      byteOffset = this.take(length);
    }
    if (byteOffset === null) {
      throw failure("outOfMemory");
    }
    this.held += length;
    return { byteOffset, byteLength };
  }

  /** Gives back what {@link allocate} returned; nobody may use it any more. */
  release({ byteOffset, byteLength }: SharedBytes): void {
    const length = wholeLines(byteLength);
    this.held -= length;
    const found = this.free.findIndex((range) => range.offset > byteOffset);
    const place = found === -1 ? this.free.length : found;
    this.free.splice(place, 0, { offset: byteOffset, length });
    this.joinWithNext(place);
    if (place > 0) this.joinWithNext(place - 1);
  }

  /** A view of a range. Valid for as long as the range is allocated, also while the memory grows. */
  bytes({ byteOffset, byteLength }: SharedBytes): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(sharedBuffer(this.memory), byteOffset, byteLength);
  }

  /** A view of `length` float32 from `byteOffset` on, which is a multiple of 4. */
  floats(byteOffset: number, length: number): Float32Array<SharedArrayBuffer> {
    return new Float32Array(sharedBuffer(this.memory), byteOffset, length);
  }

  /** A view of `length` int32 from `byteOffset` on, which is a multiple of 4. */
  integers(byteOffset: number, length: number): Int32Array<SharedArrayBuffer> {
    return new Int32Array(sharedBuffer(this.memory), byteOffset, length);
  }

  /** Offset of the first free range that is long enough; null when there is none, and cannot be. */
  private take(length: number): number | null {
    const place = this.free.findIndex((range) => range.length >= length);
    if (place === -1) return this.extend(length);
    const range = this.free[place];
    const { offset } = range;
    range.offset += length;
    range.length -= length;
    if (range.length === 0) this.free.splice(place, 1);
    return offset;
  }

  private extend(length: number): number | null {
    const last = this.free.at(-1);
    const tail = last && last.offset + last.length === this.end ? last : null;
    const offset = tail ? tail.offset : this.end;
    const missing = offset + length - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch {
        return null;
      }
    }
    if (tail) this.free.pop();
    this.end = offset + length;
    return offset;
  }

  private joinWithNext(place: number): void {
    const range = this.free[place];
    const next = this.free[place + 1];
    if (!range || !next || range.offset + range.length !== next.offset) return;
    range.length += next.length;
    this.free.splice(place + 1, 1);
  }
}

/** What a range of so many bytes takes. */
function wholeLines(byteLength: number): number {
  return Math.ceil(Math.max(byteLength, 1) / ALIGNMENT) * ALIGNMENT;
}

/** The memory's buffer, which is a shared one. */
function sharedBuffer(memory: WebAssembly.Memory): SharedArrayBuffer {
  return memory.buffer as unknown as SharedArrayBuffer;
}
