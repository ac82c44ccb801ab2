import { create } from "zustand";
import type { AnalysisState } from "../../shared/analysis";
import { type AnalysisTable, AnalysisTables } from "../lib/analysis-table";
import { regionTables } from "./region-tables";

/** The rows of the analysis. Outside the store: what draws them reads them as they are. */
export const analysisTables = new AnalysisTables();

export interface AnalysisStoreState {
  /** Where the analysis stands; null until main has told. */
  readonly state: AnalysisState | null;
  /** Grows with every change of the rows on the screen, so that whoever draws them knows. */
  readonly version: number;
}

export const useAnalysisStore = create<AnalysisStoreState>()(() => ({ state: null, version: 0 }));

/** Tells that the rows on the screen have changed. */
export function publishAnalysisRows(): void {
  useAnalysisStore.setState(({ version }) => ({ version: version + 1 }));
}

/** Forgets the analysis of the movie before. */
export function clearAnalysis(): void {
  analysisTables.clear();
  regionTables.clear();
  useAnalysisStore.setState(({ version }) => ({ state: null, version: version + 1 }));
}

/** The rows on the screen; whoever asks is rendered again when they change. */
export function useAnalysisTable(): AnalysisTable | null {
  useAnalysisStore((store) => store.version);
  return analysisTables.shown;
}
