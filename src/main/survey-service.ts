import type { Engine } from "../engine/engine";
import { surveyMovie } from "../engine/flow/survey";
import { cancelledError } from "../shared/errors";
import { type Pairing, pairingKey } from "../shared/pairing";
import type { MovieSurvey } from "../shared/survey";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovie, OpenMovies } from "./movie-service";

/** Surveys the open movie in the background, once as long as its frames are compared in one way. */
export class SurveyService {
  #control: AbortController | null = null;
  /** What it is of. */
  #wish = "";
  #survey: Promise<MovieSurvey> = Promise.reject(cancelledError());
  readonly #engine: () => Promise<Engine>;

  constructor(engine: () => Promise<Engine>) {
    this.#engine = engine;
    this.#survey.catch(() => undefined);
  }

  /** @throws KinoflowError `cancelled` when the movie is closed meanwhile, and what reading it may end with */
  of(open: OpenMovie, pairing: Pairing): Promise<MovieSurvey> {
    const wish = `${open.info.token} ${pairingKey(pairing)}`;
    if (wish !== this.#wish) {
      this.cancel();
      this.#wish = wish;
      this.#control = new AbortController();
      const survey = this.#run(open, pairing, this.#control.signal);
      this.#survey = survey;
      // Whoever asks after a failure has it begun anew.
      survey.catch(() => {
        if (this.#survey === survey) this.#wish = "";
      });
    }
    return this.#survey;
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"movie:survey"> {
    return {
      "movie:survey": ({ token, pairing }) => this.of(movies.require(token), pairing),
    };
  }

  /** Ends what is under way; the next one who asks has it begun anew. */
  cancel(): void {
    this.#control?.abort();
    this.#control = null;
    this.#wish = "";
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#survey.catch(() => undefined);
  }

  async #run({ movie, session }: OpenMovie, pairing: Pairing, signal: AbortSignal): Promise<MovieSurvey> {
    const ended = new Promise<never>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(cancelledError()), { once: true });
    });
    ended.catch(() => undefined);
    // Of a movie that is still being indexed nobody knows yet what is spread over all of it.
    await Promise.race([movie.indexed, ended]);
    const { pools } = await this.#engine();
    const quiet = (): Promise<unknown> => session.quiet;
    return pools.use((pool) => surveyMovie(pool, movie, { pairing, signal, quiet }));
  }
}
