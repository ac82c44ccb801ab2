import type { AnalysisState } from "../../shared/analysis";
import { showsSpeedColours } from "../../shared/overlay/settings";
import { analysisTables, useAnalysisStore } from "../stores/analysis-store";
import { noteInPassing } from "../stores/passing-note";
import { currentCuts } from "../stores/scene-cuts";
import { useViewStore, viewActions } from "../stores/view-store";
import type { AnalysisTable } from "./analysis-table";
import { percentile } from "./percentile";

/** Of the frames: a tenth may be as wild as they like (a jolt of the camera, a burst of mistaken flow). */
const WILD_SHARE = 0.1;

/** Of the speed of the fastest frames that are not wild: what is slower is at rest beside it. */
const REST_SHARE = 0.1;

/**
 * A speed that the colours of a whole movie can be scaled to, in px/frame: the median, over the frames in which something
 * moves, of their 95th percentile of speed. Neither a few fast frames, which would leave all others pale, nor many still
 * ones decide. The flow across scene cuts is of nothing that moves, and does not count. NaN while nothing is known.
 */
export function tellingSpeed(
  table: Pick<AnalysisTable, "column" | "length">,
  cuts: readonly number[],
): number {
  const speeds = table.column("p95Speed").slice(0, table.length);
  for (const cut of cuts) speeds[cut - 1] = Number.NaN;
  const rest = REST_SHARE * percentile(speeds, table.length, 1 - WILD_SHARE);
  return percentile(
    speeds.map((speed) => (speed >= rest ? speed : Number.NaN)),
    table.length,
    0.5,
  );
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
    const before = useViewStore.getState().overlay;
    viewActions.offerMaxSpeed(speed, "analysis");
    const { overlay } = useViewStore.getState();
    const { maxSpeed } = overlay.colour;
    // Who looks at these colours sees them change, and is told why.
    if (maxSpeed !== before.colour.maxSpeed && showsSpeedColours(overlay))
      noteInPassing("coloursFitted", maxSpeed);
  });
}

/** For the control of the scale: whether it is locked, and what turns the lock. */
export function useColourScaleLock(): { readonly locked: boolean; readonly toggle: () => void } {
  const locked = useViewStore((state) => state.colourScaleLocked);
  return { locked, toggle: viewActions.toggleColourScaleLock };
}
