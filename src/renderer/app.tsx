import type { CSSProperties } from "react";
import { useArrangement } from "./features/arrangement/use-arrangement";
import { BookmarkDialog } from "./features/bookmarks/bookmark-dialog";
import { useBookmarkCommands } from "./features/bookmarks/use-bookmark-commands";
import { useWindowCommands } from "./features/commands/window-commands";
import { CompareDialog } from "./features/compare/compare-dialog";
import { useReveal } from "./features/controls/use-reveal";
import { ExportDialog } from "./features/export/export-dialog";
import { LeaveQuestion } from "./features/export/leave-dialog";
import { PictureDialog } from "./features/export/picture-dialog";
import { TableDialog } from "./features/export/table-dialog";
import { GoToDialog } from "./features/go-to/go-to-dialog";
import { Inspector } from "./features/inspector/inspector";
import { useKeys } from "./features/keyboard/use-keys";
import { ThresholdDialog } from "./features/masks/threshold-dialog";
import { PaletteDialog } from "./features/palette/palette-dialog";
import { usePictureOnly } from "./features/picture-only/use-picture-only";
import { StatusLine } from "./features/probe/status-line";
import { ProbeTableDialog } from "./features/probe-curves/probe-table-dialog";
import { useProjectCommands } from "./features/project/use-project-commands";
import { useWindowTitle } from "./features/project/use-window-title";
import { RawDialog } from "./features/raw/raw-dialog";
import { SettingsDialog } from "./features/settings/settings-dialog";
import { ShortcutsDialog } from "./features/shortcuts/shortcuts-dialog";
import { DropTarget } from "./features/start/drop-target";
import { RecentDialog } from "./features/start/recent-dialog";
import { StartScreen } from "./features/start/start-screen";
import { Toolbar } from "./features/toolbar/toolbar";
import { CalibrateDialog } from "./features/tools/calibrate-dialog";
import { ToolBar } from "./features/tools/tool-bar";
import { TrackGridDialog } from "./features/tracks/grid-dialog";
import { TrackTableDialog } from "./features/tracks/table-dialog";
import { Transport } from "./features/transport/transport";
import { TruthDialog } from "./features/verify/truth-dialog";
import { VerifyDialog } from "./features/verify/verify-dialog";
import { Viewer } from "./features/viewer/viewer";
import { useDialogStore } from "./stores/dialog-store";
import { useMovieStore } from "./stores/movie-store";
import { useViewStore } from "./stores/view-store";

/** The whole window. */
export function App() {
  const movie = useMovieStore((state) => state.movie);
  const inspectorOpen = useViewStore((state) => state.inspectorOpen);
  const dialog = useDialogStore((state) => state.open);
  useKeys();
  useReveal();
  useWindowCommands();
  useBookmarkCommands();
  useProjectCommands();
  useWindowTitle();
  const pictureOnly = usePictureOnly();
  const arrangement = useArrangement(movie);
  const beside = arrangement.kind === "beside" ? arrangement : null;
  const style = beside === null ? undefined : ({ "--side": `${beside.side}px` } as CSSProperties);

  return (
    <div className="app" data-arrangement={arrangement.kind} style={style} {...pictureOnly}>
      {movie === null ? (
        <StartScreen />
      ) : (
        <>
          <Toolbar movie={movie} />
          <div className="app__middle">
            <ToolBar />
            <Viewer movie={movie} />
            {inspectorOpen && <Inspector movie={movie} />}
          </div>
          <Transport movie={movie} tracksHeight={beside?.tracksHeight ?? null} />
          <StatusLine movie={movie} />
          {dialog === "benchmark" && <CompareDialog movie={movie} />}
          {dialog === "bookmark" && <BookmarkDialog movie={movie} />}
          {dialog === "calibrate" && <CalibrateDialog />}
          {dialog === "export" && <ExportDialog movie={movie} />}
          {dialog === "probe-table" && <ProbeTableDialog movie={movie} />}
          {dialog === "picture" && <PictureDialog movie={movie} />}
          {dialog === "table" && <TableDialog movie={movie} />}
          {dialog === "mask" && <ThresholdDialog movie={movie} />}
          {dialog === "track-grid" && <TrackGridDialog movie={movie} />}
          {dialog === "track-table" && <TrackTableDialog movie={movie} />}
          {dialog === "verify" && <VerifyDialog movie={movie} />}
          {dialog === "truth" && <TruthDialog movie={movie} />}
          {dialog === "go-to" && <GoToDialog movie={movie} />}
        </>
      )}
      {dialog === "palette" && <PaletteDialog />}
      {dialog === "raw" && <RawDialog />}
      {dialog === "recent" && <RecentDialog />}
      {dialog === "settings" && <SettingsDialog />}
      {dialog === "shortcuts" && <ShortcutsDialog />}
      <LeaveQuestion />
      <DropTarget />
    </div>
  );
}
