import { type ReactNode, useId } from "react";
import { movedValue, SLIDER_POSITIONS, type SliderScale } from "../lib/slider-scale";
import type { ControlPlace } from "./control-place";
import { NumberInput } from "./number-input";

interface SliderFieldProps {
  /** Its name in the palette; see {@link ControlPlace}. */
  readonly control?: ControlPlace;
  readonly label: string;
  /** One sentence on what it does, for the tooltip. */
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly scale: SliderScale;
  /** Said beside the name where there is room: the valid range, which the tooltip has in any case. */
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly onChange: (value: number) => void;
}

/** A number with a slider for the hand and a field for the exact value. */
export function SliderField(props: SliderFieldProps) {
  const { control, label, title, unit, value, min, max, step, scale, hint, action, onChange } = props;
  const id = useId();
  return (
    <div className="field" data-control={control} title={`${title} (${min}–${max})`}>
      <div className="field__name">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <span className="field__hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </div>
      <div className="field__value">
        {action}
        <NumberInput
          id={id}
          {...(hint !== undefined && { describedBy: `${id}-hint` })}
          value={value}
          min={min}
          max={max}
          step={step}
          onChange={onChange}
        />
        <span className="unit">{unit}</span>
      </div>
      <input
        type="range"
        className="slider"
        aria-label={label}
        aria-valuetext={`${value} ${unit}`.trimEnd()}
        min={0}
        max={SLIDER_POSITIONS}
        step={1}
        value={Math.round(scale.toPosition(value))}
        onChange={(event) => onChange(movedValue(scale, value, event.currentTarget.valueAsNumber, step))}
      />
    </div>
  );
}
