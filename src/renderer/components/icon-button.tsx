import { Icon, type IconName } from "./icon";

interface IconButtonProps {
  readonly label: string;
  readonly icon: IconName;
  /** The tooltip, where it says more than the label. */
  readonly title?: string;
  /** The key that does the same, for the tooltip. */
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that is a drawing, with its name for screen readers and in the tooltip. */
export function IconButton({ label, title = label, icon, keys, disabled = false, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      className="button button--icon"
      aria-label={label}
      title={keys === undefined ? title : `${title} (${keys})`}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
