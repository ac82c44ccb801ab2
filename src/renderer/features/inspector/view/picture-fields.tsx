import { automaticReliability, RELIABILITY_THRESHOLD } from "../../../../shared/reliability";
import { SliderField } from "../../../components/slider-field";
import { SwitchField } from "../../../components/switch-field";
import { ToggleButton } from "../../../components/toggle-button";
import { withKeys } from "../../../lib/key-names";
import { linearScale } from "../../../lib/slider-scale";
import { isOnionCovered } from "../../../stores/view-settings";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { OpacityField, PERCENT_SCALE } from "./opacity-field";
import { UnitFields } from "./unit-fields";

const RELIABILITY_STEP = 0.01;
const RELIABILITY_SCALE = linearScale(RELIABILITY_THRESHOLD.min, RELIABILITY_THRESHOLD.max, RELIABILITY_STEP);

/** The footage, what lies over it, and what of the flow is shown. */
export function PictureFields() {
  const { panels, looks, reliability } = useTexts();
  const { view } = panels;
  const { footage, minimumReliability, legend } = useViewStore((state) => state.overlay);
  return (
    <fieldset className="panel">
      <legend className="panel__title">{view.picture}</legend>
      <SliderField
        control="brightness"
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
      <SliderField
        control="wash"
        label={looks.wash}
        title={looks.washNote}
        unit="%"
        min={0}
        max={100}
        step={1}
        scale={PERCENT_SCALE}
        value={Math.round(footage.wash * 100)}
        onChange={(percent) => viewActions.setWash(percent / 100)}
      />
      <Onion />
      <SliderField
        control="minimum-reliability"
        label={view.minimumReliability}
        title={reliability.thresholdNote}
        unit=""
        min={RELIABILITY_THRESHOLD.min}
        max={RELIABILITY_THRESHOLD.max}
        step={RELIABILITY_STEP}
        scale={RELIABILITY_SCALE}
        value={minimumReliability}
        action={<AutomaticReliability />}
        onChange={viewActions.setMinimumReliability}
      />
      <SwitchField control="legend" label={view.legend} on={legend} onChange={viewActions.toggleLegend} />
      <UnitFields />
    </fieldset>
  );
}

/** Has the threshold follow from the method, and says to where. */
function AutomaticReliability() {
  const { reliability, panels } = useTexts();
  const auto = useViewStore(({ reliabilityThreshold }) => reliabilityThreshold === "auto");
  const method = useViewStore(({ flow }) => flow.method);
  return (
    <ToggleButton
      label={reliability.automatic}
      name={`${reliability.automatic}: ${panels.view.minimumReliability}`}
      pressed={auto}
      title={reliability.automaticNote(String(automaticReliability(method)))}
      onPress={viewActions.toggleAutomaticReliability}
    />
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
        control="onion"
        label={split.onion}
        title={withKeys(split.onionNote, "toggle-onion", texts)}
        on={visible}
        onChange={viewActions.toggleOnion}
      />
      {covered && <p className="quiet panel__note">{split.onionCovered}</p>}
      {visible && (
        <OpacityField
          control="onion-opacity"
          label={split.onionOpacity}
          note={split.onionOpacityNote}
          opacity={opacity}
          onChange={viewActions.setOnionOpacity}
        />
      )}
    </>
  );
}
