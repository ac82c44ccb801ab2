import { type FigureChoice, sameFigures } from "../../shared/figures";
import type { AnalysisTable } from "../lib/analysis-table";
import { analysisTables, useAnalysisTable } from "./analysis-store";
import { useViewStore } from "./view-store";

/** What the figures of the analysis on the screen are over. */
export interface AnalysisFigures {
  readonly figures: FigureChoice;
  /** What the settings ask for: the rows are of other pixels where the two differ. */
  readonly wanted: FigureChoice;
  readonly outdated: boolean;
}

/** Null while nothing is analysed; whoever asks is rendered again when it changes. */
export function useAnalysisFigures(): AnalysisFigures | null {
  const table = useAnalysisTable();
  const wanted = useFigureChoice();
  if (table === null || table.count === 0) return null;
  const { figures } = analysisTables;
  return { figures, wanted, outdated: !sameFigures(figures, wanted) };
}

/** The rows of the analysis with the present settings; null where those on the screen are of other pixels. */
export function useCurrentAnalysisTable(): AnalysisTable | null {
  const table = useAnalysisTable();
  const figures = useAnalysisFigures();
  return figures?.outdated ? null : table;
}

/** The choice of pixels with the present settings; whoever asks is rendered again when it changes. */
export function useFigureChoice(): FigureChoice {
  const figurePixels = useViewStore((state) => state.figurePixels);
  const minimumReliability = useViewStore((state) => state.overlay.minimumReliability);
  return { figurePixels, minimumReliability };
}
