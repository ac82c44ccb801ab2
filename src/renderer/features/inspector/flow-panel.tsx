import { useState } from "react";
import {
  DENSE_PRESETS,
  type DensePreset,
  FLOW_METHODS,
  type FlowMethod,
  isSingleScale,
  presetOf,
  WINDOW_RADIUS,
} from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { SliderField } from "../../components/slider-field";
import { SINGLE_SCALE_CHOICES, windowSize } from "../../lib/methods";
import { linearScale } from "../../lib/slider-scale";
import { editedFlow, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { DenseAdvanced } from "./dense-advanced";
import { PairingFields } from "./pairing-fields";
import { PreparationFields } from "./prepare/preparation-fields";
import { SplitFields } from "./split-fields";
import { SuggestButton, SuggestionNote } from "./suggest";

const RADIUS_SCALE = linearScale(WINDOW_RADIUS.min, WINDOW_RADIUS.max, 1);

/** What the flow is computed by: the method, and its window, or its preset with all that is behind it. */
export function FlowPanel({ movie }: { readonly movie: MovieInfo }) {
  const { flow: texts } = useTexts().panels;
  const method = useViewStore((state) => editedFlow(state).flow.method);
  // Kept here, so that a look at another method does not fold the parameters away.
  const [advancedOpen, setAdvancedOpen] = useState(false);
  return (
    <fieldset className="panel">
      <legend className="panel__title">
        {texts.title}
        <SuggestButton movie={movie} />
      </legend>
      <SuggestionNote movie={movie} />
      <SplitFields />
      <PreparationFields movie={movie} />
      <MethodField method={method} />
      {isSingleScale(method) ? (
        <WindowRadius />
      ) : (
        <>
          <PresetField />
          <DenseAdvanced open={advancedOpen} onToggle={setAdvancedOpen} />
        </>
      )}
      <PairingFields movie={movie} />
    </fieldset>
  );
}

/** From the one to use to the one to learn from. */
const METHODS: readonly FlowMethod[] = [
  ...FLOW_METHODS.filter((method) => !isSingleScale(method)),
  ...SINGLE_SCALE_CHOICES,
];

function MethodField({ method }: { readonly method: FlowMethod }) {
  const { methods, panels } = useTexts();
  const texts = panels.flow;
  return (
    <ChoiceField<FlowMethod>
      label={texts.methodLabel}
      control="method"
      name={texts.method}
      title={texts.methodNote}
      choices={METHODS.map((value) => ({ value, label: methods.names[value] }))}
      value={method}
      // Goes back to the parameters that there were, whether they are a preset or not.
      onChange={(chosen) => viewActions.chooseMethod(isSingleScale(chosen) ? chosen : "custom")}
    />
  );
}

function WindowRadius() {
  const { flow: texts } = useTexts().panels;
  const windowRadius = useViewStore((state) => editedFlow(state).flow.windowRadius);
  return (
    <SliderField
      control="window-radius"
      label={texts.radius}
      title={texts.radiusNote(windowSize(windowRadius))}
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

function PresetField() {
  const { methods, panels } = useTexts();
  const texts = panels.flow;
  const preset = useViewStore((state) => presetOf(editedFlow(state).flow.dense));
  const basePreset = useViewStore((state) => editedFlow(state).basePreset);
  const choices: readonly (DensePreset | "custom")[] = [
    ...DENSE_PRESETS,
    ...(preset === null ? (["custom"] as const) : []),
  ];
  return (
    <ChoiceField<DensePreset | "custom">
      control="preset"
      label={texts.preset}
      title={methods.presetNotes[preset ?? "custom"]}
      choices={choices.map((value) => ({
        value,
        label: value === "custom" ? texts.customFrom(methods.presets[basePreset]) : methods.presets[value],
        title: methods.presetNotes[value],
      }))}
      value={preset ?? "custom"}
      onChange={viewActions.chooseMethod}
    />
  );
}
