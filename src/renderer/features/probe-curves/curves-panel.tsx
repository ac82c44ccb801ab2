import { useId } from "react";
import { stopCurves } from "../../analysis/follow-curves";
import { ChoiceField } from "../../components/choice-field";
import { Progress } from "../../components/progress";
import { useAnalysisTable } from "../../stores/analysis-store";
import { CURVE_QUANTITIES, curveActions, useCurveStore } from "../../stores/curve-store";
import { openDialog } from "../../stores/dialog-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** What becomes of the pinned probes over time. */
export function CurvesPanel() {
  const texts = useTexts().curves;
  const hasPins = useViewStore((state) => state.pins.length > 0);
  const quantity = useCurveStore((state) => state.quantity);
  const table = useAnalysisTable();
  const titleId = useId();
  if (!hasPins) return null;
  const analysed = table !== null && table.count > 0;
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.title}
      </h2>
      <p className="quiet">{analysed ? texts.about : texts.analyseFirst}</p>
      <ChoiceField
        label={texts.quantity}
        title={texts.about}
        choices={CURVE_QUANTITIES.map((value) => ({ value, label: texts.quantityNames[value] }))}
        value={quantity}
        onChange={curveActions.choose}
      />
      <Reading />
      <div className="probes__actions">
        <button
          type="button"
          className="button button--small"
          title={texts.saveTitle}
          onClick={() => openDialog("probe-table")}
        >
          {texts.save}
        </button>
      </div>
    </section>
  );
}

/** How far the reading has come, as long as it goes on. */
function Reading() {
  const texts = useTexts().curves;
  const state = useCurveStore((store) => store.state);
  if (state === null || !state.active) return null;
  const label = texts.reading(state.done, state.total);
  return (
    <div className="curves__row">
      <Progress label={label} share={state.done / Math.max(state.total, 1)} />
      <button type="button" className="button button--small" title={label} onClick={stopCurves}>
        {texts.stop}
      </button>
    </div>
  );
}
