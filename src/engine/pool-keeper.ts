import { collectGarbage } from "../workers/collect-garbage";
import type { FlowPool } from "../workers/flow-pool";

/** The right to use a pool: it stays until this is released. */
export interface PoolHold {
  readonly pool: FlowPool;
  release(): void;
}

/**
 * A pool's memory never shrinks: what a frame of 4K took stays taken. Where it has grown beyond this, in bytes, the next
 * movie gets fresh memory, which costs the start of its workers, some tens of milliseconds.
 */
const GROWN_BYTES = 256 * 2 ** 20;

/** By then the next movie shows its first picture, and nothing refers to the ended pool any more. */
const REST_MS = 1000;

/**
 * Keeps the pool that new work is given, and those before it for as long as somebody uses them. A memory that workers share
 * is given back to the system when all of them have ended and nothing refers to it any more: so a pool is replaced
 * as a whole, by one with memory and workers of its own.
 */
export class PoolKeeper {
  readonly #start: () => FlowPool;
  readonly #grownBytes: number;
  readonly #holds = new Map<FlowPool, number>();
  readonly #ending = new Set<Promise<void>>();
  #current: FlowPool;

  /** @param grownBytes a pool whose memory has grown beyond this is replaced by {@link renewIfGrown} */
  constructor(start: () => FlowPool, grownBytes = GROWN_BYTES) {
    this.#start = start;
    this.#grownBytes = grownBytes;
    this.#current = start();
  }

  /** The pool for new work. Who goes on using it across the opening of a movie takes {@link hold} of it. */
  get current(): FlowPool {
    return this.#current;
  }

  hold(): PoolHold {
    const pool = this.#current;
    this.#holds.set(pool, (this.#holds.get(pool) ?? 0) + 1);
    let held = true;
    return {
      pool,
      release: () => {
        if (!held) return;
        held = false;
        const left = (this.#holds.get(pool) ?? 1) - 1;
        if (left > 0) {
          this.#holds.set(pool, left);
          return;
        }
        this.#holds.delete(pool);
        if (pool !== this.#current) this.#end(pool);
      },
    };
  }

  /** Has work done with the pool of now, which stays until it is done. */
  async use<T>(work: (pool: FlowPool) => Promise<T>): Promise<T> {
    const { pool, release } = this.hold();
    try {
      return await work(pool);
    } finally {
      release();
    }
  }

  /** Gives new work a pool of its own, if the memory of the present one has grown large. That one ends with its last user. */
  renewIfGrown(): void {
    const before = this.#current;
    if (before.heap.capacity <= this.#grownBytes) return;
    this.#current = this.#start();
    if (!this.#holds.has(before)) this.#end(before);
  }

  /** Resolves when the pools that nobody uses any more have ended. */
  async settled(): Promise<void> {
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  /** Ends all pools; what is under way in them is cancelled. */
  async dispose(): Promise<void> {
    await Promise.all([this.#current, ...this.#holds.keys()].map((pool) => pool.dispose()));
    await this.settled();
  }

  #end(pool: FlowPool): void {
    const ending: Promise<void> = pool.dispose().finally(() => {
      this.#ending.delete(ending);
      // V8 would notice after half a minute: of a shared memory it sees a few bytes of its own heap.
      setTimeout(collectGarbage, REST_MS).unref();
    });
    this.#ending.add(ending);
  }
}
