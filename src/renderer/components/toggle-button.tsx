import { Icon, type IconName } from "./icon";

interface ToggleButtonProps {
  readonly label: string;
  /** Its whole name, which begins with the label, where others have the same one. */
  readonly name?: string;
  /** Stands for the label where the window is too narrow for words. */
  readonly icon?: IconName;
  readonly pressed: boolean;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that stays pressed. */
export function ToggleButton(props: ToggleButtonProps) {
  const { label, name, icon, pressed, title, disabled = false, onPress } = props;
  return (
    <button
      type="button"
      className="button button--toggle"
      aria-label={name}
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
