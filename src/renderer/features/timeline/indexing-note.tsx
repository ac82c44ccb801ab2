import type { MovieInfo } from "../../../shared/movie";
import { indexingText } from "../../playback/movie-growth";
import { useTexts } from "../../texts/use-texts";

/** Says how far the index is, while it is being made. */
export function IndexingNote({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const text = indexingText(movie, texts);
  if (text === null) return null;
  return (
    <span className="timeline__indexing quiet" title={texts.indexing.title}>
      {text}
    </span>
  );
}
