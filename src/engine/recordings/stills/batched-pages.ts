import { DamagedFile } from "../paged/random-file";
import type { PageReader } from "../paged/read-pages";

/** Pages that are quicker to unpack several at a time. */
export interface Batches {
  readonly pageCount: number;
  /** Bytes of a page when it is unpacked. */
  readonly pageBytes: number;
  /** Unpacks the pages from `from` to `to`, without that one; null for one that cannot be. */
  unpack(from: number, to: number): Promise<readonly (Uint8Array | null)[]>;
  close(): Promise<void>;
}

/** Unpacked pages that are kept, at least those of one batch. */
const KEPT_BYTES = 1 << 26;
const BATCH_BYTES = 1 << 25;
const LONGEST_BATCH = 32;
/** Pages of a batch after a jump: the neighbour is wanted too, for a flow. */
const AFTER_JUMP = 2;

/**
 * Reads pages in batches. They become longer while pages are asked for in order, either way, and a page that is being unpacked is waited for.
 */
export class BatchedPages implements PageReader {
  readonly #batches: Batches;
  readonly #most: number;
  readonly #keptPages: number;
  /** In the order in which they were used. */
  readonly #kept = new Map<number, Uint8Array | null>();
  readonly #pending = new Map<number, Promise<Uint8Array | null>>();
  #work: Promise<unknown> = Promise.resolve();
  #last = -1;
  #length = AFTER_JUMP;

  constructor(batches: Batches) {
    this.#batches = batches;
    this.#most = Math.max(1, Math.min(LONGEST_BATCH, Math.floor(BATCH_BYTES / batches.pageBytes)));
    this.#keptPages = Math.max(this.#most, Math.floor(KEPT_BYTES / batches.pageBytes));
  }

  async read(page: number, target: Uint8Array): Promise<void> {
    const samples = await this.#samples(page);
    if (samples === null) throw new DamagedFile("The page cannot be unpacked.");
    target.set(samples);
  }

  async close(): Promise<void> {
    this.#kept.clear();
    await this.#batches.close();
    await this.#work;
  }

  #samples(page: number): Uint8Array | null | Promise<Uint8Array | null> {
    const backwards = page < this.#last;
    const isNear = Math.abs(page - this.#last) <= this.#most;
    this.#last = page;
    const kept = this.#kept.get(page);
    if (kept !== undefined) {
      this.#keep(page, kept);
      return kept;
    }
    const pending = this.#pending.get(page);
    if (pending) return pending;
    this.#length = isNear ? Math.min(this.#most, 2 * this.#length) : Math.min(this.#most, AFTER_JUMP);
    const [from, to] = this.#range(page, backwards && isNear);
    // One after the other: those that wait are few, and memory stays bounded.
    const work = this.#work.then(() => this.#batches.unpack(from, to));
    this.#work = work.catch(() => undefined);
    for (let k = from; k < to; k++) {
      const samples = work.then((pages) => pages[k - from] ?? null);
      this.#pending.set(k, samples);
      samples
        .then((bytes) => this.#keep(k, bytes))
        .catch(() => undefined)
        .finally(() => this.#pending.delete(k));
    }
    return this.#pending.get(page) ?? null;
  }

  /** The batch around a page: up to the next one that is there, or is coming. */
  #range(page: number, backwards: boolean): readonly [number, number] {
    const isWanted = (k: number): boolean =>
      k >= 0 && k < this.#batches.pageCount && !this.#kept.has(k) && !this.#pending.has(k);
    let [from, to] = [page, page + 1];
    while (to - from < this.#length && isWanted(backwards ? from - 1 : to)) {
      if (backwards) from--;
      else to++;
    }
    return [from, to];
  }

  #keep(page: number, samples: Uint8Array | null): void {
    this.#kept.delete(page);
    this.#kept.set(page, samples);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#keptPages) break;
      this.#kept.delete(oldest);
    }
  }
}
