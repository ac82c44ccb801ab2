import { inverse, product, rationalOf } from "./rational";
import type { Rational, Timeline } from "./timeline";

/** What is said of times by something else than the file's timestamps. */
export interface Retiming {
  /** Frames per second: frame k is shown at k / rate. */
  readonly rate: number | null;
  /** Seconds of each frame from the first one on, and seconds of their last digit. */
  readonly times: { readonly seconds: Float64Array; readonly resolution: number } | null;
  /** Frames per second at which frames were taken that are stored at another rate: all times are that much shorter. */
  readonly capture: { readonly captured: number; readonly stored: number } | null;
}

/** Ticks of a second that a time base may have, for containers of exports. */
const MOST_TICKS = 2 ** 30;
const MICROSECONDS: Rational = { numerator: 1, denominator: 1_000_000 };

/** A timeline of other times; the timeline itself where nothing is said. A rate goes before times. */
export function retimed(own: Timeline, { rate, times, capture }: Retiming): Timeline {
  let timeline = own;
  if (rate !== null) {
    timeline = new RetimedTimeline(own, inverse(rationalOf(rate)), (frame) => frame);
  } else if (times) {
    const denominator = Math.round(1 / times.resolution);
    const ticksOf = (frame: number): number => Math.round(times.seconds[frame] * denominator);
    timeline = new RetimedTimeline(own, { numerator: 1, denominator }, ticksOf);
  }
  return capture ? scaled(timeline, capture) : timeline;
}

function scaled(
  own: Timeline,
  { captured, stored }: { readonly captured: number; readonly stored: number },
): Timeline {
  const timeBase = product(own.timeBase, product(rationalOf(stored), inverse(rationalOf(captured))));
  if (timeBase.denominator <= MOST_TICKS && timeBase.numerator <= MOST_TICKS) {
    return new RetimedTimeline(own, timeBase, (frame) => own.ticks[frame] - own.ticks[0]);
  }
  const microseconds = (timeBase.numerator / timeBase.denominator) * MICROSECONDS.denominator;
  return new RetimedTimeline(own, MICROSECONDS, (frame) =>
    Math.round((own.ticks[frame] - own.ticks[0]) * microseconds),
  );
}

/** The frames of a timeline at other times, which count from its first frame. */
class RetimedTimeline implements Timeline {
  readonly fileStart = 0;
  #ticks = new Float64Array(0);
  #known = 0;

  constructor(
    private readonly own: Timeline,
    readonly timeBase: Rational,
    private readonly ticksOf: (frame: number) => number,
  ) {}

  get count(): number {
    return this.own.count;
  }

  get complete(): boolean {
    return this.own.complete;
  }

  get ticks(): Float64Array {
    const { count } = this.own;
    if (count > this.#ticks.length) {
      const wider = new Float64Array(Math.max(count, 2 * this.#ticks.length));
      wider.set(this.#ticks);
      this.#ticks = wider;
    }
    for (; this.#known < count; this.#known++) this.#ticks[this.#known] = this.ticksOf(this.#known);
    return this.#ticks.subarray(0, count);
  }

  /** As long as frames usually are: what the file says is of its own times. */
  get lastDuration(): number {
    const { count } = this.own;
    return count > 1 ? (this.ticks[count - 1] - this.ticks[0]) / (count - 1) : 0;
  }

  subscribe(listener: () => void): () => void {
    return this.own.subscribe(listener);
  }
}
