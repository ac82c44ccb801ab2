import type { AnalysisState } from "../../../shared/analysis";
import type { MovieInfo } from "../../../shared/movie";
import type { Texts } from "../../../shared/texts/texts";
import type { AnalysisTable } from "../../lib/analysis-table";

/** What has been analysed, when nothing is under way; null when there is nothing to say. */
export function analysedText(
  state: AnalysisState | null,
  table: Pick<AnalysisTable, "key" | "count"> | null,
  movie: Pick<MovieInfo, "frameCount">,
  { analysed }: Texts["analysis"],
): string | null {
  // The latest analysis may have been one with the settings from before.
  if (state !== null && state.total > 0 && state.key === table?.key) {
    return analysed(state.done, state.total);
  }
  return table !== null && table.count > 0 ? analysed(table.count, movie.frameCount) : null;
}
