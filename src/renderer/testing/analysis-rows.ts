import { ANALYSIS_COLUMNS, type AnalysisRows, type FrameAnalysis } from "../../shared/analysis";

/** Rows as main sends them, for tests; columns that a row does not name are NaN. */
export function analysisRows(
  key: string,
  rows: readonly (Partial<FrameAnalysis> & { readonly frame: number })[],
): AnalysisRows {
  return {
    token: "t",
    key,
    frames: Int32Array.from(rows, ({ frame }) => frame),
    values: Float32Array.from(
      rows.flatMap((row) => ANALYSIS_COLUMNS.map((column) => row[column] ?? Number.NaN)),
    ),
  };
}
