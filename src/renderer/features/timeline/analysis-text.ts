import type { AnalysisState } from "../../../shared/analysis";
import type { MovieInfo } from "../../../shared/movie";
import type { AnalysisTable } from "../../analysis/analysis-table";

/** What has been analysed, when nothing is under way; null when there is nothing to say. */
export function analysedText(
  state: AnalysisState | null,
  table: Pick<AnalysisTable, "key" | "count"> | null,
  movie: Pick<MovieInfo, "frameCount">,
): string | null {
  // The latest analysis may have been one with the settings from before.
  if (state !== null && state.total > 0 && state.key === table?.key) {
    return `Analysed ${state.done} of ${state.total} frames`;
  }
  return table !== null && table.count > 0 ? `Analysed ${table.count} of ${movie.frameCount} frames` : null;
}
