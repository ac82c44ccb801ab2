import { create } from "zustand";
import type { FollowingState, TrackedPlaces } from "../../shared/contract/tracks";
import { MOST_TAIL } from "../../shared/overlay/track-tail";
import { TrackPath } from "../../shared/track-path";
import { TRACK_STATES, type TrackState } from "../../shared/tracks";

/** What the window knows of where tracks are. The places themselves are in {@link trackPaths}, outside of React. */
interface TracksState {
  /** Counts what has come of places, so that who draws them hears of it. */
  readonly news: number;
  /** Where the following stands; null while nobody asked for any. */
  readonly state: FollowingState | null;
  /** Frames that are seen of the way of a track; 0 shows none. */
  readonly tail: number;
  readonly visible: boolean;
}

/** Frames of a tail. */
export const TAIL_LENGTH = { min: 1, max: MOST_TAIL } as const;

export const useTracksStore = create<TracksState>()(() => ({
  news: 0,
  state: null,
  tail: 30,
  visible: true,
}));

/** What is known of a track, in short. */
export interface TrackSummary {
  readonly count: number;
  readonly unsure: number;
  /** Frames to which it could not be followed, rising. */
  readonly lost: readonly number[];
}

const NOTHING: TrackSummary = { count: 0, unsure: 0, lost: [] };

const paths = new Map<string, TrackPath>();
const summaries = new Map<string, TrackSummary>();

/** Where tracks are, by their ids, as far as they are followed. */
export const trackPaths: ReadonlyMap<string, TrackPath> = paths;

export function summaryOf(id: string): TrackSummary {
  return summaries.get(id) ?? NOTHING;
}

function withState({ count, unsure, lost }: TrackSummary, frame: number, state: TrackState): TrackSummary {
  return {
    count: count + 1,
    unsure: unsure + (state === "unsure" ? 1 : 0),
    lost: state === "lost" ? [...lost, frame].sort((a, b) => a - b) : lost,
  };
}

export const trackActions = {
  take({ tracks, of, frames, xs, ys, states }: TrackedPlaces): void {
    for (const [at, frame] of frames.entries()) {
      const id = tracks[of[at] ?? 0];
      const state = TRACK_STATES[states[at] ?? 0];
      if (id === undefined || state === undefined) continue;
      const path = paths.get(id) ?? new TrackPath();
      if (!path.has(frame)) summaries.set(id, withState(summaryOf(id), frame, state));
      path.set({ frame, x: xs[at] ?? Number.NaN, y: ys[at] ?? Number.NaN, state });
      paths.set(id, path);
    }
    useTracksStore.setState(({ news }) => ({ news: news + 1 }));
  },
  /** Its places are others now, or it is gone. */
  forget(id: string): void {
    if (!paths.delete(id)) return;
    summaries.delete(id);
    useTracksStore.setState(({ news }) => ({ news: news + 1 }));
  },
  clear(): void {
    paths.clear();
    summaries.clear();
    useTracksStore.setState(({ news }) => ({ news: news + 1, state: null }));
  },
  setTail(tail: number): void {
    const { min, max } = TAIL_LENGTH;
    useTracksStore.setState({ tail: Math.min(Math.max(Math.round(tail), min), max) });
  },
  setVisible(visible: boolean): void {
    useTracksStore.setState({ visible });
  },
} as const;
