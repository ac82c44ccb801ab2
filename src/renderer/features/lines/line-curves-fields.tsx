import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { isSingleFrame } from "../../playback/movie-growth";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { openDialog } from "../../stores/dialog-store";
import { LINE_FIGURES, lineCurves } from "../../stores/line-curves";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { analyse } from "../timeline/analysis-controls";

/** Which figure of the lines is drawn on the timeline, and the table of all frames. */
export function LineCurvesFields({ movie }: { readonly movie: MovieInfo }) {
  const { lines: texts, regions: words } = useTexts();
  const lines = useViewStore((state) => state.marks.lines);
  const figure = lineCurves.useFigure((state) => state.figure);
  const table = useAnalysisTable();
  const isIdle = useAnalysisStore(({ state }) => state === null || state.status === "idle");
  if (isSingleFrame(movie)) return null;
  const analysed = table === null ? 0 : table.count;
  const uncounted = lines.filter((line) => (lineCurves.tableOf(line)?.count ?? 0) < analysed);
  const canAnalyse = isIdle && (analysed === 0 || uncounted.length > 0);
  return (
    <>
      <h3 className="panel__subtitle">{texts.curves}</h3>
      {analysed === 0 ? (
        <p className="quiet">{texts.analyseFirst}</p>
      ) : (
        canAnalyse && (
          <p className="quiet" role="status">
            {words.analyseAgain(uncounted.map(({ name }) => name).join(", "))}
          </p>
        )
      )}
      <ChoiceField
        label={texts.curvesOf}
        title={texts.curvesNote}
        choices={LINE_FIGURES.map((value) => ({ value, label: texts.names[value] }))}
        value={figure}
        onChange={lineCurves.choose}
      />
      <div className="probes__actions">
        {canAnalyse && (
          <button
            type="button"
            className="button button--small"
            aria-label={texts.analyse}
            disabled={!movie.indexComplete}
            onClick={() => void analyse(movie)}
          >
            {words.analyse}
          </button>
        )}
        <button
          type="button"
          className="button button--small"
          aria-label={texts.tableOf(words.table)}
          title={texts.tableNote}
          onClick={() => openDialog("table")}
        >
          {words.table}
        </button>
      </div>
    </>
  );
}
