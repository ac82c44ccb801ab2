/**
 * Results between one who sets them off and one who takes them in the same order, however they come: never more than there is
 * room for at a time, those included that have been taken and are not {@link done} with.
 */
export class OrderedQueue<T> {
  private readonly waiting: Promise<T>[] = [];
  private occupied = 0;
  private ended = false;
  private stopped = false;
  private wakeMaker: (() => void) | null = null;
  private wakeTaker: (() => void) | null = null;

  /** @param room at least 1 */
  constructor(private readonly room: number) {}

  /** Resolves when there is room for one more; to false when nobody wants more. */
  async space(): Promise<boolean> {
    while (this.occupied >= this.room && !this.stopped) {
      await new Promise<void>((resolve) => {
        this.wakeMaker = resolve;
      });
    }
    return !this.stopped;
  }

  /** Adds a result to come, after all others; there has to be {@link space} for it. */
  add(result: Promise<T>): void {
    // Awaited in its turn; until then a failure must not count as unhandled.
    result.catch(() => undefined);
    this.occupied++;
    this.waiting.push(result);
    this.wakeTaker?.();
  }

  /** No more will be added. */
  end(): void {
    this.ended = true;
    this.wakeTaker?.();
  }

  /** Resolves to the next result, once it is added; to null when there will be none. Rejects with what the result ended with. */
  async next(): Promise<{ readonly result: T } | null> {
    while (this.waiting.length === 0 && !this.ended && !this.stopped) {
      await new Promise<void>((resolve) => {
        this.wakeTaker = resolve;
      });
    }
    const next = this.stopped ? undefined : this.waiting.shift();
    return next === undefined ? null : { result: await next };
  }

  /** What was taken last is out of the way. */
  done(): void {
    this.occupied--;
    this.wakeMaker?.();
  }

  /** Wakes both up, for nobody wants anything more. */
  stop(): void {
    this.stopped = true;
    this.wakeMaker?.();
    this.wakeTaker?.();
  }

  /** What nobody has taken, once it has been stopped and nobody adds any more. */
  leftOver(): readonly Promise<T>[] {
    return this.waiting.splice(0);
  }
}
