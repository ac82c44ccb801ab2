import { useEffect, useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import { axesInWords, isInPixels } from "../../../shared/measure/calibration";
import type { MovieInfo } from "../../../shared/movie";
import { KINOFLOW_VERSION } from "../../../shared/version";
import { stopCurves } from "../../analysis/follow-curves";
import { request } from "../../api";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { describeFlow, shortFlowName } from "../../lib/methods";
import { markedRange, targetRange } from "../../playback/marks";
import { useCurveStore } from "../../stores/curve-store";
import { closeDialog } from "../../stores/dialog-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { currentCuts } from "../../stores/scene-cuts";
import { currentUnits } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";
import { currentTexts, useTexts } from "../../texts/use-texts";

/** Saves what the probes have in every frame of the marked range, or of the whole movie. */
export function ProbeTableDialog({ movie }: { readonly movie: MovieInfo }) {
  const all = useTexts();
  const { common, curves: texts } = all;
  const flow = useViewStore((view) => view.flow);
  const marks = usePlaybackStore((state) => state.marks);
  const writing = useCurveStore((state) => state.writing);
  const [busy, setBusy] = useState(false);
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<ErrorValue | null>(null);
  const range = targetRange(marks, movie.frameCount);
  const marked = markedRange(marks, movie.frameCount);
  // Nothing goes on behind a dialog that is gone.
  useEffect(() => () => void (useCurveStore.getState().writing !== null && stopCurves()), []);

  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setWritten(null);
    const outcome = await request("curves:save-table", tableOf(movie, range));
    setBusy(false);
    if (!outcome.ok) setError(outcome.error);
    else if (outcome.value.status !== "cancelled") {
      const { fileName, frames } = outcome.value;
      const words = currentTexts();
      setWritten(words.curves.written(fileName, words.common.frames(frames)));
    }
  };
  return (
    <Modal
      title={texts.dialogTitle}
      closable={!busy}
      onClose={closeDialog}
      actions={
        <>
          {busy ? (
            <button type="button" className="button" onClick={stopCurves}>
              {common.cancel}
            </button>
          ) : (
            <button type="button" className="button" onClick={closeDialog}>
              {common.close}
            </button>
          )}
          <button
            type="button"
            className="button button--primary"
            disabled={busy}
            onClick={() => void save()}
          >
            {texts.start}
          </button>
        </>
      }
    >
      <p>{texts.dialogAbout}</p>
      <p className="quiet">{describeFlow(flow, all)}</p>
      <p>
        {marked === null
          ? texts.whole(common.frames(movie.frameCount))
          : texts.marked(range.start, range.end)}
      </p>
      <div className="table-export__state">
        {written !== null && <p role="status">{written}</p>}
        {writing !== null && (
          <Progress
            label={texts.reading(writing.done, writing.total)}
            share={writing.done / Math.max(writing.total, 1)}
          />
        )}
        {error !== null && <Failure error={error} className="" />}
      </div>
    </Modal>
  );
}

function tableOf(movie: MovieInfo, { start, end }: { readonly start: number; readonly end: number }) {
  const { flow, deinterlace, pins } = useViewStore.getState();
  const { calibration } = currentUnits();
  return {
    calibration,
    ...{ token: movie.token, flow, deinterlace: movie.interlaced && deinterlace, start, end },
    probes: pins.map(({ number, x, y }) => ({ number, x, y })),
    about: [
      `Kinoflow ${KINOFLOW_VERSION}: ${movie.name.slice(0, 200)}`,
      `method ${shortFlowName(flow)}`,
      ...(isInPixels(calibration)
        ? [
            "motion from each frame to the next in movie pixels, u to the right, v down",
            "direction clockwise from the right",
          ]
        : [axesInWords(calibration), "direction from x towards y"]),
    ]
      .join("; ")
      .slice(0, 1000),
    cuts: currentCuts().flatMap((cut) => (cut - 1 >= start && cut - 1 <= end ? [cut - 1] : [])),
  };
}
