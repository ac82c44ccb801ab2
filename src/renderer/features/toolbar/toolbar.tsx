import { useId } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { Icon } from "../../components/icon";
import { MethodSelect } from "../../components/method-select";
import { formatFrameRate } from "../../lib/format";
import { openDialog } from "../../stores/dialog-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { openWithDialog } from "../start/open-movie";
import { LayerBar } from "./layer-bar";
import { useViewCommands } from "./use-view-commands";

/** The bar at the top: the movie, the layers, the method, and what leads out of the window. */
export function Toolbar({ movie }: { readonly movie: MovieInfo }) {
  const flow = useViewStore((state) => state.flow);
  const inspectorOpen = useViewStore((state) => state.inspectorOpen);
  const methodId = useId();
  useViewCommands();

  const details = [
    `${movie.width} × ${movie.height}`,
    `${formatFrameRate(movie.frameRate)} fps${movie.variableFrameRate ? " (variable)" : ""}`,
    movie.codec,
    movie.interlaced && "interlaced",
    movie.highDynamicRange && "HDR",
  ]
    .filter((detail) => detail !== false)
    .join(" · ");

  return (
    <header className="toolbar">
      <button
        type="button"
        className="button"
        title="Open another movie"
        onClick={() => void openWithDialog()}
      >
        Open…
      </button>
      <div className="toolbar__movie" title={`${movie.name} · ${details} · ${movie.pixelFormat}`}>
        <h1 className="toolbar__name">{movie.name}</h1>
        <span className="toolbar__details">{details}</span>
      </div>
      <LayerBar />
      <div className="toolbar__method">
        <label htmlFor={methodId} className="quiet">
          Method
        </label>
        <MethodSelect id={methodId} value={flow} onChange={viewActions.chooseMethod} />
      </div>
      <button
        type="button"
        className="button"
        title="Run the four implementations of single-scale Lucas-Kanade on the same frames and compare their time and memory"
        onClick={() => openDialog("compare")}
      >
        Compare…
      </button>
      <button
        type="button"
        className="button"
        title="Export an overlay video"
        onClick={() => openDialog("export")}
      >
        Export…
      </button>
      <button
        type="button"
        className="button button--icon button--toggle"
        aria-label="Inspector"
        aria-pressed={inspectorOpen}
        title="Show or hide the inspector"
        onClick={viewActions.toggleInspector}
      >
        <Icon name="inspector" />
      </button>
    </header>
  );
}
