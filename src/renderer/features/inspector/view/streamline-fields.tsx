import { OVERLAY_LIMITS } from "../../../../shared/overlay/settings";
import { SliderField } from "../../../components/slider-field";
import { logarithmicScale } from "../../../lib/slider-scale";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { OpacityField } from "./opacity-field";

const { streamlineSpacing } = OVERLAY_LIMITS;
const LINE_SCALE = logarithmicScale(streamlineSpacing.min, streamlineSpacing.max, 1);

/** How the streamlines are drawn. */
export function StreamlineFields() {
  const { view } = useTexts().panels;
  const lines = useViewStore((state) => state.overlay.streamlines);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.streamlines}</legend>
      <SliderField
        control="line-spacing"
        label={view.streamlineSpacing}
        title={view.streamlineSpacingNote}
        unit="px"
        {...streamlineSpacing}
        step={1}
        scale={LINE_SCALE}
        value={lines.spacing}
        hint={`${streamlineSpacing.min}–${streamlineSpacing.max}`}
        onChange={viewActions.setStreamlineSpacing}
      />
      <OpacityField
        control="line-opacity"
        label={view.streamlineOpacity}
        note={view.streamlineOpacityNote}
        opacity={lines.opacity}
        onChange={viewActions.setStreamlineOpacity}
      />
    </fieldset>
  );
}
