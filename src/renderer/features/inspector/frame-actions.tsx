import { useEffect, useRef, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { CopyButton } from "../../components/copy-button";
import { sameFlowParameters } from "../../lib/flow-parameters";
import { frameReport } from "../../lib/frame-report";
import { missingFrames, rangesText } from "../../lib/missing-frames";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { reportProblem, useMovieStore } from "../../stores/movie-store";
import type { FrameStats } from "../../stores/stats-store";
import { useViewStore } from "../../stores/view-store";
import { currentTexts, useTexts } from "../../texts/use-texts";
import { handleCommands } from "../commands/registry";

interface FrameActionsProps {
  readonly movie: MovieInfo;
  readonly stats: FrameStats | null;
}

/** Takes the figures elsewhere: those of this frame, or those of all. */
export function FrameActions({ movie, stats }: FrameActionsProps) {
  return (
    <div className="frame-actions">
      <CopyFrame movie={movie} stats={stats} />
      <ExportTable key={movie.token} movie={movie} />
    </div>
  );
}

function CopyFrame({ movie, stats }: FrameActionsProps) {
  const { frame: texts } = useTexts().panels;
  const text = (): string => {
    if (stats === null) return "";
    const { appInfo } = useMovieStore.getState();
    const report = frameReport({ movie, stats, settings: useViewStore.getState(), appInfo });
    return `${JSON.stringify(report, null, 2)}\n`;
  };
  return <CopyButton label={texts.copy} title={texts.copyNote} disabled={stats === null} text={text} />;
}

/** Exports the table of all frames; where some are not analysed yet, says which, and offers to do that first. */
function ExportTable({ movie }: { readonly movie: MovieInfo }) {
  const { frame: texts } = useTexts().panels;
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const table = useAnalysisTable();
  const state = useAnalysisStore((store) => store.state);
  const flow = useViewStore((view) => view.flow);
  const missing = missingFrames(table?.known ?? new Uint8Array(0), movie.frameCount);
  const running =
    state !== null && state.status !== "idle" && sameFlowParameters(state.parameters, flow) ? state : null;

  const button = useRef<HTMLButtonElement>(null);
  // What it asks and says stands below the button.
  useEffect(() => handleCommands({ "export-table": { run: () => pressInView(button.current) } }), []);

  const save = async (): Promise<void> => {
    setAsking(false);
    setNote(await saveTable(movie));
  };
  const analyse = async (): Promise<void> => {
    setNote("");
    const outcome = await request("analysis:run", { ...wishOf(movie), start: 0, end: movie.frameCount - 1 });
    if (!outcome.ok) reportProblem(outcome.error, texts.subject);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button button--small"
        title={texts.tableNote}
        onClick={() => {
          setNote("");
          if (missing.count === 0) void save();
          else setAsking(true);
        }}
      >
        {texts.table}
      </button>
      <div className="frame-actions__note" role="status">
        {asking && missing.count > 0 && (
          <p>
            {missing.count === movie.frameCount
              ? texts.nothing
              : texts.missing(missing.count, rangesText(missing, texts.missingAndMore))}
          </p>
        )}
        {asking && running !== null && (
          <p className="quiet">
            {texts.analysing(String(Math.floor((100 * running.done) / Math.max(running.total, 1))))}
          </p>
        )}
        {note !== "" && <p>{note}</p>}
      </div>
      {asking && missing.count > 0 && (
        <div className="frame-actions__choice">
          <button
            type="button"
            className="button button--small"
            disabled={running !== null || !movie.indexComplete}
            onClick={() => void analyse()}
          >
            {texts.analyseFirst}
          </button>
          <button
            type="button"
            className="button button--small"
            disabled={missing.count === movie.frameCount}
            onClick={() => void save()}
          >
            {texts.exportKnown}
          </button>
        </div>
      )}
    </>
  );
}

function pressInView(button: HTMLButtonElement | null): void {
  button?.click();
  // With what it asks, which is there by then.
  requestAnimationFrame(() => button?.parentElement?.scrollIntoView({ block: "end" }));
}

function wishOf(movie: MovieInfo) {
  const { flow, deinterlace } = useViewStore.getState();
  return { token: movie.token, flow, deinterlace: movie.interlaced && deinterlace };
}

/** Says how it went; empty where there is nothing to say. */
async function saveTable(movie: MovieInfo): Promise<string> {
  const outcome = await request("analysis:save-table", wishOf(movie));
  const { common, panels } = currentTexts();
  if (!outcome.ok) {
    reportProblem(outcome.error, panels.frame.subject);
    return "";
  }
  if (outcome.value.status === "cancelled") return "";
  return panels.frame.written(outcome.value.fileName, common.frames(outcome.value.frames));
}
