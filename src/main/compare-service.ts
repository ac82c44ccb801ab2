import type { Engine } from "../engine/engine";
import { compareMethods } from "../engine/flow/compare";
import { PairFinder } from "../engine/flow/pair-finder";
import type { ComparisonReport } from "../shared/comparison";
import { failure } from "../shared/errors";
import type { EventPayloads } from "../shared/ipc";
import type { Pairing } from "../shared/pairing";
import type { HandlersOf } from "./ipc-router";
import { LongJob } from "./long-job";
import type { OpenMovie, OpenMovies } from "./movie-service";

/** Runs the implementations side by side on the pair of frames on the screen. */
export class CompareService {
  readonly #job = new LongJob("comparisonRunning");
  readonly #engine: () => Promise<Engine>;
  readonly #workerUrl: URL;
  readonly #onProgress: (progress: EventPayloads["compare:progress"]) => void;

  constructor(
    engine: () => Promise<Engine>,
    workerUrl: URL,
    onProgress: (progress: EventPayloads["compare:progress"]) => void,
  ) {
    this.#engine = engine;
    this.#workerUrl = workerUrl;
    this.#onProgress = onProgress;
  }

  run(
    { movie, info }: OpenMovie,
    frame: number,
    pairing: Pairing,
    deinterlace: boolean,
    windowRadius: number,
  ): Promise<ComparisonReport> {
    return this.#job.run(async (signal) => {
      // Frames of its own: the ones on the screen may go while a slow implementation is at work.
      const { pools, kernel } = await this.#engine();
      const hold = pools.hold();
      const frames = movie.openFrames(hold.pool.heap, { budgetBytes: 0, deinterlace });
      try {
        const other = await new PairFinder(movie, frames).second(frame, pairing, signal);
        if (other === null) throw failure("nothingAfterLastFrame");
        const first = await frames.get(frame, signal);
        const second = await frames.get(other, signal);
        return await compareMethods({
          workerUrl: this.#workerUrl,
          kernel,
          current: {
            width: info.width,
            height: info.height,
            first: first.meta.samples,
            second: second.meta.samples,
          },
          windowRadius,
          signal,
          onProgress: this.#onProgress,
        });
      } finally {
        await frames.close();
        hold.release();
      }
    });
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"compare:run" | "compare:cancel"> {
    return {
      "compare:run": ({ token, frame, pairing, deinterlace, windowRadius }) =>
        this.run(movies.require(token), frame, pairing, deinterlace, windowRadius),
      "compare:cancel": () => this.cancel(),
    };
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#job.idle;
  }

  cancel(): void {
    this.#job.cancel();
  }
}
