import type { MovieInfo } from "../../../shared/movie";
import { indexedShare } from "../../playback/movie-growth";

/** Says how far the index is, while it is being made. */
export function IndexingNote({ movie }: { readonly movie: MovieInfo }) {
  if (movie.indexComplete) return null;
  return (
    <span
      className="transport__indexing quiet"
      title="The frames of the movie are being listed; what is hatched can be gone to when they are"
    >
      Indexing… {Math.floor(100 * indexedShare(movie))} %
    </span>
  );
}
