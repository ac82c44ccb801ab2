import { useEffect, useState } from "react";
import { isEncodable } from "../../../shared/export-size";
import type { MovieInfo } from "../../../shared/movie";
import { type Pairing, pairCount, pairingOf } from "../../../shared/pairing";
import type { Texts } from "../../../shared/texts/texts";
import { request } from "../../api";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { formatDuration, formatFixed } from "../../lib/format";
import { describeFlow } from "../../lib/methods";
import { sizeName } from "../../lib/size-choices";
import { type FrameRange, isRangeSettled, markedRange, NO_MARKS } from "../../playback/marks";
import { indexingText, isSingleFrame } from "../../playback/movie-growth";
import { closeDialog, openDialog } from "../../stores/dialog-store";
import { drawnTracks } from "../../stores/drawn-tracks";
import { exportedMarks } from "../../stores/mark-scene";
import { flowOfFiles } from "../../stores/marked-treatment";
import { reportProblem } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { ExportOptions } from "./export-options";
import { chosenSize, useExportOptions } from "./export-options-store";
import { cancelExport, type ExportState, resetExport, runExport, useExportStore } from "./export-store";
import { exportedOverlay } from "./exported-overlay";

/** Exports the movie, or the marked range of it, with what is on the screen. */
export function ExportDialog({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const { common, exporting } = texts;
  const state = useExportStore();
  const marks = usePlaybackStore((playback) => playback.marks);
  const marked = markedRange(marks, movie.frameCount);
  const [wholeMovie, setWholeMovie] = useState(marked === null);
  const busy = state.phase === "choosing" || state.phase === "running";

  useEffect(() => resetExport, []);

  const settled = isRangeSettled(movie, wholeMovie ? NO_MARKS : marks);
  const range: FrameRange = wholeMovie || marked === null ? { start: 0, end: movie.frameCount - 1 } : marked;
  const options = useExportOptions();
  const size = chosenSize(movie, options);
  const start = (): void => {
    const view = useViewStore.getState();
    const { deinterlace, levels } = view;
    void runExport({
      token: movie.token,
      ...range,
      flow: flowOfFiles(view, movie.pixelAspect),
      deinterlace: movie.interlaced && deinterlace,
      overlay: exportedOverlay(view, size ?? movie),
      levels: movie.grey ? levels : null,
      speed: options.speed,
      tracks: drawnTracks(),
      size,
      laid: exportedMarks(),
    });
  };

  return (
    <Modal
      title={exporting.title}
      closable={!busy}
      onClose={closeDialog}
      status={
        settled ? state.phase === "idle" && <TableInstead movie={movie} /> : <StillIndexing movie={movie} />
      }
      actions={<Actions state={state} canStart={settled && isEncodable(size ?? movie)} onStart={start} />}
    >
      {(state.phase === "idle" || state.phase === "choosing") && (
        <>
          <Summary
            movie={movie}
            marked={marked}
            wholeMovie={wholeMovie}
            disabled={busy}
            onChoose={setWholeMovie}
          />
          <ExportOptions movie={movie} range={range} disabled={busy} />
          <ExportFacts movie={movie} />
        </>
      )}
      {state.phase === "running" && <Running state={state} />}
      {state.phase === "done" && (
        <p className="export__state" role="status">
          <strong>{state.fileName}</strong>{" "}
          {exporting.ready(state.frames, formatDuration(state.seconds, common.durationUnits))}
          {state.leftOut > 0 && exporting.leftOut(state.leftOut)}
          {exporting.end}
        </p>
      )}
      {state.phase === "failed" && <Failure error={state.error} className="export__state" />}
    </Modal>
  );
}

/** Why the export cannot begin yet. */
function StillIndexing({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  return (
    <p className="quiet" role="status">
      {texts.exporting.endUnknown(indexingText(movie, texts) ?? "")}
    </p>
  );
}

/** Who looks for another kind of export looks here. */
function TableInstead({ movie }: { readonly movie: MovieInfo }) {
  const { table } = useTexts();
  return (
    <button
      type="button"
      className="button"
      title={table.about}
      disabled={isSingleFrame(movie)}
      onClick={() => openDialog("table")}
    >
      {table.open}
    </button>
  );
}

interface SummaryProps {
  readonly movie: MovieInfo;
  readonly marked: FrameRange | null;
  readonly wholeMovie: boolean;
  readonly disabled: boolean;
  readonly onChoose: (wholeMovie: boolean) => void;
}

function Summary({ movie, marked, wholeMovie, disabled, onChoose }: SummaryProps) {
  const texts = useTexts();
  const { exporting } = texts;
  const pairing = pairingOf(useViewStore((view) => view.flow));
  const whole: FrameRange = { start: 0, end: movie.frameCount - 1 };
  return (
    <fieldset className="choices" disabled={disabled}>
      <legend className="visually-hidden">{exporting.what}</legend>
      <label className="choice">
        <input
          type="radio"
          name="range"
          checked={wholeMovie || marked === null}
          onChange={() => onChoose(true)}
        />
        <span>{exporting.wholeMovie}</span>
        <span className="quiet">
          {describeRange(movie, whole, pairing, texts)}
          {!movie.indexComplete && ` ${exporting.soFar}`}
        </span>
      </label>
      <label className="choice">
        <input
          type="radio"
          name="range"
          checked={!wholeMovie && marked !== null}
          disabled={marked === null}
          onChange={() => onChoose(false)}
        />
        <span>{exporting.markedRange}</span>
        <span className="quiet">
          {marked === null ? exporting.nothingMarked : describeRange(movie, marked, pairing, texts)}
        </span>
      </label>
    </fieldset>
  );
}

function ExportFacts({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const { exporting, saving } = texts;
  const options = useExportOptions();
  const size = chosenSize(movie, options);
  const overlay = useViewStore((view) => view.overlay);
  const flow = useViewStore((view) => view.flow);
  const layers = [
    overlay.arrows.visible && exporting.arrows,
    overlay.streamlines.visible && exporting.streamlines,
    overlay.colour.visible && exporting.colours,
    overlay.legend && (overlay.arrows.visible || overlay.colour.visible) && exporting.legend,
  ].filter((layer) => layer !== false);
  const facts = [
    {
      name: exporting.drawn,
      value: layers.length === 0 ? exporting.nothingDrawn : exporting.asOnScreen(layers.join(exporting.and)),
    },
    { name: exporting.motion, value: describeFlow(flow, texts) },
    {
      name: exporting.picture,
      value: (options.speed === 1 ? exporting.pictureIs : saving.videoIs)(sizeName(size ?? movie)),
    },
    {
      name: exporting.sound,
      value: movie.hasAudio
        ? options.speed === 1
          ? exporting.soundKept
          : saving.soundLeftOut
        : exporting.noSound,
    },
  ];
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div className="facts__row" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function describeRange(
  movie: MovieInfo,
  range: FrameRange,
  pairing: Pairing,
  { common, exporting }: Texts,
): string {
  const count = range.end - range.start + 1;
  const endTime = movie.times[range.end + 1] ?? movie.duration;
  const seconds = endTime - (movie.times[range.start] ?? 0);
  return exporting.range(
    range.start,
    range.end,
    common.frames(pairCount(pairing, count)),
    formatDuration(seconds, common.durationUnits),
  );
}

function Running({ state }: { readonly state: Extract<ExportState, { phase: "running" }> }) {
  const texts = useTexts();
  const { exporting } = texts;
  const { progress, cancelling } = state;
  const finishing = progress.stage === "finishing";
  return (
    <div className="export__state">
      <Progress
        label={exporting.label}
        share={progress.total === 0 ? null : progress.done / progress.total}
      />
      <p className="export__figures">
        <span>
          {progress.done} <span className="unit">{exporting.ofFrames(progress.total)}</span>
        </span>
        <span>
          {formatFixed(progress.framesPerSecond, 1)} <span className="unit">{exporting.framesPerSecond}</span>
        </span>
        <span className="quiet">{timeLeft(progress.secondsLeft, finishing, cancelling, texts)}</span>
      </p>
    </div>
  );
}

function timeLeft(
  seconds: number | null,
  finishing: boolean,
  cancelling: boolean,
  { common, exporting }: Texts,
): string {
  if (cancelling) return common.cancelling;
  if (finishing) return exporting.completing;
  return seconds === null
    ? exporting.estimating
    : exporting.left(formatDuration(Math.max(Math.ceil(seconds), 1), common.durationUnits));
}

interface ActionsProps {
  readonly state: ExportState;
  readonly canStart: boolean;
  readonly onStart: () => void;
}

function Actions({ state, canStart, onStart }: ActionsProps) {
  const { common, exporting } = useTexts();
  switch (state.phase) {
    case "idle":
    case "choosing":
      return (
        <>
          <button
            type="button"
            className="button"
            disabled={state.phase === "choosing"}
            onClick={closeDialog}
          >
            {common.close}
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={state.phase === "choosing" || !canStart}
            onClick={onStart}
          >
            {exporting.start}
          </button>
        </>
      );
    case "running":
      return (
        <button type="button" className="button" disabled={state.cancelling} onClick={cancelExport}>
          {common.cancel}
        </button>
      );
    case "done":
      return (
        <>
          <button type="button" className="button" onClick={() => void reveal()}>
            {exporting.showInFolder}
          </button>
          <button type="button" className="button button--primary" onClick={closeDialog}>
            {common.close}
          </button>
        </>
      );
    case "failed":
      return (
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {common.close}
          </button>
          <button type="button" className="button button--primary" onClick={resetExport}>
            {common.tryAgain}
          </button>
        </>
      );
  }
}

async function reveal(): Promise<void> {
  const outcome = await request("export:reveal");
  if (!outcome.ok) reportProblem(outcome.error);
}
