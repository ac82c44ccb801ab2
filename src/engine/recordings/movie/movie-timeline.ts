import type { Rational, Timeline } from "../../recording/timeline";
import type { FrameIndex } from "./frame-index";
import type { MovieProbe } from "./probe";

/** When the frames of a movie are shown: what its index lists. */
export class MovieTimeline implements Timeline {
  readonly timeBase: Rational;
  readonly fileStart: number;
  readonly #index: FrameIndex;

  constructor(index: FrameIndex, { timeBase, fileStart }: Pick<MovieProbe, "timeBase" | "fileStart">) {
    this.#index = index;
    this.timeBase = timeBase;
    this.fileStart = fileStart;
  }

  get count(): number {
    return this.#index.count;
  }

  get complete(): boolean {
    return this.#index.complete;
  }

  get ticks(): Float64Array {
    return this.#index.ticks;
  }

  get lastDuration(): number {
    return this.#index.lastDuration;
  }

  subscribe(listener: () => void): () => void {
    return this.#index.subscribe(listener);
  }
}
