import type { AnalysisState } from "../../shared/analysis";
import { typicalSpeed } from "../../shared/movie-speed";
import { type OverlaySettings, showsSpeedColours } from "../../shared/overlay/settings";
import { analysisTables, useAnalysisStore } from "../stores/analysis-store";
import { noteInPassing } from "../stores/passing-note";
import { currentCuts } from "../stores/scene-cuts";
import { useViewStore, viewActions } from "../stores/view-store";
import type { AnalysisTable } from "./analysis-table";

/**
 * The speed that colours and arrows of a whole movie are scaled to, in px/frame: see {@link typicalSpeed}. The flow across
 * scene cuts is of nothing that moves, and does not count. NaN while nothing is known.
 */
export function tellingSpeed(
  table: Pick<AnalysisTable, "column" | "length">,
  cuts: readonly number[],
): number {
  const speeds = table.column("p95Speed").slice(0, table.length);
  for (const cut of cuts) speeds[cut - 1] = Number.NaN;
  return typicalSpeed(speeds);
}

/** Whether the rows on the screen are all that the analysis under way, if there is one, will find out. */
function isSettled(state: AnalysisState | null, table: AnalysisTable | null): boolean {
  return state?.status === "idle" && table !== null && table.count > 0 && state.key === table.key;
}

/**
 * Offers colours and arrows a scale for the whole movie as soon as an analysis has ended, or is known from before. Once for each
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
    const before = useViewStore.getState().overlay;
    viewActions.offerSpeed(speed, "analysis");
    noteFitted(before, useViewStore.getState().overlay);
  });
}

/** Who looks at colours sees them change, and is told why. The length of arrows explains itself: the reference arrow has its speed. */
function noteFitted(before: OverlaySettings, overlay: OverlaySettings): void {
  const { maxSpeed } = overlay.colour;
  if (maxSpeed !== before.colour.maxSpeed && showsSpeedColours(overlay))
    noteInPassing("coloursFitted", maxSpeed);
}

/** For the control of the scale: whether it is locked, and what turns the lock. */
export function useColourScaleLock(): { readonly locked: boolean; readonly toggle: () => void } {
  const locked = useViewStore((state) => state.colourScaleLocked);
  return { locked, toggle: viewActions.toggleColourScaleLock };
}
