/** What a key can do in the window. */
export type KeyCommand =
  | { readonly kind: "step"; readonly frames: number }
  | { readonly kind: "first" }
  | { readonly kind: "last" }
  | { readonly kind: "play-pause" }
  | { readonly kind: "range-start" }
  | { readonly kind: "range-end" }
  | { readonly kind: "toggle-arrows" }
  | { readonly kind: "toggle-colours" }
  | { readonly kind: "toggle-legend" };

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The element that has the focus, as far as it matters for keys. */
export type FocusKind =
  /** Nothing that uses keys, or the timeline, whose keys are the window's own. */
  | "none"
  /** A field to type in. */
  | "text"
  /** A slider other than the timeline. */
  | "slider"
  /** A button, a menu and the like, reached by key. */
  | "control";

const SHIFT_STEP = 10;
const SLIDER_KEYS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

/** The command of a key, or null when the key is none or belongs to the element with the focus. */
export function commandOf(press: KeyPress, focus: FocusKind): KeyCommand | null {
  // These belong to the menu and to the system.
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  if (focus === "text") return null;
  if (focus === "slider" && SLIDER_KEYS.has(press.key)) return null;
  if (focus === "control" && (press.key === " " || press.key === "Enter")) return null;

  const frames = press.shiftKey ? SHIFT_STEP : 1;
  switch (press.key) {
    case "ArrowLeft":
      return { kind: "step", frames: -frames };
    case "ArrowRight":
      return { kind: "step", frames };
    case "Home":
      return { kind: "first" };
    case "End":
      return { kind: "last" };
    case " ":
      return { kind: "play-pause" };
    default:
      return press.shiftKey ? null : letterCommand(press.key.toLowerCase());
  }
}

function letterCommand(letter: string): KeyCommand | null {
  switch (letter) {
    case "i":
      return { kind: "range-start" };
    case "o":
      return { kind: "range-end" };
    case "a":
      return { kind: "toggle-arrows" };
    case "c":
      return { kind: "toggle-colours" };
    case "l":
      return { kind: "toggle-legend" };
    default:
      return null;
  }
}
