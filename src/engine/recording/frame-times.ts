import { SteadyGrid } from "./steady-grid";
import type { Timeline } from "./timeline";

/** Presentation times of the frames of a timeline, in seconds from the first one, as it grows. */
export class FrameTimes {
  private readonly times: number[] = [];
  private readonly grid: SteadyGrid;
  private readonly secondsPerTick: number;
  private shortestStep = Number.POSITIVE_INFINITY;
  private longestStep = 0;
  /** Where the last known frame is at the stated rate, and how often each step from one to the next came. */
  private place = 0;
  private readonly steps = new Map<number, number>();

  /** @param statedRate frames per second that the file states; null where it states none */
  constructor(
    private readonly timeline: Pick<Timeline, "ticks" | "complete" | "timeBase" | "lastDuration">,
    private readonly statedRate: number | null,
  ) {
    this.secondsPerTick = timeline.timeBase.numerator / timeline.timeBase.denominator;
    this.grid = new SteadyGrid(1 / ((statedRate ?? Number.NaN) * this.secondsPerTick));
  }

  /**
   * Of the frames that can be shown with their flow: while it grows, all that are known but the last. The
   * array grows later. Where the stated rate explains the file's timestamps, they are what those were rounded from.
   */
  get seconds(): readonly number[] {
    this.catchUp();
    return this.times;
  }

  /**
   * True when the steps differ by more than one tick, which is the rounding of a steady rate to the time base; where the
   * stated rate explains all times, when frames of it were dropped.
   */
  get varying(): boolean {
    this.catchUp();
    if (this.isSteady) return this.steps.size > 1;
    return this.longestStep - this.shortestStep > Math.max(1, 0.01 * this.shortestStep);
  }

  /** Frames per second: the stated rate where it explains the times, whatever frames were dropped, else the mean; null where there is none. */
  get rate(): number | null {
    this.catchUp();
    if (this.isSteady) return this.statedRate;
    const span = this.times.at(-1) ?? 0;
    return span > 0 ? (this.times.length - 1) / span : this.statedRate;
  }

  /** Seconds that the last frame is shown; null where nothing says so. */
  get lastDuration(): number | null {
    this.catchUp();
    const { lastDuration } = this.timeline;
    if (this.isSteady && this.statedRate && Math.abs(lastDuration - this.grid.period) <= 1) {
      return 1 / this.statedRate;
    }
    return lastDuration * this.secondsPerTick || (this.rate ? 1 / this.rate : null);
  }

  /** True where the stated rate is that of the frames: most follow each other at it. */
  private get isSteady(): boolean {
    return (
      this.grid.explains && (this.steps.get(1) ?? 0) * 2 > this.times.length - 1 && this.times.length > 1
    );
  }

  private catchUp(): void {
    const { statedRate, grid } = this;
    const { ticks, complete } = this.timeline;
    const count = complete ? ticks.length : ticks.length - 1;
    for (let k = this.times.length; k < count; k++) {
      const sinceFirst = ticks[k] - ticks[0];
      const place = grid.place(sinceFirst);
      const rounded = place !== null && statedRate !== null && !grid.isAt(place, sinceFirst);
      this.times.push(rounded ? place / statedRate : sinceFirst * this.secondsPerTick);
      if (k === 0) continue;
      const step = ticks[k] - ticks[k - 1];
      this.shortestStep = Math.min(this.shortestStep, step);
      this.longestStep = Math.max(this.longestStep, step);
      if (place === null) continue;
      this.steps.set(place - this.place, (this.steps.get(place - this.place) ?? 0) + 1);
      this.place = place;
    }
  }
}
