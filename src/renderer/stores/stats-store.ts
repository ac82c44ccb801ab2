import { create } from "zustand";
import type { FlowParameters } from "../../shared/flow";
import type { FlowReport } from "../../shared/flow-report";
import type { PictureCost } from "../../shared/picture";
import { createLateTask } from "../lib/frame-task";
import { windowHeapBytes } from "../lib/heap";
import { History } from "../lib/history";

/** The figures that are kept for the last frames shown. */
export const HISTORY_CHANNELS = ["decode", "flow", "transfer", "draw", "memory", "meanSpeed"] as const;
export type HistoryChannel = (typeof HISTORY_CHANNELS)[number];

/** How many shown frames the charts look back. */
export const HISTORY_LENGTH = 300;

/** Figures of the last frames, in the order in which they were shown. Outside the store: charts read it as it is. */
export const history = new History(HISTORY_CHANNELS, HISTORY_LENGTH);

/** The figures of a flow beside the picture's own, of the same frame. */
export interface ComparedStats {
  readonly parameters: FlowParameters;
  readonly report: FlowReport;
  readonly flowFromCache: boolean;
  /** Of its colour picture and streamlines, in milliseconds. */
  readonly colourMs: number;
  /** Of the movie, on the screen or not. */
  readonly arrows: number;
  /** From the picture's own flow, over the points of the arrows, in px/frame; NaN where there are no arrows. */
  readonly meanDifference: number;
}

/** The figures of the frame on the screen. */
export interface FrameStats {
  /** Number of the picture that they are of, as its request had it. */
  readonly picture: number;
  readonly frame: number;
  /** Presentation time of the frame in seconds from the first one. */
  readonly time: number;
  /** The frame that the flow leads to; null where there is none. */
  readonly second: number | null;
  /** What the flow was computed with; null where there is none. */
  readonly parameters: FlowParameters | null;
  readonly cost: PictureCost;
  readonly report: FlowReport | null;
  /** Of the flow on the other side of the divider; null where there is none. */
  readonly compared: ComparedStats | null;
  readonly transferMs: number;
  /** When the picture came; see {@link publishStats}. */
  readonly drawMs: number;
  /** Arrows on the screen. */
  readonly arrows: number;
  /** Heap of the window in bytes; NaN where the browser does not tell. */
  readonly windowHeapBytes: number;
}

export interface StatsState {
  readonly stats: FrameStats | null;
  /** Grows with each record of {@link history}, so that charts know when to redraw. */
  readonly recorded: number;
}

export const useStatsStore = create<StatsState>()(() => ({ stats: null, recorded: 0 }));

/** What is known when a picture has been drawn. */
export type DrawnStats = Omit<FrameStats, "windowHeapBytes">;

/** Figures that change more often than this cannot be read, and drawing them would take its time from the pictures. */
const REST_MS = 100;
let latest: { readonly stats: DrawnStats | null; readonly recorded: number } = { stats: null, recorded: 0 };
// The size of the heap takes 0.2 ms to ask for, which is too much for every painting.
const publishLatest = createLateTask(() => {
  const { stats, recorded } = latest;
  useStatsStore.setState({ recorded, stats: stats && { ...stats, windowHeapBytes: windowHeapBytes() } });
}, REST_MS);

/** Resident memory of all our processes together. */
export function residentBytes(cost: PictureCost): number {
  return cost.processes.reduce((sum, process) => sum + process.residentBytes, 0);
}

/**
 * Takes down the figures of what is on the screen, and publishes them when the picture has been painted and enough time
 * has passed since the last time. `isNewFrame` is false when the same picture was drawn again with other settings, which
 * is no new record: its time of drawing stays the one in the record, or it could lie outside the extremes of the chart.
 */
export function publishStats(stats: DrawnStats, isNewFrame: boolean): void {
  if (isNewFrame) {
    history.push({
      decode: stats.cost.decodeMs,
      flow: stats.report === null ? Number.NaN : stats.cost.flowMs,
      transfer: stats.transferMs,
      draw: stats.drawMs,
      memory: stats.cost.processes.length === 0 ? Number.NaN : residentBytes(stats.cost),
      meanSpeed: stats.report?.meanSpeed ?? Number.NaN,
    });
  }
  const drawMs = isNewFrame ? stats.drawMs : (latest.stats?.drawMs ?? stats.drawMs);
  latest = { stats: { ...stats, drawMs }, recorded: latest.recorded + (isNewFrame ? 1 : 0) };
  publishLatest.request();
}

/** Forgets the figures of the movie before. */
export function clearStats(): void {
  publishLatest.cancel();
  history.clear();
  const cleared = { stats: null, recorded: latest.recorded + 1 };
  latest = cleared;
  useStatsStore.setState(cleared);
}
