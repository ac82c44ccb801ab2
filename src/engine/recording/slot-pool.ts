import type { SharedBytes } from "../../workers/protocol";
import type { SharedHeap } from "../../workers/shared-heap";

/** A piece of shared memory with people who still read it. */
export interface Slot {
  readonly memory: SharedBytes;
  readonly bytes: Uint8Array;
}

/**
 * Shared memory in pieces of one size, used again and again: frames and fields come and go without the
 * garbage collector's help, and the total never exceeds what was asked for at once.
 */
export class SlotPool {
  private readonly free: Slot[] = [];
  private allocated = 0;
  private closed = false;

  constructor(
    private readonly heap: SharedHeap,
    readonly slotBytes: number,
  ) {}

  /** All bytes that the pool holds, in use or not. */
  get heldBytes(): number {
    return this.allocated * this.slotBytes;
  }

  take(): Slot {
    const reused = this.free.pop();
    if (reused) return reused;
    const memory = this.heap.allocate(this.slotBytes);
    this.allocated++;
    return { memory, bytes: this.heap.bytes(memory) };
  }

  give(slot: Slot): void {
    if (this.closed) this.release(slot);
    else this.free.push(slot);
  }

  /** Gives free slots back to the heap until no more than `count` slots are left, or none is free. */
  shrink(count: number): void {
    while (this.allocated > count) {
      const slot = this.free.pop();
      if (!slot) return;
      this.release(slot);
    }
  }

  /** Gives the memory back to the heap: that of free slots now, that of the others when they are given back. */
  close(): void {
    this.closed = true;
    for (const slot of this.free.splice(0)) this.release(slot);
  }

  private release(slot: Slot): void {
    this.allocated--;
    this.heap.release(slot.memory);
  }
}
