import { fitScale, scaleLimits } from "../../canvas/view-transform";
import { canvasViewActions } from "../../stores/canvas-view";
import { useTexts } from "../../texts/use-texts";
import { useLateCanvasView } from "./use-late-canvas-view";

/** How large the picture is, and what makes it larger and smaller; on the picture itself. */
export function ZoomControls() {
  const { canvas: texts } = useTexts();
  const { view, space } = useLateCanvasView();
  if (space === null) return null;
  const isFit = view.kind === "fit";
  const scale = isFit ? fitScale(space) : view.scale;
  const percent = Math.round(scale * 100);
  const { min, max } = scaleLimits(space);
  return (
    <fieldset className="zoom">
      <legend className="visually-hidden">{texts.zoom}</legend>
      <button
        type="button"
        className="button button--small"
        aria-label={texts.zoomOut}
        title={texts.zoomOutNote}
        disabled={scale <= min}
        onClick={() => canvasViewActions.step(-1)}
      >
        −
      </button>
      <output className="zoom__level" aria-label={texts.zoomLevel} title={texts.levelNote}>
        {texts.percent(percent)}
      </output>
      <button
        type="button"
        className="button button--small"
        aria-label={texts.zoomIn}
        title={texts.zoomInNote}
        disabled={scale >= max}
        onClick={() => canvasViewActions.step(1)}
      >
        +
      </button>
      <button
        type="button"
        className="button button--small"
        aria-label={texts.fitName}
        aria-pressed={isFit}
        title={texts.fitNote}
        onClick={canvasViewActions.fit}
      >
        {texts.fit}
      </button>
      <button
        type="button"
        className="button button--small"
        aria-pressed={!isFit && scale === 1}
        title={texts.oneToOneNote}
        onClick={() => canvasViewActions.oneToOne()}
      >
        {texts.oneToOne}
      </button>
    </fieldset>
  );
}
