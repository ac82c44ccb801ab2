import type { AnalysisState } from "../../../shared/analysis";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { Progress } from "../../components/progress";
import { figuresOver, outdatedText } from "../../lib/figures-text";
import { formatDuration, formatFixed } from "../../lib/format";
import { isRangeSettled, markedRange, targetRange } from "../../playback/marks";
import { isSingleFrame } from "../../playback/movie-growth";
import { type AnalysisFigures, useAnalysisFigures } from "../../stores/analysis-figures";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { reportProblem } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { analysisWishOf } from "../../stores/view-settings";
import { useViewStore } from "../../stores/view-store";
import { currentTexts, useTexts } from "../../texts/use-texts";
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
  const { analysis, notices } = useTexts();
  const table = useAnalysisTable();
  const marks = usePlaybackStore((playback) => playback.marks);
  const settled = isRangeSettled(movie, marks);
  const range = targetRange(marks, movie.frameCount);
  const marked = markedRange(marks, movie.frameCount) !== null;
  const what = marked ? analysis.markedFrames(range.start, range.end) : analysis.wholeMovie;
  const still = isSingleFrame(movie);
  const title = still ? notices.singleFrame : analysis.startTitle(what);
  const over = useAnalysisFigures();
  const text = analysedText(state, table, movie, analysis);
  return (
    <>
      {over?.outdated ? (
        <Outdated {...over} />
      ) : (
        text !== null && (
          <span className="analysis__done quiet" role="status">
            {text}
          </span>
        )
      )}
      <button
        type="button"
        className="button button--small"
        title={settled ? title : analysis.stillIndexing}
        disabled={!settled || still}
        onClick={() => void analyse(movie)}
      >
        {analysis.start}
      </button>
    </>
  );
}

/** The graphs stay, and say that they are of other pixels than the settings ask for. */
function Outdated({ figures, wanted }: AnalysisFigures) {
  const { figures: texts } = useTexts();
  return (
    <span className="timeline__missing" role="status" title={texts.outdatedNote(figuresOver(figures, texts))}>
      {outdatedText(figures, wanted, texts)}
    </span>
  );
}

function UnderWay({ state, paused }: { readonly state: AnalysisState; readonly paused: boolean }) {
  const { analysis, common } = useTexts();
  const { done, total, framesPerSecond, secondsLeft } = state;
  const digits = String(total).length;
  return (
    <>
      {paused ? (
        <span className="quiet" role="status">
          {analysis.pausedAt(done, total)}
        </span>
      ) : (
        <>
          <span className="analysis__count" style={{ minWidth: `${2 * digits + 4}ch` }}>
            {done} <span className="unit">{analysis.of(total)}</span>
          </span>
          <span className="analysis__rate">
            {formatFixed(framesPerSecond, 1)} <span className="unit">{analysis.framesPerSecond}</span>
          </span>
          <span className="analysis__left quiet">
            {secondsLeft === null
              ? analysis.estimating
              : analysis.left(formatDuration(Math.max(Math.ceil(secondsLeft), 1), common.durationUnits))}
          </span>
        </>
      )}
      <span className="analysis__bar">
        <Progress label={analysis.label} share={total === 0 ? null : done / total} />
      </span>
      <button
        type="button"
        className="button button--small analysis__pause"
        onClick={() => void controlAnalysis(paused ? "analysis:resume" : "analysis:pause")}
      >
        {paused ? analysis.resume : analysis.pause}
      </button>
      <button
        type="button"
        className="button button--small"
        title={analysis.cancelTitle}
        onClick={() => void controlAnalysis("analysis:cancel")}
      >
        {common.cancel}
      </button>
    </>
  );
}

/** Has main analyse the marked range, or the whole movie, with the present method. */
export async function analyse(movie: MovieInfo): Promise<void> {
  const outcome = await request("analysis:run", {
    ...analysisWishOf(movie, useViewStore.getState()),
    ...targetRange(usePlaybackStore.getState().marks, movie.frameCount),
  });
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().analysis.subject);
}

/** Has main pause, resume or cancel the analysis. */
export async function controlAnalysis(
  channel: "analysis:pause" | "analysis:resume" | "analysis:cancel",
): Promise<void> {
  const outcome = await request(channel);
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().analysis.subject);
}
