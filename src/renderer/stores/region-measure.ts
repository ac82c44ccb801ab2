import type { RegionMeasure } from "../lib/region-values";
import { useMovieStore } from "./movie-store";
import { currentUnits } from "./units-store";

/** What figures of regions are said in now; null without a recording. */
export function currentRegionMeasure(): RegionMeasure | null {
  const { movie } = useMovieStore.getState();
  return movie && { units: currentUnits(), grid: movie, frameCount: movie.frameCount };
}
