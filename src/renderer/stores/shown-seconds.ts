import type { ProbeSource } from "../lib/probe-source";
import { type FrameStats, useStatsStore } from "./stats-store";
import { secondsOfPair, useUnits } from "./units-store";

/** Seconds that the pair takes that can be read on a side of the picture; NaN where nobody knows. */
export function shownSeconds(source: ProbeSource | null): number {
  return secondsOf(source, useStatsStore.getState().stats);
}

/** The same for a component, which is rendered again when it changes. */
export function useShownSeconds(source: ProbeSource | null): number {
  useUnits();
  return useStatsStore(({ stats }) => secondsOf(source, stats));
}

function secondsOf(source: ProbeSource | null, stats: FrameStats | null): number {
  if (source === null) return Number.NaN;
  // The picture knows which frame its flow leads to.
  return source.frame === stats?.frame && stats.second !== null
    ? secondsOfPair(source.frame, stats.second)
    : secondsOfPair(source.frame);
}
