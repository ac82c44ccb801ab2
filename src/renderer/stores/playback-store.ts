import { create } from "zustand";
import { clearMarks, type Marks, NO_MARKS, withEnd, withStart } from "../playback/marks";
import type { PlayheadState } from "../playback/player";
import { NORMAL_SPEED } from "../playback/speeds";

/** The playhead as the window's controls show it: published at most once per animation frame. */
export interface PlaybackState extends PlayheadState {
  /** The frame whose picture is on the screen; null until the first one is. */
  readonly shownFrame: number | null;
  /** True where the next frame shows another scene than the one on the screen, and a flow was asked for. */
  readonly shownCut: boolean;
  /** Pixels across that share a motion on the screen, where that is coarse for as long as the playhead moves; else null. */
  readonly shownCoarse: number | null;
  /** True when a picture has been on its way for long enough to say so. */
  readonly computing: boolean;
  /** Pictures that are painted a second while the movie plays; null until that can be told. */
  readonly paintRate: number | null;
  readonly marks: Marks;
}

export const usePlaybackStore = create<PlaybackState>()(() => ({
  frame: 0,
  playing: false,
  rate: NORMAL_SPEED,
  loop: false,
  paintRate: null,
  shownFrame: null,
  shownCut: false,
  shownCoarse: null,
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
