import type { Timeline } from "./timeline";

/** Presentation times of the frames of a timeline, in seconds from the first one, as it grows. */
export class FrameTimes {
  private readonly times: number[] = [];
  private shortestStep = Number.POSITIVE_INFINITY;
  private longestStep = 0;

  constructor(private readonly timeline: Pick<Timeline, "ticks" | "complete" | "timeBase">) {}

  /**
   * Of the frames that can be shown with their flow: while it grows, all that are known but the last. The
   * array grows later.
   */
  get seconds(): readonly number[] {
    this.catchUp();
    return this.times;
  }

  /** True when the steps differ by more than one tick, which is the rounding of a steady rate to the time base. */
  get varying(): boolean {
    this.catchUp();
    return this.longestStep - this.shortestStep > Math.max(1, 0.01 * this.shortestStep);
  }

  private catchUp(): void {
    const { ticks, complete, timeBase } = this.timeline;
    const secondsPerTick = timeBase.numerator / timeBase.denominator;
    const count = complete ? ticks.length : ticks.length - 1;
    for (let k = this.times.length; k < count; k++) {
      this.times.push((ticks[k] - ticks[0]) * secondsPerTick);
      if (k === 0) continue;
      const step = ticks[k] - ticks[k - 1];
      this.shortestStep = Math.min(this.shortestStep, step);
      this.longestStep = Math.max(this.longestStep, step);
    }
  }
}
