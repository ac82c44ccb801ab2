import { Icon, type IconName } from "./icon";

interface ToggleButtonProps {
  readonly label: string;
  /** Stands for the label where the window is too narrow for words. */
  readonly icon?: IconName;
  readonly pressed: boolean;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that stays pressed. */
export function ToggleButton({ label, icon, pressed, title, disabled = false, onPress }: ToggleButtonProps) {
  return (
    <button
      type="button"
      className="button button--toggle"
      aria-pressed={pressed}
      title={title}
      disabled={disabled}
      onClick={onPress}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span className={icon && "button__words"}>{label}</span>
    </button>
  );
}
