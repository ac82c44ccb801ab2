import type { Engine } from "../engine/engine";
import { type SuggestOptions, suggestForMovie } from "../engine/flow/suggest";
import type { Recording } from "../engine/recording/recording";
import type { FlowSuggestion } from "../shared/suggestion";
import type { HandlersOf } from "./ipc-router";
import { LongJob } from "./long-job";
import type { OpenMovies } from "./movie-service";

/** Measures the open movie to suggest how to compute its flow, one time at a time. */
export class SuggestService {
  readonly #job = new LongJob("measurementRunning");
  readonly #engine: () => Promise<Engine>;

  constructor(engine: () => Promise<Engine>) {
    this.#engine = engine;
  }

  /** @throws KinoflowError `busy`, `cancelled`, and what {@link suggestForMovie} fails with */
  run(
    { movie }: { readonly movie: Recording },
    wish: Pick<SuggestOptions, "pairing" | "deinterlace">,
  ): Promise<FlowSuggestion> {
    return this.#job.run(async (signal) => {
      const { pools } = await this.#engine();
      return pools.use((pool) => suggestForMovie(pool, movie, { ...wish, signal }));
    });
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"flow:suggest" | "flow:suggest-cancel"> {
    return {
      "flow:suggest": ({ token, ...wish }) => this.run(movies.require(token), wish),
      "flow:suggest-cancel": () => this.cancel(),
    };
  }

  cancel(): void {
    this.#job.cancel();
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#job.idle;
  }
}
