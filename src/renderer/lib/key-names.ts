import { COMMANDS, type CommandId } from "../../shared/commands";
import { partsOf } from "../../shared/key-chord";
import type { Texts } from "../../shared/texts/texts";
import { IS_MAC } from "./platform";

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  "-": "−",
};
const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Backspace: "⌫" };

/** The keys of a chord as they stand on the keyboard: "Ctrl" and "K". */
export function keyNames(keys: string, { keys: names }: Texts, isMac = IS_MAC): readonly string[] {
  const words: Readonly<Record<string, string>> = {
    Space: names.space,
    Home: names.home,
    End: names.end,
    Shift: names.shift,
    Escape: names.escape,
    Mod: names.control,
  };
  return partsOf(keys).map((part) => (isMac && MAC_SIGNS[part]) || SIGNS[part] || words[part] || part);
}

/** "Ctrl+K", or "⌘K" on a Mac. */
export function chordText(keys: string, texts: Texts, isMac = IS_MAC): string {
  return keyNames(keys, texts, isMac).join(isMac ? "" : "+");
}

/** A tooltip: what a control is, with the first key that does the same. */
export function withKeys(text: string, id: CommandId, texts: Texts): string {
  const [keys] = COMMANDS[id].keys;
  return keys === undefined ? text : texts.common.withKeys(text, chordText(keys, texts));
}
