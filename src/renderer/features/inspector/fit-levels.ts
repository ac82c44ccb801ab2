import { wholeLevels } from "../../../shared/frame-picture";
import { chooseLevels, useLevelsStore } from "../../stores/levels-store";
import { useMovieStore } from "../../stores/movie-store";

/** Why levels cannot be set now; null where they can. */
export function levelsObstacle(): "notGrey" | "notMeasured" | null {
  if (!useMovieStore.getState().movie?.grey) return "notGrey";
  return useLevelsStore.getState().known === null ? "notMeasured" : null;
}

/** Fits the levels to the grey values of the whole recording, because a person asked for it. */
export function fitLevels(): void {
  const { known } = useLevelsStore.getState();
  if (known !== null) chooseLevels(known.fitted);
}

/** Shows all values that the recording can have. */
export function showWholeRange(): void {
  const { movie } = useMovieStore.getState();
  if (movie?.grey) chooseLevels(wholeLevels(movie.depth));
}
