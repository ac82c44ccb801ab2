import type { ControlPlace } from "../../../components/control-place";
import { SliderField } from "../../../components/slider-field";
import { linearScale } from "../../../lib/slider-scale";

export const PERCENT_SCALE = linearScale(0, 100, 1);

interface OpacityFieldProps {
  readonly control: ControlPlace;
  readonly label: string;
  readonly note: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly onChange: (opacity: number) => void;
}

/** How much a layer hides what lies under it, in per cent. */
export function OpacityField({ control, label, note, opacity, onChange }: OpacityFieldProps) {
  return (
    <SliderField
      control={control}
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
