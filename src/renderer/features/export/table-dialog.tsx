import { useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import { sameFigures } from "../../../shared/figures";
import type { MovieInfo } from "../../../shared/movie";
import { pairingOf, strideOf } from "../../../shared/pairing";
import { request } from "../../api";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { figuresSentence } from "../../lib/figures-text";
import { sameFlowParameters } from "../../lib/flow-parameters";
import { describeFlow } from "../../lib/methods";
import { type MissingFrames, missingFrames, rangesText } from "../../lib/missing-frames";
import { useCurrentAnalysisTable, useFigureChoice } from "../../stores/analysis-figures";
import { useAnalysisStore } from "../../stores/analysis-store";
import { closeDialog } from "../../stores/dialog-store";
import { currentUnits } from "../../stores/units-store";
import { analysisWishOf, tableWishOf } from "../../stores/view-settings";
import { useViewStore } from "../../stores/view-store";
import { currentTexts, useTexts } from "../../texts/use-texts";

/** Exports the figures of all frames; where some are not analysed yet, says which, and offers to do that first. */
export function TableDialog({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const { common, table: words } = texts;
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<ErrorValue | null>(null);
  const [choosing, setChoosing] = useState(false);
  const table = useCurrentAnalysisTable();
  const figures = useFigureChoice();
  const flow = useViewStore((view) => view.flow);
  const stride = strideOf(pairingOf(flow));
  const missing = missingFrames(table?.known ?? new Uint8Array(0), movie.frameCount, stride);
  const all = Math.ceil(movie.frameCount / stride);
  const share = useAnalysedShare();

  const save = async (): Promise<void> => {
    setChoosing(true);
    setError(null);
    const { calibration } = currentUnits();
    const wish = { ...tableWishOf(movie, useViewStore.getState()), calibration };
    const outcome = await request("analysis:save-table", wish);
    setChoosing(false);
    if (!outcome.ok) setError(outcome.error);
    else if (outcome.value.status !== "cancelled") {
      const { fileName, frames } = outcome.value;
      setWritten(currentTexts().table.written(fileName, currentTexts().common.frames(frames)));
    }
  };
  const analyse = async (): Promise<void> => {
    setError(null);
    setWritten(null);
    const outcome = await request("analysis:run", {
      ...analysisWishOf(movie, useViewStore.getState()),
      start: 0,
      end: movie.frameCount - 1,
    });
    if (!outcome.ok) setError(outcome.error);
  };

  const complete = missing.count === 0;
  return (
    <Modal
      title={words.title}
      closable={!choosing}
      onClose={closeDialog}
      actions={
        <>
          <button type="button" className="button" disabled={choosing} onClick={closeDialog}>
            {common.close}
          </button>
          {!complete && (
            <button
              type="button"
              className="button"
              disabled={choosing || missing.count === all}
              onClick={() => void save()}
            >
              {words.exportKnown}
            </button>
          )}
          <button
            type="button"
            className="button button--primary"
            title={movie.indexComplete || complete ? undefined : texts.analysis.stillIndexing}
            disabled={choosing || (!complete && (share !== null || !movie.indexComplete))}
            onClick={() => void (complete ? save() : analyse())}
          >
            {complete ? words.start : words.analyseFirst}
          </button>
        </>
      }
    >
      <p>{words.about}</p>
      <p className="quiet">{describeFlow(flow, texts)}</p>
      <p className="quiet">{figuresSentence(figures, texts.figures)}</p>
      <div className="table-export__state">
        {/* Numbers that count up are no news. */}
        <p role={share === null ? "status" : undefined}>
          {written ?? <Missing all={all} missing={missing} />}
        </p>
        {share !== null && !complete && <Progress label={texts.analysis.label} share={share} />}
        {error !== null && <Failure error={error} className="" />}
      </div>
    </Modal>
  );
}

function Missing({ all, missing }: { readonly all: number; readonly missing: MissingFrames }) {
  const { common, table } = useTexts();
  if (missing.count === 0) return table.complete(common.frames(all));
  if (missing.count === all) return table.nothing;
  return table.missing(missing.count, rangesText(missing, table.missingAndMore));
}

/** How much of an analysis with the present flow is done, 0 to 1; null while none is under way. */
function useAnalysedShare(): number | null {
  const state = useAnalysisStore((store) => store.state);
  const flow = useViewStore((view) => view.flow);
  const figures = useFigureChoice();
  if (state === null || state.status === "idle") return null;
  if (!sameFlowParameters(state.parameters, flow) || !sameFigures(state.figures, figures)) return null;
  return state.done / Math.max(state.total, 1);
}
