import { useEffect } from "react";
import { CompareDialog } from "./features/compare/compare-dialog";
import { ExportDialog } from "./features/export/export-dialog";
import { Inspector } from "./features/inspector/inspector";
import { useKeys } from "./features/keyboard/use-keys";
import { DropTarget } from "./features/start/drop-target";
import { StartScreen } from "./features/start/start-screen";
import { Toolbar } from "./features/toolbar/toolbar";
import { Transport } from "./features/transport/transport";
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

  useEffect(() => {
    document.title = movie === null ? "Kinoflow" : `${movie.name} – Kinoflow`;
  }, [movie]);

  return (
    <div className="app">
      {movie === null ? (
        <StartScreen />
      ) : (
        <>
          <Toolbar movie={movie} />
          <div className="app__middle">
            <Viewer movie={movie} />
            {inspectorOpen && <Inspector movie={movie} />}
          </div>
          <Transport movie={movie} />
          {dialog === "compare" && <CompareDialog movie={movie} />}
          {dialog === "export" && <ExportDialog movie={movie} />}
        </>
      )}
      <DropTarget />
    </div>
  );
}
