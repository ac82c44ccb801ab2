import { useId } from "react";
import { ARROW_COLOURINGS, type ArrowColouring, OVERLAY_LIMITS } from "../../../../shared/overlay/settings";
import { ChoiceField } from "../../../components/choice-field";
import { SliderField } from "../../../components/slider-field";
import { SwitchField } from "../../../components/switch-field";
import { ToggleButton } from "../../../components/toggle-button";
import { logarithmicScale, powerScale } from "../../../lib/slider-scale";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { OpacityField } from "./opacity-field";

const { spacing, scale, minimumSpeed } = OVERLAY_LIMITS;
const SPACING_SCALE = logarithmicScale(spacing.min, spacing.max, 1);
const LENGTH_SCALE = logarithmicScale(scale.min, scale.max, 0.01);
const MINIMUM_SCALE = powerScale(minimumSpeed.max, 4, 0.01);

/** How the arrows are drawn. */
export function ArrowFields() {
  const { view } = useTexts().panels;
  const arrows = useViewStore((state) => state.overlay.arrows);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.arrows}</legend>
      <SliderField
        control="arrow-spacing"
        label={view.spacing}
        title={view.spacingNote}
        unit="px"
        {...spacing}
        step={1}
        scale={SPACING_SCALE}
        value={arrows.spacing}
        hint={`${spacing.min}–${spacing.max}`}
        onChange={viewActions.setSpacing}
      />
      <SliderField
        control="arrow-scale"
        label={view.scale}
        title={view.scaleNote}
        unit="×"
        {...scale}
        step={0.01}
        scale={LENGTH_SCALE}
        value={arrows.scale}
        action={<AutoScale />}
        onChange={viewActions.setScale}
      />
      <SliderField
        control="minimum-speed"
        label={view.minimumSpeed}
        title={view.minimumSpeedNote}
        unit={view.speedUnit}
        {...minimumSpeed}
        step={0.01}
        scale={MINIMUM_SCALE}
        value={arrows.minimumSpeed}
        onChange={viewActions.setMinimumSpeed}
      />
      <ChoiceField<ArrowColouring>
        control="arrow-colouring"
        label={view.colouring}
        title={view.colouringNotes[arrows.colouring]}
        choices={ARROW_COLOURINGS.map((value) => ({
          value,
          label: view.colourings[value],
          title: view.colouringNotes[value],
        }))}
        value={arrows.colouring}
        onChange={viewActions.setColouring}
      />
      <ArrowColour colour={arrows.colour} enabled={arrows.colouring === "plain"} />
      <OpacityField
        control="arrow-opacity"
        label={view.arrowOpacity}
        note={view.arrowOpacityNote}
        opacity={arrows.opacity}
        onChange={viewActions.setArrowOpacity}
      />
      <SwitchField
        control="arrow-halo"
        label={view.halo}
        title={view.haloNote}
        on={arrows.halo}
        onChange={viewActions.setHalo}
      />
    </fieldset>
  );
}

function AutoScale() {
  const { view } = useTexts().panels;
  const auto = useViewStore(({ arrowScaling }) => arrowScaling === "auto");
  return (
    <ToggleButton
      label={view.autoScale}
      pressed={auto}
      title={view.autoScaleNote}
      onPress={viewActions.toggleArrowScaling}
    />
  );
}

function ArrowColour({ colour, enabled }: { readonly colour: string; readonly enabled: boolean }) {
  const { view } = useTexts().panels;
  const id = useId();
  return (
    <div className="field-row" data-control="arrow-colour" title={view.colourNote}>
      <label htmlFor={id}>{view.colour}</label>
      <input
        id={id}
        type="color"
        className="colour-well"
        value={colour}
        disabled={!enabled}
        onChange={(event) => viewActions.setArrowColour(event.currentTarget.value)}
      />
    </div>
  );
}
