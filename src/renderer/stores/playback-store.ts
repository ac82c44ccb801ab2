import { create } from "zustand";
import { clearMarks, type Marks, NO_MARKS, withEnd, withStart } from "../playback/marks";

/** The playhead as the window's controls show it: published at most once per animation frame. */
export interface PlaybackState {
  /** The frame wished for. */
  readonly frame: number;
  readonly playing: boolean;
  /** The frame whose picture is on the screen; null until the first one is. */
  readonly shownFrame: number | null;
  /** True when a picture has been on its way for long enough to say so. */
  readonly computing: boolean;
  readonly marks: Marks;
}

export const usePlaybackStore = create<PlaybackState>()(() => ({
  frame: 0,
  playing: false,
  shownFrame: null,
  computing: false,
  marks: NO_MARKS,
}));

/** Marks of the range to export. */
export const markActions = {
  setStart(frame: number): void {
    usePlaybackStore.setState((state) => ({ marks: withStart(state.marks, frame) }));
  },
  setEnd(frame: number): void {
    usePlaybackStore.setState((state) => ({ marks: withEnd(state.marks, frame) }));
  },
  clear(): void {
    usePlaybackStore.setState({ marks: clearMarks() });
  },
} as const;
