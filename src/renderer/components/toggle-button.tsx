interface ToggleButtonProps {
  readonly label: string;
  readonly pressed: boolean;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that stays pressed. */
export function ToggleButton({ label, pressed, title, disabled = false, onPress }: ToggleButtonProps) {
  return (
    <button
      type="button"
      className="button button--toggle"
      aria-pressed={pressed}
      title={title}
      disabled={disabled}
      onClick={onPress}
    >
      {label}
    </button>
  );
}
