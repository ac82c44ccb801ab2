/** The part of a keyboard event that says which keys are held down. */
export interface KeyPress {
  /** As `KeyboardEvent.key`. */
  readonly key: string;
  /** As `KeyboardEvent.code`: where the key is. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const LETTER = /^[A-Z]$/;

/**
 * A press in the words of {@link CommandSpec.keys}; null when it is none that a command can have, such as one with Alt.
 * @param isMac Cmd rather than Ctrl is "Mod"
 */
export function chordOf(press: KeyPress, isMac: boolean): string | null {
  const { ctrlKey, metaKey } = press;
  if (press.altKey || (isMac ? ctrlKey : metaKey)) return null;
  const key = keyOf(press);
  const takesShift = key.length > 1 || LETTER.test(key);
  return chord(key, isMac ? metaKey : ctrlKey, takesShift && press.shiftKey);
}

function chord(key: string, mod: boolean, shift: boolean): string {
  return `${mod ? "Mod+" : ""}${shift ? "Shift+" : ""}${key}`;
}

/** Letters as capitals. Where a layout has no Latin letters, those that the keys have elsewhere. */
function keyOf({ key, code }: KeyPress): string {
  if (key === " ") return "Space";
  const foreign = key.length === 1 && key > "\u007f";
  const place = foreign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return place ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The parts of a chord, the key last: "Mod+Shift+C" is Mod, Shift and C; "Mod++" is Mod and +. */
export function partsOf(keys: string): readonly string[] {
  return keys.match(/(Mod|Shift)(?=\+)|(?<=\+)\+$|[^+]+$|^\+$/g) ?? [];
}

/** As Electron's menus spell it. */
export function acceleratorOf(keys: string): string {
  const names: Readonly<Record<string, string>> = {
    Mod: "CmdOrCtrl",
    ArrowLeft: "Left",
    ArrowRight: "Right",
    "+": "Plus",
  };
  return partsOf(keys)
    .map((part) => names[part] ?? part)
    .join("+");
}
