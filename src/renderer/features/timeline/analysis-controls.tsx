import type { AnalysisState } from "../../../shared/analysis";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { Progress } from "../../components/progress";
import { formatDuration, formatFixed } from "../../lib/format";
import { isRangeSettled, markedRange, targetRange } from "../../playback/marks";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { reportProblem } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { analysedText } from "./analysis-text";

/** Starts, pauses and cancels the analysis, and says how far it is. */
export function AnalysisControls({ movie }: { readonly movie: MovieInfo }) {
  const state = useAnalysisStore((store) => store.state);
  return (
    <div className="analysis">
      {state === null || state.status === "idle" ? (
        <Idle movie={movie} state={state} />
      ) : (
        <UnderWay state={state} paused={state.status === "paused"} />
      )}
    </div>
  );
}

function Idle({ movie, state }: { readonly movie: MovieInfo; readonly state: AnalysisState | null }) {
  const table = useAnalysisTable();
  const marks = usePlaybackStore((playback) => playback.marks);
  const settled = isRangeSettled(movie, marks);
  const range = targetRange(marks, movie.frameCount);
  const marked = markedRange(marks, movie.frameCount) !== null;
  const what = marked ? `frames ${range.start} to ${range.end}, the marked range` : "the whole movie";
  const text = analysedText(state, table, movie);
  return (
    <>
      {text !== null && (
        <span className="quiet" role="status">
          {text}
        </span>
      )}
      <button
        type="button"
        className="button button--small"
        title={
          settled
            ? `Compute the motion of ${what}, with the present method, in the background`
            : "The movie is still being indexed; its end is not known yet"
        }
        disabled={!settled}
        onClick={() => void analyse(movie)}
      >
        Analyse
      </button>
    </>
  );
}

function UnderWay({ state, paused }: { readonly state: AnalysisState; readonly paused: boolean }) {
  const { done, total, framesPerSecond, secondsLeft } = state;
  const digits = String(total).length;
  return (
    <>
      {paused ? (
        <span className="quiet" role="status">
          Paused at {done} of {total} frames
        </span>
      ) : (
        <>
          <span className="analysis__count" style={{ minWidth: `${2 * digits + 4}ch` }}>
            {done} <span className="unit">of {total}</span>
          </span>
          <span className="analysis__rate">
            {formatFixed(framesPerSecond, 1)} <span className="unit">frames/s</span>
          </span>
          <span className="analysis__left quiet">
            {secondsLeft === null
              ? "estimating…"
              : `${formatDuration(Math.max(Math.ceil(secondsLeft), 1))} left`}
          </span>
        </>
      )}
      <span className="analysis__bar">
        <Progress label="Analysing" share={total === 0 ? null : done / total} />
      </span>
      <button
        type="button"
        className="button button--small analysis__pause"
        onClick={() => void controlAnalysis(paused ? "analysis:resume" : "analysis:pause")}
      >
        {paused ? "Resume" : "Pause"}
      </button>
      <button
        type="button"
        className="button button--small"
        title="Stop the analysis; what is analysed so far stays"
        onClick={() => void controlAnalysis("analysis:cancel")}
      >
        Cancel
      </button>
    </>
  );
}

/** Has main analyse the marked range, or the whole movie, with the present method. */
export async function analyse(movie: MovieInfo): Promise<void> {
  const { flow, deinterlace } = useViewStore.getState();
  const outcome = await request("analysis:run", {
    token: movie.token,
    ...targetRange(usePlaybackStore.getState().marks, movie.frameCount),
    flow,
    deinterlace: movie.interlaced && deinterlace,
  });
  if (!outcome.ok) reportProblem(outcome.error, "Analysis");
}

/** Has main pause, resume or cancel the analysis. */
export async function controlAnalysis(
  channel: "analysis:pause" | "analysis:resume" | "analysis:cancel",
): Promise<void> {
  const outcome = await request(channel);
  if (!outcome.ok) reportProblem(outcome.error, "Analysis");
}
