import type { MapKind } from "../../../shared/overlay/settings";
import { request } from "../../api";
import { reportProblem } from "../../stores/movie-store";
import { noteInPassing } from "../../stores/passing-note";
import { useProbeStore } from "../../stores/probe-store";
import { useStatsStore } from "../../stores/stats-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { currentTexts } from "../../texts/use-texts";

/** Whether what has the full colour in a map can be fitted to the frame on the screen now. */
export function canFitMap(kind: MapKind): boolean {
  if (kind === "direction" || kind === "speed") return shownSpeed() !== null;
  return kind !== "reliability" && useProbeStore.getState().sources.a !== null;
}

/** Fits what has the full colour in a map to the frame on the screen. Where the map shows nothing, it stays as it is. */
export async function fitMap(kind: MapKind): Promise<void> {
  if (kind === "direction" || kind === "speed") {
    const speed = shownSpeed();
    if (speed !== null) viewActions.fitMaxSpeed(speed);
    return;
  }
  const source = useProbeStore.getState().sources.a;
  if (source === null) return;
  const { minimumReliability } = useViewStore.getState().overlay;
  const outcome = await request("map:extent", { ...source, map: kind, minimumReliability });
  if (!outcome.ok) {
    if (outcome.error.code === "cancelled") noteInPassing("fitGivenUp");
    else reportProblem(outcome.error, currentTexts().panels.view.fitSubject);
  } else if (Number.isFinite(outcome.value)) viewActions.fitMapLimit(kind, outcome.value);
}

/**
 * The speed that 95 of 100 pixels that count are slower than in the frame on the screen, in px/frame; null where it has no
 * flow, and where no pixel counts.
 */
function shownSpeed(): number | null {
  const speed = useStatsStore.getState().stats?.report?.p95Speed ?? Number.NaN;
  return Number.isNaN(speed) ? null : speed;
}
