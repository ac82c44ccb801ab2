import { COMMAND_IDS, COMMANDS, type CommandId, MENUS } from "../../../shared/commands";
import { chordOf, type KeyPress } from "../../../shared/key-chord";

/** The element that has the focus, as far as it matters for keys. */
export type FocusKind =
  /** Nothing that uses keys, or the timeline, whose keys are the window's own. */
  | "none"
  /** A field to type in. */
  | "text"
  /** A list of choices that was reached by key: arrows and letters choose from it. */
  | "list"
  /** A slider other than the timeline. */
  | "slider"
  /** A button, a menu and the like, reached by key. */
  | "control";

const OWNERS: ReadonlyMap<string, CommandId> = new Map(
  COMMAND_IDS.flatMap((id) => COMMANDS[id].keys.map((keys) => [keys, id] as const)),
);
const IN_MENU: ReadonlySet<string> = new Set(MENUS.flatMap((menu) => menu.entries));

const SLIDER_KEYS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);
const PRESSING_KEYS: ReadonlySet<string> = new Set([" ", "Enter"]);
/** Keys that no field has a use for. */
const NOT_TYPED = /^(Mod\+|F\d)/;
/** But for these, which take back what was typed. */
const EDITING: ReadonlySet<CommandId> = new Set(["undo", "redo"]);

/**
 * The command of a key, or null when the key is none or belongs to the element with the focus.
 * @param isMac on a Mac the menu takes the keys of its entries itself
 */
export function commandOf(press: KeyPress, focus: FocusKind, isMac: boolean): CommandId | null {
  const chord = chordOf(press, isMac);
  const id = chord === null ? undefined : OWNERS.get(chord);
  if (chord === null || id === undefined) return null;
  if (isMac && chord.startsWith("Mod+") && IN_MENU.has(id)) return null;
  if ((focus === "text" || focus === "list") && !NOT_TYPED.test(chord) && !leavesList(press, focus))
    return null;
  if (focus === "text" && EDITING.has(id)) return null;
  if (focus === "slider" && SLIDER_KEYS.has(press.key)) return null;
  if (focus === "control" && PRESSING_KEYS.has(press.key)) return null;
  return id;
}

/** An open list takes Escape before anybody hears of it, and a closed one has no use for it. */
function leavesList({ key }: KeyPress, focus: FocusKind): boolean {
  return focus === "list" && key === "Escape";
}
