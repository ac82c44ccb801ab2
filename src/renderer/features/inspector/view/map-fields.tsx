import { type ColourSettings, type MapKind, mapLimit } from "../../../../shared/overlay/settings";
import type { Texts } from "../../../../shared/texts/texts";
import { SliderField } from "../../../components/slider-field";
import { SwitchField } from "../../../components/switch-field";
import { logarithmicScale } from "../../../lib/slider-scale";
import { limitsOf } from "../../../stores/scale-settings";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { FitScale } from "../fit-scale";
import { OpacityField } from "./opacity-field";

/** How the map is drawn. */
export function MapFields() {
  const { panels: texts, layout } = useTexts();
  const { view } = texts;
  const colour = useViewStore((state) => state.overlay.colour);
  return (
    <fieldset className="panel">
      <legend className="panel__title">
        {view.map}
        <span className="panel__aside">{texts.maps[colour.kind].name}</span>
      </legend>
      <OpacityField
        control="map-opacity"
        label={view.opacity}
        note={view.opacityNote}
        opacity={colour.opacity}
        onChange={viewActions.setOpacity}
      />
      <MapLimit colour={colour} />
      <LockScale />
      {colour.kind === "direction" && (
        <SwitchField
          control="map-fading"
          label={layout.fading}
          title={layout.fadingNote}
          on={colour.fading}
          onChange={viewActions.setFading}
        />
      )}
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
      control="map-limit"
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
  const locked = useViewStore((state) => state.colourScaleLocked);
  return (
    <SwitchField
      control="map-lock"
      label={view.lock}
      title={view.lockNote}
      on={locked}
      onChange={viewActions.toggleColourScaleLock}
    />
  );
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
