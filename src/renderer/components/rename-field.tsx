import { type KeyboardEvent, useState } from "react";

interface RenameFieldProps {
  /** Its accessible name. */
  readonly label: string;
  readonly name: string;
  readonly maxLength: number;
  readonly onRename: (typed: string) => void;
  readonly onCancel: () => void;
}

/** A name to be typed anew in its place in a list: Enter, or going elsewhere, takes it; Escape does not. */
export function RenameField({ label, name, maxLength, onRename, onCancel }: RenameFieldProps) {
  const [typed, setTyped] = useState(name);
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") onRename(typed);
    else if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <input
      type="text"
      className="text-input"
      aria-label={label}
      maxLength={maxLength}
      value={typed}
      // Somebody has just asked for it.
      ref={(field) => field?.focus()}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={handleKey}
      onBlur={() => onRename(typed)}
    />
  );
}
