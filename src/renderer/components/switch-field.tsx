interface SwitchFieldProps {
  readonly label: string;
  readonly title?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Something that is on or off, with its name in front. */
export function SwitchField({ label, title, on, onChange }: SwitchFieldProps) {
  return (
    <label className="field-row" title={title}>
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
