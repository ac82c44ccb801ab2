import { create } from "zustand";
import { clampTo } from "../lib/clamp";
import type { VisibleRange } from "../lib/visible-range";
import { parseObject, storage } from "./local-storage";

/** Heights of the motion graph in CSS pixels. */
export const GRAPH_HEIGHT = { min: 40, max: 240, default: 64 } as const;

export interface TimelineState {
  readonly graphVisible: boolean;
  /** Height of the motion graph in CSS pixels. */
  readonly graphHeight: number;
  /** Tracks that are hidden by themselves; null while nobody has chosen. */
  readonly hiddenTracks: readonly string[] | null;
  /** The part of the movie that the timeline shows; null is all of it. */
  readonly zoom: VisibleRange | null;
  /** The frame under the pointer, as far as the pointer is over the timeline. */
  readonly hoveredFrame: number | null;
}

const STORAGE_KEY = "kinoflow.timeline";

/** What is remembered from one start to the next; anything unreadable counts as nothing. */
export function parseTimeline(
  text: string | null,
): Pick<TimelineState, "graphVisible" | "graphHeight" | "hiddenTracks"> {
  const remembered = parseObject(text);
  const { graphVisible, graphHeight, hiddenTracks } = remembered;
  return {
    hiddenTracks: Array.isArray(hiddenTracks)
      ? hiddenTracks.filter((id): id is string => typeof id === "string")
      : null,
    graphVisible: typeof graphVisible === "boolean" ? graphVisible : true,
    graphHeight:
      typeof graphHeight === "number" ? clampTo(GRAPH_HEIGHT, Math.round(graphHeight)) : GRAPH_HEIGHT.default,
  };
}

export const useTimelineStore = create<TimelineState>()(() => ({
  ...parseTimeline(storage()?.getItem(STORAGE_KEY) ?? null),
  zoom: null,
  hoveredFrame: null,
}));

function remember(): void {
  const { graphVisible, graphHeight, hiddenTracks } = useTimelineStore.getState();
  storage()?.setItem(STORAGE_KEY, JSON.stringify({ graphVisible, graphHeight, hiddenTracks }));
}

export const timelineActions = {
  toggleGraph(): void {
    useTimelineStore.setState(({ graphVisible }) => ({ graphVisible: !graphVisible }));
    remember();
  },
  setGraphHeight(height: number): void {
    useTimelineStore.setState({ graphHeight: clampTo(GRAPH_HEIGHT, Math.round(height)) });
    remember();
  },
  hideTracks(hiddenTracks: readonly string[]): void {
    useTimelineStore.setState({ hiddenTracks });
    remember();
  },
  setZoom(zoom: VisibleRange | null): void {
    useTimelineStore.setState({ zoom });
  },
  hover(frame: number | null): void {
    if (useTimelineStore.getState().hoveredFrame !== frame)
      useTimelineStore.setState({ hoveredFrame: frame });
  },
} as const;
