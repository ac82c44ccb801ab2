/**
 * Writes what changes faster than a disk takes it: the latest at once, and what comes meanwhile when that is done, of which only the last
 * one is written. So nothing waits for longer than two writes take.
 */
export class LatestWrite<T> {
  #waiting: { readonly value: T } | null = null;
  #writing: Promise<void> | null = null;
  readonly #write: (value: T) => Promise<void>;

  /** @param write never rejects */
  constructor(write: (value: T) => Promise<void>) {
    this.#write = write;
  }

  offer(value: T): void {
    this.#waiting = { value };
    this.#writing ??= this.#run();
  }

  /** What has been offered and is not begun to be written any more is not. */
  drop(): void {
    this.#waiting = null;
  }

  /** Resolves when everything is written. */
  get idle(): Promise<void> {
    return this.#writing ?? Promise.resolve();
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting; next !== null; next = this.#waiting) {
      this.#waiting = null;
      await this.#write(next.value);
    }
    this.#writing = null;
  }
}
