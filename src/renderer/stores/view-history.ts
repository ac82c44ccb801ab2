import { create } from "zustand";
import { NO_HISTORY, recorded, redone, revised, sealed, type UndoHistory, undone } from "../lib/undo-history";
import type { ViewSettings } from "./view-settings";

/** The changes of flow and view that can be taken back. */
export const useViewHistory = create<UndoHistory<ViewSettings>>()(() => NO_HISTORY);

/** True while a pointer is pressed, and what it drags is one step. */
let held = false;

export const viewHistory = {
  /** Takes down the settings before a change of this kind; see `Change`. */
  record(before: ViewSettings, kind: string | null): void {
    useViewHistory.setState((history) => recorded(history, before, { kind, at: performance.now(), held }));
  },
  back(present: ViewSettings): ViewSettings | null {
    return this.go(undone(useViewHistory.getState(), present));
  },
  forth(present: ViewSettings): ViewSettings | null {
    return this.go(redone(useViewHistory.getState(), present));
  },
  /** Has all that can be gone back or forth to be as if something had been there from the start. */
  revise(to: (settings: ViewSettings) => ViewSettings): void {
    useViewHistory.setState((history) => revised(history, to));
  },
  clear(): void {
    useViewHistory.setState(NO_HISTORY);
  },
  /** A pointer was pressed or let go: what comes is another step. */
  hold(pressed: boolean): void {
    held = pressed;
    useViewHistory.setState((history) => sealed(history));
  },
  go(step: { state: ViewSettings; history: UndoHistory<ViewSettings> } | null): ViewSettings | null {
    if (step !== null) useViewHistory.setState(step.history);
    return step?.state ?? null;
  },
} as const;
