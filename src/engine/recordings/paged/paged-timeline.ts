import { inverse, rationalOf } from "../../recording/rational";
import type { Rational, Timeline } from "../../recording/timeline";
import type { PagedFile, PageTiming } from "./paged-file";

/** Frames per second of pages whose file says nothing of time. */
export const ASSUMED_RATE = 25;
/** Ticks a second, for times of pages. */
const FINE_TICKS = 1_000_000;

/** When the pages of a file are shown. */
export class PagedTimeline implements Timeline {
  readonly fileStart = 0;
  readonly timeBase: Rational;
  private readonly ticksOf: (page: number) => number;
  private known = new Float64Array(0);
  private filled = 0;
  private done = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly file: PagedFile) {
    const { timeBase, ticksOf } = clockOf(file);
    this.timeBase = timeBase;
    this.ticksOf = ticksOf;
    file.onGrowth(() => this.announce());
    void file.listed.then(() => {
      this.done = true;
      this.announce();
    });
  }

  get count(): number {
    return this.file.pageCount;
  }

  get complete(): boolean {
    return this.done;
  }

  get ticks(): Float64Array {
    const { count, known } = this;
    if (known.length < count) {
      this.known = new Float64Array(Math.max(count, 2 * known.length));
      this.known.set(known);
    }
    // Times of pages that are not listed yet are not known either.
    for (; this.filled < count; this.filled++) this.known[this.filled] = this.ticksOf(this.filled);
    return this.known.subarray(0, count);
  }

  get lastDuration(): number {
    const { ticks, count } = this;
    return count > 1 ? ticks[count - 1] - ticks[count - 2] : this.ticksOf(1) - this.ticksOf(0);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private announce(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** Frames per second of a steady timing; null where pages have times of their own. */
export function rateOf(timing: PageTiming): number | null {
  switch (timing.kind) {
    case "rate":
      return timing.framesPerSecond;
    case "unknown":
      return ASSUMED_RATE;
    case "times":
      return null;
  }
}

/** Frames per second on the whole. */
export function meanRateOf(timing: PageTiming): number {
  if (timing.kind !== "times") return rateOf(timing) ?? ASSUMED_RATE;
  const { seconds } = timing;
  const span = seconds[seconds.length - 1] - seconds[0];
  return span > 0 ? (seconds.length - 1) / span : ASSUMED_RATE;
}

function clockOf(file: PagedFile): {
  readonly timeBase: Rational;
  readonly ticksOf: (page: number) => number;
} {
  const rate = rateOf(file.timing);
  if (rate !== null) return { timeBase: inverse(rationalOf(rate)), ticksOf: (page) => page };
  const ticks: number[] = [];
  const ticksOf = (page: number): number => {
    // More become known while pages are being listed.
    const { timing } = file;
    const seconds = timing.kind === "times" ? timing.seconds : new Float64Array(0);
    while (ticks.length <= page && ticks.length < seconds.length) {
      const rounded = Math.round((seconds[ticks.length] - seconds[0]) * FINE_TICKS);
      // Times that do not rise would name two pages alike.
      ticks.push(Math.max(rounded, (ticks.at(-1) ?? Number.NEGATIVE_INFINITY) + 1));
    }
    return ticks[page] ?? (ticks.at(-1) ?? -1) + 1 + page - ticks.length;
  };
  return { timeBase: { numerator: 1, denominator: FINE_TICKS }, ticksOf };
}
