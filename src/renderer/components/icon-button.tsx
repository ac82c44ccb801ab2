import { Icon, type IconName } from "./icon";

interface IconButtonProps {
  readonly label: string;
  readonly icon: IconName;
  /** The key that does the same, for the tooltip. */
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that is a drawing, with its name for screen readers and in the tooltip. */
export function IconButton({ label, icon, keys, disabled = false, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      className="button button--icon"
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys})`}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
