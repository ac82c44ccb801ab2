import type { ControlPlace } from "./control-place";

interface SwitchFieldProps {
  /** Its name in the palette; see {@link ControlPlace}. */
  readonly control?: ControlPlace;
  readonly label: string;
  readonly title?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Something that is on or off, with its name in front. */
export function SwitchField({ control, label, title, on, onChange }: SwitchFieldProps) {
  return (
    <label className="field-row" data-control={control} title={title}>
      {label}
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        className="switch"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
