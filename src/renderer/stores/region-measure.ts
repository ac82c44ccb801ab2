import { pairingOf } from "../../shared/pairing";
import type { RegionMeasure } from "../lib/region-values";
import { useMovieStore } from "./movie-store";
import { useViewStore } from "./view-store";

/** What figures of regions are said in now; null without a recording. */
export function currentRegionMeasure(): RegionMeasure | null {
  const { movie } = useMovieStore.getState();
  if (movie === null) return null;
  const { marks, flow } = useViewStore.getState();
  const { times, frameCount } = movie;
  return { calibration: marks.calibration, grid: movie, pairing: pairingOf(flow), times, frameCount };
}
