import { failure } from "../shared/errors";

/** A job of which one can run at a time, and which the window can cancel. */
export class LongJob {
  #control: AbortController | null = null;
  #running: Promise<unknown> = Promise.resolve();
  readonly #whenBusy: "comparisonRunning" | "measurementRunning" | "exportRunning";

  /** @param whenBusy what is said to a second one */
  constructor(whenBusy: "comparisonRunning" | "measurementRunning" | "exportRunning") {
    this.#whenBusy = whenBusy;
  }

  /** @throws KinoflowError `busy` while one is running. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#control) {
      throw failure(this.#whenBusy);
    }
    const control = new AbortController();
    this.#control = control;
    const result = work(control.signal);
    this.#running = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#control = null;
    }
  }

  /** Whether one is under way. */
  get isRunning(): boolean {
    return this.#control !== null;
  }

  /** Resolves when the job that runs now, if any, has cleaned up after itself. */
  get idle(): Promise<unknown> {
    return this.#running;
  }

  cancel(): void {
    this.#control?.abort();
  }
}
