import type { MovieInfo } from "../../../shared/movie";
import { indexingText } from "../../playback/movie-growth";

/** Says how far the index is, while it is being made. */
export function IndexingNote({ movie }: { readonly movie: MovieInfo }) {
  const text = indexingText(movie);
  if (text === null) return null;
  return (
    <span
      className="transport__indexing quiet"
      title="The frames of the movie are being listed; what is hatched can be gone to when they are"
    >
      {text}
    </span>
  );
}
