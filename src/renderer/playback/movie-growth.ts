import type { MovieIndexUpdate, MovieInfo } from "../../shared/movie";
import type { Texts } from "../../shared/texts/texts";

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

type IndexedMovie = Pick<
  MovieInfo,
  "frameCount" | "expectedFrameCount" | "indexComplete" | "duration" | "frameRate"
>;

/**
 * Frames that the timeline spans. While there may be more than are known: as many as the file promises or, where it
 * promises nothing, as many as its duration has room for.
 */
export function movieSpan({
  frameCount,
  expectedFrameCount,
  indexComplete,
  duration,
  frameRate,
}: IndexedMovie): number {
  if (indexComplete) return frameCount;
  const expected = expectedFrameCount > frameCount ? expectedFrameCount : Math.round(duration * frameRate);
  return Math.max(frameCount, expected);
}

/** True while no second frame is known: there is nowhere to go, nothing to mark, and no motion. */
export function isSingleFrame({ frameCount }: Pick<IndexedMovie, "frameCount">): boolean {
  return frameCount < 2;
}

/** True where no second frame will ever come: a single picture, which has no line of time. */
export function isStill(movie: Pick<IndexedMovie, "frameCount" | "indexComplete">): boolean {
  return movie.indexComplete && isSingleFrame(movie);
}

/** Share of the movie that is indexed, 0 to 1; null where nobody can tell. */
export function indexedShare(movie: IndexedMovie): number | null {
  if (movie.indexComplete) return 1;
  const span = movieSpan(movie);
  return span > movie.frameCount ? movie.frameCount / span : null;
}

/** "Indexing… 43 %": how far the index is; null when it is complete. */
export function indexingText(movie: IndexedMovie, { indexing }: Pick<Texts, "indexing">): string | null {
  if (movie.indexComplete) return null;
  const share = indexedShare(movie);
  return share === null ? indexing.text : indexing.share(Math.floor(100 * share));
}
