import { useId } from "react";
import type { MovieInfo } from "../../../../shared/movie";
import { ChoiceField } from "../../../components/choice-field";
import { REGION_FIGURES } from "../../../lib/region-values";
import { isSingleFrame } from "../../../playback/movie-growth";
import { useAnalysisStore, useAnalysisTable } from "../../../stores/analysis-store";
import { openDialog } from "../../../stores/dialog-store";
import { regionCurves } from "../../../stores/region-curves";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { analyse } from "../../timeline/analysis-controls";

/** What becomes of the regions over time: which figure is drawn on the timeline, and the table. */
export function RegionCurvesPanel({ movie }: { readonly movie: MovieInfo }) {
  const { regions: texts } = useTexts();
  const regions = useViewStore((state) => state.marks.regions);
  const figure = regionCurves.useFigure((state) => state.figure);
  const table = useAnalysisTable();
  const isIdle = useAnalysisStore(({ state }) => state === null || state.status === "idle");
  const titleId = useId();
  if (regions.length === 0 || isSingleFrame(movie)) return null;
  const analysed = table === null ? 0 : table.count;
  const uncounted = regions.filter((region) => (regionCurves.tableOf(region)?.count ?? 0) < analysed);
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.curves}
      </h2>
      {analysed === 0 ? (
        <p className="quiet">{texts.analyseFirst}</p>
      ) : (
        uncounted.length > 0 &&
        isIdle && (
          <p className="quiet" role="status">
            {texts.analyseAgain(uncounted.map(({ name }) => name).join(", "))}
          </p>
        )
      )}
      <ChoiceField
        label={texts.curvesOf}
        title={texts.curvesNote}
        choices={REGION_FIGURES.map((value) => ({ value, label: texts.names[value] }))}
        value={figure}
        onChange={regionCurves.choose}
      />
      <div className="probes__actions">
        {isIdle && (analysed === 0 || uncounted.length > 0) && (
          <button
            type="button"
            className="button button--small"
            disabled={!movie.indexComplete}
            onClick={() => void analyse(movie)}
          >
            {texts.analyse}
          </button>
        )}
        <button
          type="button"
          className="button button--small"
          title={texts.tableNote}
          onClick={() => openDialog("table")}
        >
          {texts.table}
        </button>
      </div>
    </section>
  );
}
