import { cancelledError, throwIfCancelled } from "../../shared/errors";

/** Where work waits while somebody has paused it. */
export class PauseGate {
  #pausedSince: number | null = null;
  #pausedBefore = 0;
  readonly #waiting = new Set<() => void>();

  get isPaused(): boolean {
    return this.#pausedSince !== null;
  }

  /** Milliseconds that the gate has been closed so far. */
  get pausedMs(): number {
    return this.#pausedBefore + (this.#pausedSince === null ? 0 : performance.now() - this.#pausedSince);
  }

  pause(): void {
    this.#pausedSince ??= performance.now();
  }

  resume(): void {
    this.#pausedBefore = this.pausedMs;
    this.#pausedSince = null;
    for (const go of this.#waiting) go();
  }

  /** Resolves when nobody keeps the gate closed. Rejects with `cancelled` as soon as the signal aborts. */
  async passed(signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    while (this.isPaused) {
      await this.#resumed(signal);
      throwIfCancelled(signal);
    }
  }

  #resumed(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.#waiting.delete(go);
        signal?.removeEventListener("abort", abort);
        settle();
      };
      const go = (): void => end(resolve);
      const abort = (): void => end(() => reject(cancelledError()));
      this.#waiting.add(go);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}
