import { useEffect, useRef, useState } from "react";
import type { LumaPreview } from "../../../shared/contract/masks";
import type { ErrorValue } from "../../../shared/errors";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { ChoiceField } from "../../components/choice-field";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { SliderField } from "../../components/slider-field";
import { SwitchField } from "../../components/switch-field";
import { formatNumber } from "../../lib/format";
import { linearScale } from "../../lib/slider-scale";
import { darkFifth, maskedShare, paintThreshold, type Threshold } from "../../lib/threshold-picture";
import { closeDialog } from "../../stores/dialog-store";
import { maskActions } from "../../stores/mask-actions";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Makes a mask of what is dark, or bright, in the frame on the screen. */
export function ThresholdDialog({ movie }: { readonly movie: MovieInfo }) {
  const { common, regions } = useTexts();
  const texts = regions.threshold;
  const [frame] = useState(() => usePlaybackStore.getState().shownFrame ?? 0);
  const hasMask = useViewStore((state) => state.marks.mask.length > 0);
  const [preview, setPreview] = useState<LumaPreview | null>(null);
  const [limit, setLimit] = useState<number | null>(null);
  const [darker, setDarker] = useState(true);
  const [keep, setKeep] = useState(false);
  const [error, setError] = useState<ErrorValue | null>(null);
  const [busy, setBusy] = useState(false);
  const { token, interlaced } = movie;
  const [deinterlace] = useState(() => interlaced && useViewStore.getState().deinterlace);

  useEffect(() => {
    let gone = false;
    void request("mask:luma", { token, frame, deinterlace }).then((outcome) => {
      if (gone) return;
      if (outcome.ok) setPreview(outcome.value);
      else setError(outcome.error);
    });
    return () => {
      gone = true;
    };
  }, [token, frame, deinterlace]);

  const chosen = limit ?? (preview === null ? 0 : darkFifth(preview));
  const use = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const outcome = await request("mask:threshold", { token, frame, deinterlace, limit: chosen, darker });
    setBusy(false);
    if (!outcome.ok) {
      setError(outcome.error);
      return;
    }
    // It is a mask of the recording that it was made for.
    if (useMovieStore.getState().movie?.token !== token) return;
    if (keep) maskActions.add(outcome.value, movie);
    else maskActions.set(outcome.value);
    closeDialog();
  };
  return (
    <Modal
      title={texts.title}
      closable={!busy}
      onClose={closeDialog}
      actions={
        <>
          <button type="button" className="button" disabled={busy} onClick={closeDialog}>
            {common.cancel}
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={busy || preview === null}
            onClick={() => void use()}
          >
            {texts.use}
          </button>
        </>
      }
    >
      <p>{texts.about(frame)}</p>
      {preview !== null && (
        <>
          <ThresholdPreview preview={preview} threshold={{ limit: chosen, darker }} movie={movie} />
          <p className="quiet" role="status">
            {texts.covers(formatNumber(100 * maskedShare(preview, { limit: chosen, darker })))}
          </p>
          <SliderField
            label={texts.limit}
            title={texts.limitNote}
            unit=""
            value={chosen}
            min={preview.least}
            max={Math.max(preview.most, preview.least + 1)}
            step={1}
            scale={linearScale(preview.least, Math.max(preview.most, preview.least + 1), 1)}
            onChange={setLimit}
          />
          <ChoiceField
            label={texts.side}
            title={regions.maskThresholdNote}
            choices={[
              { value: "darker", label: texts.darker },
              { value: "brighter", label: texts.brighter },
            ]}
            value={darker ? "darker" : "brighter"}
            onChange={(side) => setDarker(side === "darker")}
          />
          {hasMask && <SwitchField label={texts.keep} on={keep} onChange={setKeep} />}
        </>
      )}
      {error !== null && <Failure error={error} className="" />}
    </Modal>
  );
}

interface ThresholdPreviewProps {
  readonly preview: LumaPreview;
  readonly threshold: Threshold;
  readonly movie: MovieInfo;
}

function ThresholdPreview({ preview, threshold, movie }: ThresholdPreviewProps) {
  const { regions } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { limit, darker } = threshold;
  const { width, height } = preview;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    paintThreshold(preview, { limit, darker }, image.data);
    context.putImageData(image, 0, 0);
  }, [preview, limit, darker, width, height]);
  return (
    <canvas
      ref={canvas}
      className="mask-preview"
      role="img"
      aria-label={regions.threshold.preview}
      width={width}
      height={height}
      style={{ aspectRatio: `${movie.width * movie.pixelAspect} / ${movie.height}` }}
    />
  );
}
