import { useId } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { Icon } from "../../components/icon";
import { MethodSelect } from "../../components/method-select";
import { ToggleButton } from "../../components/toggle-button";
import { formatFrameRate } from "../../lib/format";
import { openDialog } from "../../stores/dialog-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { openWithDialog } from "../start/open-movie";

/** The bar at the top: the movie, the layers, the method, and what leads out of the window. */
export function Toolbar({ movie }: { readonly movie: MovieInfo }) {
  const arrows = useViewStore((state) => state.overlay.arrows.visible);
  const colours = useViewStore((state) => state.overlay.colour.visible);
  const legend = useViewStore((state) => state.overlay.legend);
  const flow = useViewStore((state) => state.flow);
  const inspectorOpen = useViewStore((state) => state.inspectorOpen);
  const methodId = useId();

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
      <fieldset className="toggle-group">
        <legend className="visually-hidden">Layers</legend>
        <ToggleButton
          label="Arrows"
          pressed={arrows}
          title="Motion as arrows (A)"
          onPress={viewActions.toggleArrows}
        />
        <ToggleButton
          label="Colours"
          pressed={colours}
          title="Motion as colours: hue for the direction, strength for the speed (C)"
          onPress={viewActions.toggleColours}
        />
        <ToggleButton
          label="Legend"
          pressed={legend}
          title="What arrows and colours mean, on the picture (L)"
          onPress={viewActions.toggleLegend}
        />
      </fieldset>
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
