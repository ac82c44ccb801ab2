import { create } from "zustand";
import { clampTo } from "../lib/clamp";

/** Heights of the motion graph in CSS pixels. */
export const GRAPH_HEIGHT = { min: 40, max: 240, default: 64 } as const;

export interface TimelineState {
  readonly graphVisible: boolean;
  /** Height of the motion graph in CSS pixels. */
  readonly graphHeight: number;
  /** The frame under the pointer, as far as the pointer is over the timeline. */
  readonly hoveredFrame: number | null;
}

const STORAGE_KEY = "kinoflow.timeline";

/** What is remembered from one start to the next; anything unreadable counts as nothing. */
export function parseTimeline(text: string | null): Pick<TimelineState, "graphVisible" | "graphHeight"> {
  const remembered = parseObject(text);
  const { graphVisible, graphHeight } = remembered;
  return {
    graphVisible: typeof graphVisible === "boolean" ? graphVisible : true,
    graphHeight:
      typeof graphHeight === "number" ? clampTo(GRAPH_HEIGHT, Math.round(graphHeight)) : GRAPH_HEIGHT.default,
  };
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Null where there is no storage: in tests, or where the browser's is damaged. */
function storage(): Storage | null {
  try {
    return typeof localStorage === "undefined" ? null : localStorage;
  } catch {
    return null;
  }
}

export const useTimelineStore = create<TimelineState>()(() => ({
  ...parseTimeline(storage()?.getItem(STORAGE_KEY) ?? null),
  hoveredFrame: null,
}));

function remember(): void {
  const { graphVisible, graphHeight } = useTimelineStore.getState();
  storage()?.setItem(STORAGE_KEY, JSON.stringify({ graphVisible, graphHeight }));
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
  hover(frame: number | null): void {
    if (useTimelineStore.getState().hoveredFrame !== frame)
      useTimelineStore.setState({ hoveredFrame: frame });
  },
} as const;
