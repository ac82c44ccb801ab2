/** The rate is that of so many milliseconds. */
const WINDOW_MS = 1000;

/** Measures how many pictures a second are painted. All times in milliseconds. */
export class RateMeter {
  #paintedAt: number[] = [];

  /** Forgets what was painted: from now on something else is measured. */
  reset(): void {
    this.#paintedAt = [];
  }

  /** Tells that a picture was painted. */
  paint(now: number): void {
    this.#paintedAt.push(now);
    const old = this.#paintedAt.findIndex((time) => time > now - WINDOW_MS);
    // One that is older stays, so that pictures that take long have a rate as well.
    if (old > 1) this.#paintedAt.splice(0, old - 1);
  }

  /** Pictures a second, from one picture to another; null before the second one. */
  get rate(): number | null {
    const first = this.#paintedAt[0];
    const last = this.#paintedAt.at(-1);
    if (first === undefined || last === undefined || last <= first) return null;
    return (1000 * (this.#paintedAt.length - 1)) / (last - first);
  }
}
