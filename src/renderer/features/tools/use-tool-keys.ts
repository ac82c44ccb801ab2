import { useEffect } from "react";
import { useDialogStore } from "../../stores/dialog-store";
import { currentTool, FIRST_TOOL, leaveStep } from "../../tools/registry";
import { runCommand } from "../commands/registry";
import { spacePan } from "../viewer/space-pan";

/** Marks where the keys are the tool's: the place to draw. */
export const TOOL_KEYS_ATTRIBUTE = "data-tool-keys";

/** Gives the keys to the tool in force while the picture has them, before they are the window's. */
export function useToolKeys(): void {
  useEffect(() => {
    const handleDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || useDialogStore.getState().open !== null) return;
      if (event.ctrlKey || event.metaKey || currentTool().id === FIRST_TOOL) return;
      if (!hasKeys(event.target) && !(event.key === "Escape" && isInToolBar(event.target))) return;
      if (!isTaken(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const handleUp = ({ key }: KeyboardEvent): void => {
      if (key === " " && spacePan.held && spacePan.release()) runCommand("play-pause");
    };
    const forget = (): void => {
      spacePan.release();
    };
    window.addEventListener("keydown", handleDown, true);
    window.addEventListener("keyup", handleUp, true);
    window.addEventListener("blur", forget);
    return () => {
      window.removeEventListener("keydown", handleDown, true);
      window.removeEventListener("keyup", handleUp, true);
      window.removeEventListener("blur", forget);
    };
  }, []);
}

function isInToolBar(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="toolbar"]') !== null;
}

/** Where nothing has the focus, the keys are the tool's too. */
function hasKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target === document.body || target.hasAttribute(TOOL_KEYS_ATTRIBUTE))
  );
}

function isTaken({ key, shiftKey: shift, altKey: alt, repeat }: KeyboardEvent): boolean {
  if (key === "Escape") return repeat || leaveStep();
  if (key === " ") {
    spacePan.press();
    return true;
  }
  return currentTool().key({ key, shift, alt });
}
