import type { SharedBytes } from "../../workers/protocol";
import type { SharedHeap } from "../../workers/shared-heap";

/** Memory of the size that was asked for last. */
export class HeapBuffer {
  private memory: SharedBytes | null = null;

  constructor(private readonly heap: SharedHeap) {}

  /** What was in it is gone where the size is another one. */
  of(bytes: number): SharedBytes {
    if (this.memory?.byteLength !== bytes) {
      this.release();
      this.memory = this.heap.allocate(bytes);
    }
    return this.memory;
  }

  release(): void {
    if (this.memory) this.heap.release(this.memory);
    this.memory = null;
  }
}
