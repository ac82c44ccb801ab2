import type { MovieInfo } from "../../shared/movie";
import { useStatsStore } from "./stats-store";
import { viewActions } from "./view-store";

/**
 * Flow and view as they are for a movie that was just opened. The colour scale is fitted to the frame on the screen at
 * once, rather than to the next one that comes.
 */
export function resetView(movie: MovieInfo): void {
  const p95Speed = useStatsStore.getState().stats?.report?.p95Speed ?? null;
  viewActions.reset(movie.width, movie.height, p95Speed);
}
