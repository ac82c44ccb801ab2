import type { SharedBytes } from "../../workers/protocol";

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

  constructor(readonly slotBytes: number) {}

  /** All bytes that the pool holds, in use or not. */
  get heldBytes(): number {
    return this.allocated * this.slotBytes;
  }

  take(): Slot {
    const reused = this.free.pop();
    if (reused) return reused;
    this.allocated++;
    const buffer = new SharedArrayBuffer(this.slotBytes);
    return {
      memory: { buffer, byteOffset: 0, byteLength: this.slotBytes },
      bytes: new Uint8Array(buffer),
    };
  }

  give(slot: Slot): void {
    this.free.push(slot);
  }
}
