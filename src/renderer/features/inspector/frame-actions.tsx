import type { MovieInfo } from "../../../shared/movie";
import { CopyButton } from "../../components/copy-button";
import { isSingleFrame } from "../../playback/movie-growth";
import { openDialog } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";
import type { FrameStats } from "../../stores/stats-store";
import { currentUnits, secondsOfPair } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { frameReport } from "./frame-report";

interface FrameActionsProps {
  readonly movie: MovieInfo;
  readonly stats: FrameStats | null;
}

/** Takes the figures elsewhere: those of this frame, or those of all. */
export function FrameActions({ movie, stats }: FrameActionsProps) {
  const { commands, table } = useTexts();
  return (
    <div className="frame-actions">
      <CopyFrame movie={movie} stats={stats} />
      <button
        type="button"
        className="button button--small"
        title={table.about}
        disabled={isSingleFrame(movie)}
        onClick={() => openDialog("table")}
      >
        {commands["export-table"]}
      </button>
    </div>
  );
}

function CopyFrame({ movie, stats }: FrameActionsProps) {
  const { frame: texts } = useTexts().panels;
  const text = (): string => {
    if (stats === null) return "";
    const { appInfo } = useMovieStore.getState();
    const settings = useViewStore.getState();
    const seconds = secondsOfPair(stats.frame, stats.second);
    const report = frameReport({ movie, stats, settings, appInfo, units: currentUnits(), seconds });
    return `${JSON.stringify(report, null, 2)}\n`;
  };
  return <CopyButton label={texts.copy} title={texts.copyNote} disabled={stats === null} text={text} />;
}
