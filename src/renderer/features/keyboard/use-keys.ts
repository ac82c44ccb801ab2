import { useEffect } from "react";
import { FocusOrigin } from "../../lib/focus-origin";
import type { Session } from "../../session";
import { useSession } from "../../session-context";
import { useDialogStore } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";
import { markActions } from "../../stores/playback-store";
import { viewActions } from "../../stores/view-store";
import { commandOf, type FocusKind, type KeyCommand } from "./commands";

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
  if (target instanceof HTMLSelectElement) return "text";
  return target.matches("button, input, summary") ? "control" : "none";
}

/** Listens to the keys of the window while a movie is open and no dialog is in front of it. */
export function useKeys(): void {
  const session = useSession();
  useEffect(() => {
    const origin = new FocusOrigin();
    const forget = origin.listen(window);
    const handle = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (useMovieStore.getState().movie === null || useDialogStore.getState().open !== null) return;
      const command = commandOf(event, focusKind(event.target, origin));
      if (command === null) return;
      // Also keeps the timeline, when it has the focus, from moving a second time by itself.
      event.preventDefault();
      if (event.repeat && command.kind !== "step") return;
      run(command, session);
    };
    window.addEventListener("keydown", handle);
    return () => {
      window.removeEventListener("keydown", handle);
      forget();
    };
  }, [session]);
}

function run(command: KeyCommand, { player }: Session): void {
  switch (command.kind) {
    case "step":
      player.step(command.frames);
      break;
    case "first":
      player.pause();
      player.seek(0);
      break;
    case "last":
      player.pause();
      player.seek(Number.MAX_SAFE_INTEGER);
      break;
    case "play-pause":
      player.toggle();
      break;
    case "range-start":
      markActions.setStart(player.state.frame);
      break;
    case "range-end":
      markActions.setEnd(player.state.frame);
      break;
    case "toggle-arrows":
      viewActions.toggleArrows();
      break;
    case "toggle-colours":
      viewActions.toggleColours();
      break;
    case "toggle-legend":
      viewActions.toggleLegend();
      break;
  }
}
