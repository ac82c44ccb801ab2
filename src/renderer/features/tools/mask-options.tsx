import { useId } from "react";
import { ToggleButton } from "../../components/toggle-button";
import { markActions } from "../../stores/marks-store";
import { BRUSH_SIZE, toolState, useToolStore } from "../../stores/tool-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** What the brush of the mask does, on the picture while it is in force. */
export function MaskOptions() {
  const { tools } = useTexts();
  const isMasking = useToolStore(({ tool }) => tool === "mask");
  const size = useToolStore((state) => state.brushSize);
  const erases = useToolStore((state) => state.erases);
  const isEmpty = useViewStore(({ marks }) => marks.mask.length === 0);
  const id = useId();
  if (!isMasking) return null;
  return (
    <fieldset className="tool-options">
      <legend className="visually-hidden">{tools.options}</legend>
      <label htmlFor={id} title={tools.brushNote}>
        {tools.brush}
      </label>
      <input
        type="range"
        id={id}
        min={BRUSH_SIZE.min}
        max={BRUSH_SIZE.max}
        value={size}
        title={tools.brushNote}
        onChange={(event) => toolState.setBrushSize(event.currentTarget.valueAsNumber)}
      />
      <span className="tool-options__value">
        {size} <span className="unit">px</span>
      </span>
      <ToggleButton
        label={tools.erase}
        title={tools.eraseNote}
        pressed={erases}
        onPress={() => toolState.setErases(!erases)}
      />
      <button
        type="button"
        className="button button--small"
        title={tools.clearMaskNote}
        disabled={isEmpty}
        onClick={() => markActions.change(null, () => ({ mask: [] }))}
      >
        {tools.clearMask}
      </button>
    </fieldset>
  );
}
