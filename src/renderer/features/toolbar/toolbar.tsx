import { useId } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { Icon } from "../../components/icon";
import { MethodSelect } from "../../components/method-select";
import { formatFrameRate } from "../../lib/format";
import { openDialog } from "../../stores/dialog-store";
import { editedFlow, editedSide, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { usePanelCommands } from "../inspector/use-panel-commands";
import { openWithDialog } from "../start/open-movie";
import { LayerBar } from "./layer-bar";
import { useViewCommands } from "./use-view-commands";

/** The bar at the top: the movie, the layers, the method, and what leads out of the window. */
export function Toolbar({ movie }: { readonly movie: MovieInfo }) {
  const flow = useViewStore((state) => editedFlow(state).flow);
  const side = useViewStore((state) => (state.split.visible ? editedSide(state) : null));
  const inspectorOpen = useViewStore((state) => state.inspectorOpen);
  const methodId = useId();
  const { common, levels, panels } = useTexts();
  const texts = panels.toolbar;
  useViewCommands();
  usePanelCommands();

  const details = [
    `${movie.width} × ${movie.height}`,
    `${formatFrameRate(movie.frameRate)} ${common.framesPerSecond}${movie.variableFrameRate ? ` ${common.variable}` : ""}`,
    movie.codec,
    movie.grey ? levels.grey(movie.depth) : movie.depth > 8 && levels.bits(movie.depth),
    movie.interlaced && common.interlaced,
    movie.highDynamicRange && "HDR",
  ]
    .filter((detail) => detail !== false)
    .join(" · ");

  return (
    <header className="toolbar">
      <button type="button" className="button" title={texts.openNote} onClick={() => void openWithDialog()}>
        {texts.open}
      </button>
      <div className="toolbar__movie" title={`${movie.name} · ${details} · ${movie.pixelFormat}`}>
        <h1 className="toolbar__name">{movie.name}</h1>
        <span className="toolbar__details">{details}</span>
      </div>
      <LayerBar />
      <div className="toolbar__method" data-control="toolbar-method">
        <label htmlFor={methodId} className="quiet">
          {side === null ? texts.method : panels.split.methodOf[side]}
        </label>
        {side !== null && (
          <b className="toolbar__side" aria-hidden="true">
            {panels.split.names[side]}
          </b>
        )}
        <MethodSelect id={methodId} value={flow} onChange={viewActions.chooseMethod} />
      </div>
      <button type="button" className="button" title={texts.exportNote} onClick={() => openDialog("export")}>
        {texts.export}
      </button>
      <button
        type="button"
        className="button button--icon button--toggle"
        aria-label={texts.inspector}
        aria-pressed={inspectorOpen}
        title={texts.inspectorNote}
        onClick={viewActions.toggleInspector}
      >
        <Icon name="inspector" />
      </button>
    </header>
  );
}
