/** A playhead that was moved twice within so long is on its way; after so long it rests. */
const REST_MS = 300;

/**
 * Knows whether the playhead is on its way: dragged, stepped by a key that is held, or playing. A single step is none: whoever steps looks
 * at each frame.
 */
export class MotionWatch {
  readonly #onRest: () => void;
  readonly #now: () => number;
  #movedAt = Number.NEGATIVE_INFINITY;
  #moving = false;
  #next: number | undefined;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param onRest is called when the playhead has come to rest */
  constructor(onRest: () => void, now: () => number = () => performance.now()) {
    this.#onRest = onRest;
    this.#now = now;
  }

  get moving(): boolean {
    return this.#moving;
  }

  /** The frame that comes next, where the playhead goes from one frame to the one beside it; else undefined. */
  get next(): number | undefined {
    return this.#next;
  }

  /** The playhead is at another frame. */
  moved(from: number, to: number): void {
    const now = this.#now();
    const step = to - from;
    // Double frames are two apart.
    this.#next = Math.abs(step) <= 2 && to + step >= 0 ? to + step : undefined;
    if (now - this.#movedAt < REST_MS) this.#moving = true;
    this.#movedAt = now;
    if (!this.#moving) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), REST_MS);
  }

  /** Forgets all moves: of another movie, say. */
  reset(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#moving = false;
    this.#next = undefined;
    this.#movedAt = Number.NEGATIVE_INFINITY;
  }

  #rest(): void {
    this.#timer = null;
    this.#moving = false;
    this.#onRest();
  }
}
