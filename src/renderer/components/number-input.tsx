import { type KeyboardEvent, useState } from "react";

interface NumberInputProps {
  readonly id?: string;
  /** Name for screen readers where no label element has it. */
  readonly label?: string;
  readonly describedBy?: string;
  /** One sentence on what it is, for screen readers, where it is shown as a tooltip of the row around it. */
  readonly description?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled?: boolean;
  /** "when-done" waits for Enter or for the field to be left, where every number on the way would cost something. */
  readonly takesEffect?: "while-typing" | "when-done";
  readonly onChange: (value: number) => void;
}

/**
 * A number to type or to step. What is typed takes effect as soon as it is a number within the limits;
 * anything else waits for Enter or for the field to be left, and is then brought within them.
 */
export function NumberInput({
  id,
  label,
  describedBy,
  description,
  value,
  min,
  max,
  step,
  disabled,
  takesEffect = "while-typing",
  onChange,
}: NumberInputProps) {
  const [draft, setDraft] = useState<string | null>(null);

  const settle = (): void => {
    if (draft === null) return;
    const typed = Number.parseFloat(draft);
    const settled = Math.min(Math.max(typed, min), max);
    if (Number.isFinite(typed) && settled !== value) onChange(settled);
    setDraft(null);
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter") {
      settle();
      event.currentTarget.blur();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setDraft(null);
      event.currentTarget.blur();
    }
  };

  return (
    <input
      type="number"
      className="number-input"
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-description={description}
      value={draft ?? String(value)}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        if (takesEffect === "when-done") return;
        const typed = Number.parseFloat(text);
        if (Number.isFinite(typed) && typed >= min && typed <= max) onChange(typed);
      }}
      onBlur={settle}
      onKeyDown={handleKey}
    />
  );
}
