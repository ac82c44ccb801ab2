import { create } from "zustand";
import type { Levels } from "../../shared/frame-picture";
import { type RecordingLevels, sameLevels } from "../../shared/levels";
import { useViewStore, viewActions } from "./view-store";

/** What is known of the grey values of the open recording; null where it is not grey, and until they have been measured. */
export interface LevelsState {
  readonly known: RecordingLevels | null;
}

export const useLevelsStore = create<LevelsState>()(() => ({ known: null }));

/** What the frames are shown through; null where that is not known. */
export function shownLevels(): Levels | null {
  return useViewStore.getState().levels ?? useLevelsStore.getState().known?.automatic ?? null;
}

/**
 * Shows the frames through these levels. Those that the recording has anyway are no choice.
 *
 * @param kind of the change: what is dragged can be taken back at once
 */
export function chooseLevels(levels: Levels, kind: string | null = null): void {
  const automatic = useLevelsStore.getState().known?.automatic ?? null;
  viewActions.setLevels(sameLevels(levels, automatic) ? null : levels, kind);
}
