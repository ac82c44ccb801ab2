import { useEffect, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { Modal } from "../../components/modal";
import { CopyDetails } from "../../components/notice-bar";
import { Progress } from "../../components/progress";
import { formatDuration, formatFixed } from "../../lib/format";
import { describeFlow } from "../../lib/methods";
import { type FrameRange, isRangeSettled, markedRange, NO_MARKS } from "../../playback/marks";
import { indexingText } from "../../playback/movie-growth";
import { closeDialog } from "../../stores/dialog-store";
import { reportProblem } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { cancelExport, type ExportState, resetExport, runExport, useExportStore } from "./export-store";

/** Exports the movie, or the marked range of it, with what is on the screen. */
export function ExportDialog({ movie }: { readonly movie: MovieInfo }) {
  const state = useExportStore();
  const marks = usePlaybackStore((playback) => playback.marks);
  const marked = markedRange(marks, movie.frameCount);
  const [wholeMovie, setWholeMovie] = useState(marked === null);
  const busy = state.phase === "choosing" || state.phase === "running";

  useEffect(() => resetExport, []);

  const settled = isRangeSettled(movie, wholeMovie ? NO_MARKS : marks);
  const range: FrameRange = wholeMovie || marked === null ? { start: 0, end: movie.frameCount - 1 } : marked;
  const start = (): void => {
    const { flow, overlay, deinterlace } = useViewStore.getState();
    void runExport({
      token: movie.token,
      ...range,
      flow,
      deinterlace: movie.interlaced && deinterlace,
      overlay,
    });
  };

  return (
    <Modal
      title="Export overlay video"
      closable={!busy}
      onClose={closeDialog}
      status={settled ? null : <StillIndexing movie={movie} />}
      actions={<Actions state={state} canStart={settled} onStart={start} />}
    >
      {(state.phase === "idle" || state.phase === "choosing") && (
        <Summary
          movie={movie}
          marked={marked}
          wholeMovie={wholeMovie}
          disabled={busy}
          onChoose={setWholeMovie}
        />
      )}
      {state.phase === "running" && <Running state={state} />}
      {state.phase === "done" && (
        <p className="export__state" role="status">
          <strong>{state.fileName}</strong> is ready: {state.frames} frames in {formatDuration(state.seconds)}
          {state.leftOut > 0 &&
            `; ${state.leftOut} damaged frames of the movie could not be decoded and are left out`}
          .
        </p>
      )}
      {state.phase === "failed" && (
        <div className="export__state" role="alert">
          <p>{state.error.message}</p>
          {state.error.details !== undefined && <CopyDetails details={state.error.details} />}
        </div>
      )}
    </Modal>
  );
}

/** Why the export cannot begin yet. */
function StillIndexing({ movie }: { readonly movie: MovieInfo }) {
  return (
    <p className="quiet" role="status">
      {indexingText(movie)} The end of the movie is not known yet; a range with both ends marked can be
      exported now.
    </p>
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
  const whole: FrameRange = { start: 0, end: movie.frameCount - 1 };
  return (
    <>
      <fieldset className="choices" disabled={disabled}>
        <legend className="visually-hidden">What to export</legend>
        <label className="choice">
          <input
            type="radio"
            name="range"
            checked={wholeMovie || marked === null}
            onChange={() => onChoose(true)}
          />
          <span>Whole movie</span>
          <span className="quiet">
            {describeRange(movie, whole)}
            {!movie.indexComplete && " so far"}
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
          <span>Marked range</span>
          <span className="quiet">
            {marked === null ? "nothing marked; mark with I and O" : describeRange(movie, marked)}
          </span>
        </label>
      </fieldset>
      <ExportFacts movie={movie} />
    </>
  );
}

function ExportFacts({ movie }: { readonly movie: MovieInfo }) {
  const overlay = useViewStore((view) => view.overlay);
  const flow = useViewStore((view) => view.flow);
  const layers = [
    overlay.arrows.visible && "arrows",
    overlay.colour.visible && "colours",
    overlay.legend && (overlay.arrows.visible || overlay.colour.visible) && "legend",
  ].filter((layer) => layer !== false);
  const facts = [
    {
      name: "Drawn",
      value: layers.length === 0 ? "nothing: the footage alone" : `${layers.join(", ")}, as on the screen`,
    },
    { name: "Motion", value: describeFlow(flow) },
    { name: "Picture", value: `${movie.width} × ${movie.height}, H.264 in MP4, at the movie’s own times` },
    { name: "Sound", value: movie.hasAudio ? "kept" : "none in this movie" },
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

function describeRange(movie: MovieInfo, range: FrameRange): string {
  const count = range.end - range.start + 1;
  const endTime = movie.times[range.end + 1] ?? movie.duration;
  const seconds = endTime - (movie.times[range.start] ?? 0);
  return `frames ${range.start}–${range.end}: ${count} ${count === 1 ? "frame" : "frames"}, ${formatDuration(seconds)}`;
}

function Running({ state }: { readonly state: Extract<ExportState, { phase: "running" }> }) {
  const { progress, cancelling } = state;
  const finishing = progress.stage === "finishing";
  return (
    <div className="export__state">
      <Progress label="Exporting" share={progress.total === 0 ? null : progress.done / progress.total} />
      <p className="export__figures">
        <span>
          {progress.done} <span className="unit">of {progress.total} frames</span>
        </span>
        <span>
          {formatFixed(progress.framesPerSecond, 1)} <span className="unit">frames/s</span>
        </span>
        <span className="quiet">{timeLeft(progress.secondsLeft, finishing, cancelling)}</span>
      </p>
    </div>
  );
}

function timeLeft(seconds: number | null, finishing: boolean, cancelling: boolean): string {
  if (cancelling) return "cancelling…";
  if (finishing) return "completing the file…";
  return seconds === null ? "estimating…" : `${formatDuration(Math.max(Math.ceil(seconds), 1))} left`;
}

interface ActionsProps {
  readonly state: ExportState;
  readonly canStart: boolean;
  readonly onStart: () => void;
}

function Actions({ state, canStart, onStart }: ActionsProps) {
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
            Close
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={state.phase === "choosing" || !canStart}
            onClick={onStart}
          >
            Export…
          </button>
        </>
      );
    case "running":
      return (
        <button type="button" className="button" disabled={state.cancelling} onClick={cancelExport}>
          Cancel
        </button>
      );
    case "done":
      return (
        <>
          <button type="button" className="button" onClick={() => void reveal()}>
            Show in folder
          </button>
          <button type="button" className="button button--primary" onClick={closeDialog}>
            Close
          </button>
        </>
      );
    case "failed":
      return (
        <>
          <button type="button" className="button" onClick={closeDialog}>
            Close
          </button>
          <button type="button" className="button button--primary" onClick={resetExport}>
            Try again
          </button>
        </>
      );
  }
}

async function reveal(): Promise<void> {
  const outcome = await request("export:reveal");
  if (!outcome.ok) reportProblem(outcome.error);
}
