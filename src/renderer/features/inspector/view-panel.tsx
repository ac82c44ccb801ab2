import { useId } from "react";
import { RELIABILITY_THRESHOLD } from "../../../shared/flow";
import {
  ARROW_COLOURINGS,
  type ArrowColouring,
  type ColourSettings,
  type MapKind,
  mapLimit,
  OVERLAY_LIMITS,
} from "../../../shared/overlay/settings";
import type { Texts } from "../../../shared/texts/texts";
import { useColourScaleLock } from "../../analysis/colour-scale";
import { ChoiceField } from "../../components/choice-field";
import { SliderField } from "../../components/slider-field";
import { SwitchField } from "../../components/switch-field";
import { ToggleButton } from "../../components/toggle-button";
import { linearScale, logarithmicScale, powerScale } from "../../lib/slider-scale";
import { isOnionCovered, limitsOf } from "../../stores/view-settings";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { withKeys } from "../commands/key-names";
import { FitScale } from "./fit-scale";

const { spacing, scale, minimumSpeed, streamlineSpacing } = OVERLAY_LIMITS;
const SPACING_SCALE = logarithmicScale(spacing.min, spacing.max, 1);
const LENGTH_SCALE = logarithmicScale(scale.min, scale.max, 0.01);
const MINIMUM_SCALE = powerScale(minimumSpeed.max, 4, 0.01);
const LINE_SCALE = logarithmicScale(streamlineSpacing.min, streamlineSpacing.max, 1);
const RELIABILITY_STEP = 0.01;
const RELIABILITY_SCALE = linearScale(RELIABILITY_THRESHOLD.min, RELIABILITY_THRESHOLD.max, RELIABILITY_STEP);
const PERCENT_SCALE = linearScale(0, 100, 1);

/** How the flow is drawn, layer by layer. */
export function ViewPanel() {
  return (
    <>
      <Arrows />
      <Lines />
      <Maps />
      <Picture />
    </>
  );
}

function Arrows() {
  const { view } = useTexts().panels;
  const arrows = useViewStore((state) => state.overlay.arrows);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.arrows}</legend>
      <SliderField
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
        label={view.arrowOpacity}
        note={view.arrowOpacityNote}
        opacity={arrows.opacity}
        onChange={viewActions.setArrowOpacity}
      />
      <SwitchField label={view.halo} title={view.haloNote} on={arrows.halo} onChange={viewActions.setHalo} />
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
    <div className="field-row" title={view.colourNote}>
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

function Lines() {
  const { view } = useTexts().panels;
  const lines = useViewStore((state) => state.overlay.streamlines);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.streamlines}</legend>
      <SliderField
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
        label={view.streamlineOpacity}
        note={view.streamlineOpacityNote}
        opacity={lines.opacity}
        onChange={viewActions.setStreamlineOpacity}
      />
    </fieldset>
  );
}

function Maps() {
  const texts = useTexts().panels;
  const { view } = texts;
  const colour = useViewStore((state) => state.overlay.colour);
  return (
    <fieldset className="panel">
      <legend className="panel__title">
        {view.map}
        <span className="panel__aside">{texts.maps[colour.kind].name}</span>
      </legend>
      <OpacityField
        label={view.opacity}
        note={view.opacityNote}
        opacity={colour.opacity}
        onChange={viewActions.setOpacity}
      />
      <MapLimit colour={colour} />
      <LockScale />
    </fieldset>
  );
}

function MapLimit({ colour }: { readonly colour: ColourSettings }) {
  const { view } = useTexts().panels;
  const limits = limitsOf(colour.kind);
  if (limits === null) return <p className="quiet panel__note">{view.reliabilityHasNoLimit}</p>;
  const { note, unit, step } = limitWords(colour.kind, view);
  return (
    <SliderField
      label={view.limit}
      title={note}
      unit={unit}
      {...limits}
      step={step}
      scale={logarithmicScale(limits.min, limits.max, step)}
      value={mapLimit(colour)}
      action={<FitScale kind={colour.kind} />}
      onChange={viewActions.setMapLimit}
    />
  );
}

function LockScale() {
  const { view } = useTexts().panels;
  const { locked, toggle } = useColourScaleLock();
  return <SwitchField label={view.lock} title={view.lockNote} on={locked} onChange={toggle} />;
}

function limitWords(
  kind: MapKind,
  view: Texts["panels"]["view"],
): { readonly note: string; readonly unit: string; readonly step: number } {
  switch (kind) {
    case "direction":
    case "speed":
      return { note: view.limitNotes.speed, unit: view.speedUnit, step: 0.01 };
    case "difference":
      return { note: view.limitNotes.difference, unit: view.greyLevels, step: 1 };
    default:
      return { note: view.limitNotes.gradient, unit: view.gradientUnit, step: 0.001 };
  }
}

function Picture() {
  const { view } = useTexts().panels;
  const { footage, minimumReliability, legend } = useViewStore((state) => state.overlay);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.picture}</legend>
      <SliderField
        label={view.brightness}
        title={view.brightnessNote}
        unit="%"
        min={0}
        max={100}
        step={1}
        scale={PERCENT_SCALE}
        value={Math.round(footage.brightness * 100)}
        onChange={(percent) => viewActions.setBrightness(percent / 100)}
      />
      <Onion />
      <SliderField
        label={view.minimumReliability}
        title={view.minimumReliabilityNote}
        unit=""
        min={RELIABILITY_THRESHOLD.min}
        max={RELIABILITY_THRESHOLD.max}
        step={RELIABILITY_STEP}
        scale={RELIABILITY_SCALE}
        value={minimumReliability}
        onChange={viewActions.setMinimumReliability}
      />
      <SwitchField label={view.legend} on={legend} onChange={viewActions.toggleLegend} />
    </fieldset>
  );
}

/** The next frame over the footage. */
function Onion() {
  const texts = useTexts();
  const { split } = texts.panels;
  const { visible, opacity } = useViewStore((state) => state.onion);
  const covered = useViewStore(isOnionCovered);
  return (
    <>
      <SwitchField
        label={split.onion}
        title={withKeys(split.onionNote, "toggle-onion", texts)}
        on={visible}
        onChange={viewActions.toggleOnion}
      />
      {covered && <p className="quiet panel__note">{split.onionCovered}</p>}
      {visible && (
        <OpacityField
          label={split.onionOpacity}
          note={split.onionOpacityNote}
          opacity={opacity}
          onChange={viewActions.setOnionOpacity}
        />
      )}
    </>
  );
}

interface OpacityFieldProps {
  readonly label: string;
  readonly note: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly onChange: (opacity: number) => void;
}

/** How much a layer hides what lies under it, in per cent. */
function OpacityField({ label, note, opacity, onChange }: OpacityFieldProps) {
  return (
    <SliderField
      label={label}
      title={note}
      unit="%"
      min={0}
      max={100}
      step={1}
      scale={PERCENT_SCALE}
      value={Math.round(opacity * 100)}
      hint="0–100"
      onChange={(percent) => onChange(percent / 100)}
    />
  );
}
