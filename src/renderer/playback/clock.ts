/**
 * The frame that is on the screen at a time: the last one that starts no later. Times may be irregular, so
 * the frame is looked up, never computed from a rate. `times` ascends and begins at 0.
 */
export function frameAtTime(times: readonly number[], seconds: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    // Half a microsecond of grace: a time that was summed up must not land on the frame before.
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= seconds + 5e-7) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** Ties the movie's time to the wall clock while it plays. All times in seconds but `now`, in milliseconds. */
export class PlaybackClock {
  readonly #times: readonly number[];
  readonly #startedAt: number;
  readonly #startTime: number;

  constructor(times: readonly number[], startFrame: number, now: number) {
    this.#times = times;
    this.#startedAt = now;
    this.#startTime = times[startFrame] ?? 0;
  }

  /** The frame that is due now. Frames in between that nobody had the time to show are left out. */
  frameAt(now: number): number {
    return frameAtTime(this.#times, this.#startTime + Math.max(now - this.#startedAt, 0) / 1000);
  }
}
