import type { Engine } from "../engine/engine";
import { surveyMovie } from "../engine/flow/survey";
import { cancelledError } from "../shared/errors";
import type { MovieSurvey } from "../shared/survey";
import type { OpenMovie } from "./movie-service";

/** Surveys the open movie in the background, once. */
export class SurveyService {
  private control: AbortController | null = null;
  private token = "";
  private survey: Promise<MovieSurvey> = Promise.reject(cancelledError());

  constructor(private readonly engine: () => Promise<Engine>) {
    this.survey.catch(() => undefined);
  }

  /** @throws KinoflowError `cancelled` when the movie is closed meanwhile, and what reading it may end with */
  of(open: OpenMovie): Promise<MovieSurvey> {
    const { token } = open.info;
    if (token !== this.token) {
      this.cancel();
      this.token = token;
      this.control = new AbortController();
      const survey = this.run(open, this.control.signal);
      this.survey = survey;
      // Whoever asks after a failure has it begun anew.
      survey.catch(() => {
        if (this.survey === survey) this.token = "";
      });
    }
    return this.survey;
  }

  /** Ends what is under way; the next one who asks has it begun anew. */
  cancel(): void {
    this.control?.abort();
    this.control = null;
    this.token = "";
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.survey.catch(() => undefined);
  }

  private async run({ movie, session }: OpenMovie, signal: AbortSignal): Promise<MovieSurvey> {
    const ended = new Promise<never>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(cancelledError()), { once: true });
    });
    ended.catch(() => undefined);
    // Of a movie that is still being indexed nobody knows yet what is spread over all of it.
    await Promise.race([movie.indexed, ended]);
    const { pools } = await this.engine();
    const quiet = (): Promise<unknown> => session.quiet;
    return pools.use((pool) => surveyMovie(pool, movie, { signal, quiet }));
  }
}
