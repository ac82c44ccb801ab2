import type { MovieInfo } from "../../shared/movie";
import { viewActions } from "./view-store";

/** Flow and view as they are for a movie that was just opened. */
export function resetView(movie: MovieInfo): void {
  viewActions.reset(movie.width, movie.height);
}
