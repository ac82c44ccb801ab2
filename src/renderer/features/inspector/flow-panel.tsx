import { useState } from "react";
import { isSingleScale, presetOf, WINDOW_RADIUS } from "../../../shared/flow";
import { SliderField } from "../../components/slider-field";
import { windowSize } from "../../lib/methods";
import { linearScale } from "../../lib/slider-scale";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { DenseAdvanced } from "./dense-advanced";

const RADIUS_SCALE = linearScale(WINDOW_RADIUS.min, WINDOW_RADIUS.max, 1);

/** What the chosen method goes by: its window, or its preset with all that is behind it. */
export function FlowPanel() {
  const singleScale = useViewStore((state) => isSingleScale(state.flow.method));
  // Kept here, so that a look at another method does not fold the parameters away.
  const [advancedOpen, setAdvancedOpen] = useState(false);
  return (
    <fieldset className="panel">
      <legend className="panel__title">Flow</legend>
      {singleScale ? (
        <WindowRadius />
      ) : (
        <>
          <PresetLine />
          <DenseAdvanced open={advancedOpen} onToggle={setAdvancedOpen} />
        </>
      )}
    </fieldset>
  );
}

function WindowRadius() {
  const windowRadius = useViewStore((state) => state.flow.windowRadius);
  return (
    <SliderField
      label="Window radius"
      title={`The motion of a pixel is the one that best explains the ${windowSize(windowRadius)} around it: small windows keep detail, large ones are calmer`}
      unit="px"
      {...WINDOW_RADIUS}
      step={1}
      scale={RADIUS_SCALE}
      value={windowRadius}
      hint={`${WINDOW_RADIUS.min}–${WINDOW_RADIUS.max}`}
      onChange={viewActions.setWindowRadius}
    />
  );
}

function PresetLine() {
  const { methods } = useTexts();
  const preset = useViewStore((state) => presetOf(state.flow.dense));
  const basePreset = useViewStore((state) => state.basePreset);
  return (
    <dl className="preset" title={methods.presetNotes[preset ?? "custom"]}>
      <dt>Preset</dt>
      <dd data-stat="preset">
        {methods.presets[preset ?? "custom"]}
        {preset === null && <span className="quiet">, from {methods.presets[basePreset]}</span>}
      </dd>
    </dl>
  );
}
