import type { Units } from "../../../../shared/measure/units";
import { type ColourSettings, type MapKind, mapLimit } from "../../../../shared/overlay/settings";
import type { Texts } from "../../../../shared/texts/texts";
import { SliderField } from "../../../components/slider-field";
import { SwitchField } from "../../../components/switch-field";
import { logarithmicScale } from "../../../lib/slider-scale";
import { mapSaidIn, unitName } from "../../../lib/unit-name";
import { limitsOf } from "../../../stores/scale-settings";
import { useUnits } from "../../../stores/units-store";
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
  const texts = useTexts();
  const { view } = texts.panels;
  const units = useUnits();
  const limits = limitsOf(colour.kind);
  if (limits === null) return <p className="quiet panel__note">{view.reliabilityHasNoLimit}</p>;
  const { note, unit, step, factor } = limitWords(colour.kind, units, texts);
  // Settings stay in pixels: what is typed is what is said.
  const said = saidLimits(limits, factor);
  return (
    <SliderField
      control="map-limit"
      label={view.limit}
      title={note}
      unit={unit}
      {...said}
      step={step}
      scale={logarithmicScale(said.min, said.max, step)}
      value={factor === 1 ? mapLimit(colour) : Number((mapLimit(colour) * factor).toPrecision(6))}
      action={<FitScale kind={colour.kind} />}
      onChange={(limit) => viewActions.setMapLimit(limit / factor)}
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

interface LimitWords {
  readonly note: string;
  readonly unit: string;
  readonly step: number;
  /** What a limit is multiplied by to be said; above 0. */
  readonly factor: number;
}

function limitWords(kind: MapKind, units: Units, texts: Texts): LimitWords {
  const { limitNotes } = texts.panels.view;
  const { factor, unit } = mapSaidIn(kind, units, texts);
  // The sign of vorticity is none of its limit's.
  const said = { unit: unitName(unit, texts), factor: Math.abs(factor) };
  switch (kind) {
    case "direction":
    case "speed":
      return { note: limitNotes.speed, ...said, step: stepFor(0.01, factor) };
    case "difference":
      return { note: limitNotes.difference, ...said, step: 1 };
    case "uncertainty":
      return { note: limitNotes.uncertainty, ...said, step: 0.001 };
    case "forward-backward":
      return { note: limitNotes.forwardBackward, ...said, step: 0.001 };
    default: {
      const note = units.isInPixels ? limitNotes.gradient : texts.units.gradientNote;
      return { note, ...said, step: stepFor(0.001, factor) };
    }
  }
}

/** A step as fine as that of pixels, a power of ten. */
function stepFor(step: number, factor: number): number {
  return Math.abs(factor) === 1
    ? step
    : Number(`1e${Math.floor(Math.log10(step * Math.abs(factor)) + 1e-9)}`);
}

function saidLimits({ min, max }: { readonly min: number; readonly max: number }, factor: number) {
  return factor === 1
    ? { min, max }
    : { min: Number((min * factor).toPrecision(3)), max: Number((max * factor).toPrecision(3)) };
}
