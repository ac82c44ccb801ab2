import { type FrameStats, useStatsStore } from "./stats-store";
import { secondsOfPair, useUnits } from "./units-store";

/** What has the motion of a frame. */
interface FrameSource {
  /** First of the pair. */
  readonly frame: number;
}

/** Seconds that the pair takes that can be read on a side of the picture; NaN where nobody knows. */
export function shownSeconds(source: FrameSource | null): number {
  return secondsOf(source, useStatsStore.getState().stats);
}

/** The same for a component, which is rendered again when it changes. */
export function useShownSeconds(source: FrameSource | null): number {
  useUnits();
  return useStatsStore(({ stats }) => secondsOf(source, stats));
}

function secondsOf(source: FrameSource | null, stats: FrameStats | null): number {
  if (source === null) return Number.NaN;
  // The picture knows which frame its flow leads to.
  return source.frame === stats?.frame && stats.second !== null
    ? secondsOfPair(source.frame, stats.second)
    : secondsOfPair(source.frame);
}
