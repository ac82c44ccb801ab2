interface Size {
  readonly width: number;
  readonly height: number;
}

/** A flow that is there so soon needs no other one before it. */
const SOON_MS = 50;
/** What is computed says something of so many pixels at least, across and down. */
const LEAST_SIDE = 200;
/** A level has a quarter of the pixels of the one below. */
const RATIO = 4;
/** Of a new time in the mean: what one took that was disturbed is soon forgotten. */
const WEIGHT = 0.4;

/**
 * Knows by what flows took on this machine how coarse one must be to be there in time. Level 0 is all of the frame; each further one has half
 * as many pixels across and down.
 */
export class CoarseLevels {
  /** Milliseconds by level, by what is computed. */
  private readonly times = new Map<string, Map<number, number>>();

  note(key: string, level: number, ms: number): void {
    const times = this.times.get(key) ?? new Map<number, number>();
    const before = times.get(level) ?? ms;
    this.times.set(key, times.set(level, before + WEIGHT * (ms - before)));
  }

  /**
   * The finest level that is there within `budgetMs`, or the coarsest that makes sense; 0 as long as nobody knows.
   *
   * @param least pixels that a frame must have across and down
   */
  levelFor(key: string, { width, height }: Size, least: number, budgetMs: number): number {
    const times = this.times.get(key);
    const whole = times?.get(0);
    if (times === undefined || whole === undefined || this.expected(times, 0) <= SOON_MS) return 0;
    const side = Math.min(width, height);
    let level = 0;
    while (this.expected(times, level) > budgetMs && side / 2 ** (level + 1) >= Math.max(least, LEAST_SIDE))
      level++;
    return level;
  }

  /** What a level takes: as it did, or as others say that are less long ago. */
  private expected(times: ReadonlyMap<number, number>, level: number): number {
    return Math.min(
      ...[...times].map(([other, ms]) => (other === level ? ms : ms * RATIO ** (other - level))),
    );
  }
}
