import type { Slot, SlotPool } from "./slot-pool";

/** Something in a slot of shared memory, which stays where it is until it is released. */
export interface Lease<M> {
  readonly slot: Slot;
  readonly meta: M;
  release(): void;
}

interface Entry<M> {
  readonly slot: Slot;
  readonly meta: M;
  leases: number;
  lastUse: number;
}

/**
 * Slots by key, at most `capacity` of them. When it is full, the entry that `farness` puts farthest away makes
 * room; entries that somebody holds a lease on stay. (Only while all are leased does the cache exceed its capacity.)
 */
export class LeasedCache<K, M> {
  private readonly entries = new Map<K, Entry<M>>();
  private clock = 0;
  private closed = false;

  /**
   * @param farness how dispensable an entry is; by default the longer unused the more. Larger goes first.
   */
  constructor(
    private readonly pool: SlotPool,
    private capacity: number,
    private readonly farness: (key: K, unusedFor: number) => number = (_key, unusedFor) => unusedFor,
  ) {}

  get heldBytes(): number {
    return this.pool.heldBytes;
  }

  get keys(): Iterable<K> {
    return this.entries.keys();
  }

  has(key: K): boolean {
    return this.entries.has(key);
  }

  lease(key: K): Lease<M> | null {
    const entry = this.entries.get(key);
    return entry ? this.leaseEntry(entry) : null;
  }

  /** Memory for a new entry. Give it back by {@link keep}, {@link keepAndLease} or {@link drop}. */
  reserve(): Slot {
    while (this.entries.size >= this.capacity && this.evictOne()) {
      // Room is made one entry at a time.
    }
    return this.pool.take();
  }

  keep(key: K, slot: Slot, meta: M): void {
    this.add(key, slot, meta);
  }

  /** Keeps an entry that must not make room for another one before it was used. */
  keepAndLease(key: K, slot: Slot, meta: M): Lease<M> {
    return this.leaseEntry(this.add(key, slot, meta));
  }

  drop(slot: Slot): void {
    this.pool.give(slot);
  }

  /** Changes how many entries there may be; what is too many goes now, leased entries when others come. */
  resize(capacity: number): void {
    this.capacity = capacity;
    while (this.entries.size > capacity && this.evictOne()) {
      // One at a time.
    }
    this.pool.shrink(capacity);
  }

  /** Gives back all memory that nobody holds a lease on. */
  shed(): void {
    while (this.evictOne()) {
      // One at a time.
    }
    this.pool.shrink(0);
  }

  /** Gives all memory back, that of leased entries when their last lease is released. */
  close(): void {
    this.closed = true;
    for (const [key, entry] of this.entries) {
      if (entry.leases > 0) continue;
      this.entries.delete(key);
      this.pool.give(entry.slot);
    }
    this.pool.close();
  }

  private add(key: K, slot: Slot, meta: M): Entry<M> {
    const known = this.entries.get(key);
    if (known) {
      // Computed twice at the same time: the first one stays, somebody may be reading it.
      this.pool.give(slot);
      return known;
    }
    const entry = { slot, meta, leases: 0, lastUse: ++this.clock };
    this.entries.set(key, entry);
    return entry;
  }

  private leaseEntry(entry: Entry<M>): Lease<M> {
    entry.leases++;
    entry.lastUse = ++this.clock;
    let released = false;
    return {
      slot: entry.slot,
      meta: entry.meta,
      release: () => {
        if (released) return;
        released = true;
        entry.leases--;
        if (this.closed && entry.leases === 0) this.pool.give(entry.slot);
      },
    };
  }

  private evictOne(): boolean {
    let victim: K | undefined;
    let found = false;
    let farthest = Number.NEGATIVE_INFINITY;
    for (const [key, entry] of this.entries) {
      if (entry.leases > 0) continue;
      const far = this.farness(key, this.clock - entry.lastUse);
      if (far > farthest) {
        farthest = far;
        victim = key;
        found = true;
      }
    }
    const entry = found && victim !== undefined ? this.entries.get(victim) : undefined;
    if (victim === undefined || !entry) return false;
    this.entries.delete(victim);
    this.pool.give(entry.slot);
    return true;
  }
}
