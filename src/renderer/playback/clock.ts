/** Half a microsecond of grace: a time that was summed up must not land on the frame before. */
const GRACE = 5e-7;

/**
 * The frame that is on the screen at a time: the last one that starts no later. Times may be irregular, so
 * the frame is looked up, never computed from a rate. `times` ascends and begins at 0.
 */
export function frameAtTime(times: readonly number[], seconds: number): number {
  return lastFrom(times, (time) => time <= seconds + GRACE);
}

/**
 * The frame that is on the screen at a time while the movie runs backwards: a frame is met at its end, and left at its
 * start, so at the very moment when one begins it is the one before.
 */
export function frameBeforeTime(times: readonly number[], seconds: number): number {
  return lastFrom(times, (time) => time < seconds - GRACE);
}

/** The last frame for which `holds`, which all before it do as well; the first frame where there is none. */
function lastFrom(times: readonly number[], holds: (time: number) => boolean): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(times[middle] ?? Number.POSITIVE_INFINITY)) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/**
 * When a frame makes room for the next one, in seconds.
 * @param duration of the movie, which ends with its last frame; a movie that does not say gives the last frame as long as
 *   the one before it had
 */
export function endOfFrame(times: readonly number[], frame: number, duration: number): number {
  const next = times[frame + 1];
  if (next !== undefined) return next;
  const start = times[frame] ?? 0;
  return duration > start ? duration : start + (start - (times[frame - 1] ?? start));
}

/** A stretch of the movie's time in seconds. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A time that has run out of a loop, back in it; by as much as it ran over. What has not come to the loop yet goes on
 * towards it.
 * @param rate its sign says which way the time runs
 */
export function wrapTime(seconds: number, { start, end }: TimeSpan, rate: number): number {
  const length = end - start;
  if (!(length > 0)) return start;
  if (rate > 0) return seconds >= end - GRACE ? start + ((Math.max(seconds, end) - end) % length) : seconds;
  return seconds <= start + GRACE ? end - ((start - Math.min(seconds, start)) % length) : seconds;
}

/** Ties the movie's time to the wall clock while it plays. All times in seconds but `now`, in milliseconds. */
export class PlaybackClock {
  readonly #startTime: number;
  readonly #startedAt: number;
  /** Seconds of the movie in a second; negative backwards. */
  readonly rate: number;

  constructor(startTime: number, startedAt: number, rate: number) {
    this.#startTime = startTime;
    this.#startedAt = startedAt;
    this.rate = rate;
  }

  /** The movie's time. It may be before the start or past the end of the movie. */
  timeAt(now: number): number {
    return this.#startTime + (this.rate * Math.max(now - this.#startedAt, 0)) / 1000;
  }
}
