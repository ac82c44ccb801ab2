import { useEffect, useLayoutEffect, useState } from "react";
import { request } from "../../api";
import { noteInPassing } from "../../stores/passing-note";
import { setPictureOnly, togglePictureOnly, usePictureOnlyStore } from "../../stores/picture-only";
import { handleCommands } from "../commands/registry";

/** How long the controls stay after the pointer has come to rest. */
const CONTROLS_MS = 2000;

/** What the style sheet goes by: panels are hidden by it, and so keep all of their state. */
interface PictureOnlyAttributes {
  readonly "data-picture-only": boolean | undefined;
  /** While the pointer has just moved. */
  readonly "data-controls": boolean | undefined;
  /** While the focus is where Tab moved it: other keys make it visible too, and are no wish to see the controls. */
  readonly "data-tabbed": boolean | undefined;
}

/** Gives the picture the window to itself as long as a person wishes. Returns attributes for the window's element. */
export function usePictureOnly(): PictureOnlyAttributes {
  const on = usePictureOnlyStore((state) => state.on);
  const pointerMoves = usePointerMoves(on);
  const tabbed = useTabbed(on);

  useEffect(() => handleCommands({ "picture-only": { run: togglePictureOnly } }), []);
  // Before the next painting: what has the focus now loses it with its panel.
  useLayoutEffect(() => {
    if (!on) return;
    const focused = document.activeElement;
    const forget = handleCommands({ "leave-picture-only": { run: () => setPictureOnly(false) } });
    void request("window:picture-only", { on: true });
    noteInPassing("pictureOnly");
    return () => {
      forget();
      void request("window:picture-only", { on: false });
      noteInPassing("panelsBack");
      if (document.activeElement === document.body && focused instanceof HTMLElement) focused.focus();
    };
  }, [on]);

  return {
    "data-picture-only": on || undefined,
    "data-controls": pointerMoves || undefined,
    "data-tabbed": tabbed || undefined,
  };
}

/** True from a movement of the pointer until it has rested for a while. */
function usePointerMoves(watched: boolean): boolean {
  const [moves, setMoves] = useState(false);
  useEffect(() => {
    if (!watched) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const rest = (): void => setMoves(false);
    const handleMove = ({ movementX, movementY }: PointerEvent): void => {
      // Something that appears under a pointer at rest is no movement.
      if (movementX === 0 && movementY === 0) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(rest, CONTROLS_MS);
      setMoves(true);
    };
    window.addEventListener("pointermove", handleMove);
    return () => {
      window.removeEventListener("pointermove", handleMove);
      if (timer !== null) clearTimeout(timer);
      rest();
    };
  }, [watched]);
  return moves;
}

/** True from a press of Tab until the pointer is pressed. */
function useTabbed(watched: boolean): boolean {
  const [tabbed, setTabbed] = useState(false);
  useEffect(() => {
    if (!watched) return;
    const handleKey = ({ key }: KeyboardEvent): void => {
      if (key === "Tab") setTabbed(true);
    };
    const handlePress = (): void => setTabbed(false);
    window.addEventListener("keydown", handleKey);
    window.addEventListener("pointerdown", handlePress);
    return () => {
      window.removeEventListener("keydown", handleKey);
      window.removeEventListener("pointerdown", handlePress);
      setTabbed(false);
    };
  }, [watched]);
  return tabbed;
}
