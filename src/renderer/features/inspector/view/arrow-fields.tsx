import { useId } from "react";
import { formatSpeed } from "../../../../shared/overlay/legend-numbers";
import { ARROW_COLOURINGS, type ArrowColouring, OVERLAY_LIMITS } from "../../../../shared/overlay/settings";
import { ChoiceField } from "../../../components/choice-field";
import { SliderField } from "../../../components/slider-field";
import { SwitchField } from "../../../components/switch-field";
import { ToggleButton } from "../../../components/toggle-button";
import { logarithmicScale, powerScale } from "../../../lib/slider-scale";
import { unitName } from "../../../lib/unit-name";
import { useSession } from "../../../session-context";
import { useStatsStore } from "../../../stores/stats-store";
import { useUnits } from "../../../stores/units-store";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { canFitArrows, fitArrows } from "../fit-arrows";
import { OpacityField } from "./opacity-field";

const { spacing, scale } = OVERLAY_LIMITS;
const SPACING_SCALE = logarithmicScale(spacing.min, spacing.max, 1);
const LENGTH_SCALE = logarithmicScale(scale.min, scale.max, 0.01);
const MINIMUM_SCALE = powerScale(100, 2, 0.1);

/** How arrows are drawn. */
export function ArrowFields() {
  const { sight, panels } = useTexts();
  const { view } = panels;
  const arrows = useViewStore((state) => state.overlay.arrows);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.arrows}</legend>
      <SliderField
        control="arrow-spacing"
        label={view.spacing}
        title={sight.spacingNote}
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
        title={sight.scaleNote}
        unit="×"
        {...scale}
        step={0.01}
        scale={LENGTH_SCALE}
        value={arrows.scale}
        action={<ScaleActions />}
        onChange={viewActions.setScale}
      />
      <Lock />
      <MinimumSpeed />
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

/** Fits the arrows to the movie, or to the frame on the screen. */
function ScaleActions() {
  const { sight, panels } = useTexts();
  const { view } = panels;
  const session = useSession();
  const auto = useViewStore(({ arrowScaling }) => arrowScaling === "auto");
  // Arrows that are too short to be drawn are what it is for. The figures come with each picture.
  const canFit = useStatsStore(() => canFitArrows(session));
  return (
    <>
      <ToggleButton
        label={view.autoScale}
        pressed={auto}
        title={sight.autoNote}
        onPress={viewActions.toggleArrowScaling}
      />
      <button
        type="button"
        className="button button--small"
        aria-label={sight.fit}
        title={sight.fitNote}
        disabled={!canFit}
        onClick={() => fitArrows(session)}
      >
        {view.fit}
      </button>
    </>
  );
}

function Lock() {
  const { sight } = useTexts();
  const locked = useViewStore((state) => state.arrowScaleLocked);
  return (
    <SwitchField
      control="arrow-lock"
      label={sight.lock}
      title={sight.lockNote}
      on={locked}
      onChange={viewActions.toggleArrowScaleLock}
    />
  );
}

function MinimumSpeed() {
  const texts = useTexts();
  const { sight, panels } = texts;
  const said = useUnits().speed();
  const share = useViewStore((state) => state.minimumShare);
  const speed = useViewStore((state) => state.overlay.minimumSpeed);
  return (
    <SliderField
      control="minimum-speed"
      label={panels.view.minimumSpeed}
      title={sight.minimumNote}
      unit="%"
      min={0}
      max={100}
      step={0.1}
      scale={MINIMUM_SCALE}
      value={Math.round(1000 * share) / 10}
      hint={`${formatSpeed(speed * said.factor)} ${unitName(said.unit, texts)}`}
      onChange={(percent) => viewActions.setMinimumShare(percent / 100)}
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
