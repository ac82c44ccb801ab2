import type { MovieIndexUpdate, MovieInfo } from "../../shared/movie";

/**
 * The open movie while its index is being made. Every update gives a new {@link MovieInfo}, so that React sees the
 * change, but all of them share one list of times that only ever gets longer: what a piece of the index costs depends
 * on that piece, not on the length of the movie. `frameCount` says how much of the list a `MovieInfo` speaks of.
 */
export class MovieGrowth {
  readonly #times: number[];
  #movie: MovieInfo;

  constructor(movie: MovieInfo) {
    this.#times = movie.times.slice(0, movie.frameCount);
    this.#movie = { ...movie, times: this.#times };
  }

  get movie(): MovieInfo {
    return this.#movie;
  }

  /** Takes an update in; false when it is about another movie. Frames that are known already stay as they are. */
  take(update: MovieIndexUpdate): boolean {
    if (update.token !== this.#movie.token) return false;
    for (let frame = this.#times.length; frame < update.from + update.times.length; frame += 1) {
      const time = update.times[frame - update.from];
      if (time === undefined)
        throw new RangeError(`The index goes on at frame ${update.from}, not at ${frame}.`);
      this.#times.push(time);
    }
    const { indexComplete, expectedFrameCount, frameRate, variableFrameRate, duration, notices } = update;
    this.#movie = {
      ...this.#movie,
      frameCount: this.#times.length,
      indexComplete,
      expectedFrameCount,
      frameRate,
      variableFrameRate,
      duration,
      notices,
    };
    return true;
  }
}

/** Frames that the timeline spans: those that are known, or those that the file promises while there may be more. */
export function movieSpan(
  movie: Pick<MovieInfo, "frameCount" | "expectedFrameCount" | "indexComplete">,
): number {
  return movie.indexComplete ? movie.frameCount : Math.max(movie.frameCount, movie.expectedFrameCount);
}

/** Share of the movie that is indexed, 0 to 1; below 1 as long as the index is not complete. */
export function indexedShare(
  movie: Pick<MovieInfo, "frameCount" | "expectedFrameCount" | "indexComplete">,
): number {
  if (movie.indexComplete) return 1;
  return Math.min(movie.frameCount / Math.max(movieSpan(movie), 1), 0.99);
}
