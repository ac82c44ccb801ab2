import { useId } from "react";
import type { ControlPlace } from "./control-place";

interface ChoiceFieldProps<Value extends string> {
  /** Its name in the palette; see {@link ControlPlace}. */
  readonly control?: ControlPlace;
  readonly label: string;
  /** Name for screen readers, where the label alone would be that of another control. */
  readonly name?: string;
  readonly title: string;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly title?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A list of choices with its name in front. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { control, label, name, title, choices, value, onChange } = props;
  const id = useId();
  return (
    <div className="field-row" data-control={control} title={title}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        aria-label={name}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} title={choice.title}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
