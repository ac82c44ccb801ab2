import { useEffect } from "react";
import { COMMANDS } from "../../../shared/commands";
import { FocusOrigin } from "../../lib/focus-origin";
import { IS_MAC } from "../../lib/platform";
import { useDialogStore } from "../../stores/dialog-store";
import { isEnabled, runCommand } from "../commands/registry";
import { commandOf, type FocusKind } from "./command-of-key";
import { KeysBack } from "./keys-back";

/** Input elements that a person types into. */
const TYPED_INPUTS: ReadonlySet<string> = new Set(["number", "text", "search"]);

/** Marks the timeline: its keys are the window's own, so that they do the same wherever the focus is. */
export const WINDOW_KEYS_ATTRIBUTE = "data-window-keys";

function focusKind(target: EventTarget | null, origin: FocusOrigin): FocusKind {
  if (!(target instanceof HTMLElement) || target.hasAttribute(WINDOW_KEYS_ATTRIBUTE)) return "none";
  if (target instanceof HTMLInputElement) {
    if (TYPED_INPUTS.has(target.type)) return "text";
    if (target.type === "range") return "slider";
  }
  // A list of choices that was reached by key keeps all of its keys: arrows and letters choose from it.
  // What was clicked with the mouse gives its keys up: Space plays then, rather than click once more.
  if (origin.isClicked(target)) return "none";
  if (target instanceof HTMLSelectElement) return "list";
  return target.matches("button, input, summary") ? "control" : "none";
}

/** What is held down on layouts that have signs on a third level looks like Ctrl and Alt on some systems. */
function pressOf(event: KeyboardEvent) {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey } = event;
  const thirdLevel = event.getModifierState("AltGraph");
  return { key, code, shiftKey, metaKey, ctrlKey: ctrlKey && !thirdLevel, altKey: altKey && !thirdLevel };
}

/** Listens to the keys of the window while no dialog is in front of it. */
export function useKeys(): void {
  useEffect(() => {
    const origin = new FocusOrigin();
    const forget = origin.listen(window);
    const stopGivingBack = new KeysBack().listen(window);
    const handle = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || useDialogStore.getState().open !== null) return;
      const id = commandOf(pressOf(event), focusKind(event.target, origin), IS_MAC);
      if (id === null || !isEnabled(id)) return;
      // Also keeps the timeline, when it has the focus, from moving a second time by itself, and the menu from hearing.
      event.preventDefault();
      if (!event.repeat || COMMANDS[id].repeats) runCommand(id);
    };
    window.addEventListener("keydown", handle);
    return () => {
      window.removeEventListener("keydown", handle);
      forget();
      stopGivingBack();
    };
  }, []);
}
