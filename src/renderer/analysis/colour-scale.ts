import type { AnalysisState } from "../../shared/analysis";
import { analysisTables, useAnalysisStore } from "../stores/analysis-store";
import { currentCuts } from "../stores/scene-cuts";
import { useViewStore, viewActions } from "../stores/view-store";
import type { AnalysisTable } from "./analysis-table";
import { percentile } from "./percentile";

/** Of the frames: two in a hundred may be as fast as they like, and one slow scene does not decide. */
const FRAME_SHARE = 0.98;

/**
 * A speed that the colours of a whole movie can be scaled to, in px/frame: what the 95th percentile of speed of 98 of 100
 * frames does not exceed. The flow across scene cuts is of nothing that moves, and does not count. NaN while nothing is known.
 */
export function tellingSpeed(
  table: Pick<AnalysisTable, "column" | "length">,
  cuts: readonly number[],
): number {
  const speeds = table.column("p95Speed").slice(0, table.length);
  for (const cut of cuts) speeds[cut - 1] = Number.NaN;
  return percentile(speeds, table.length, FRAME_SHARE);
}

/** Whether the rows on the screen are all that the analysis under way, if there is one, will find out. */
function isSettled(state: AnalysisState | null, table: AnalysisTable | null): boolean {
  return state?.status === "idle" && table !== null && table.count > 0 && state.key === table.key;
}

/**
 * Offers the colours a scale for the whole movie as soon as an analysis has ended, or is known from before. Once for each
 * analysis: while it is under way the scale would change from moment to moment.
 *
 * @returns what ends that
 */
export function followAnalysedSpeed(): () => void {
  let offered: AnalysisTable | null = null;
  return useAnalysisStore.subscribe(({ state }) => {
    const table = analysisTables.shown;
    if (table === null || table === offered || !isSettled(state, table)) return;
    const speed = tellingSpeed(table, currentCuts());
    if (Number.isNaN(speed)) return;
    offered = table;
    viewActions.offerMaxSpeed(speed, "analysis");
  });
}

/** For the control of the scale: whether it is locked, and what turns the lock. */
export function useColourScaleLock(): { readonly locked: boolean; readonly toggle: () => void } {
  const locked = useViewStore((state) => state.colourScaleLocked);
  return { locked, toggle: viewActions.toggleColourScaleLock };
}
