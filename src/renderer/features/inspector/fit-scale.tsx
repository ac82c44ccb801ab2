import { useState } from "react";
import type { MapKind } from "../../../shared/overlay/settings";
import { request } from "../../api";
import type { ProbeSource } from "../../probe/probe-source";
import { reportProblem } from "../../stores/movie-store";
import { noteInPassing } from "../../stores/passing-note";
import { useProbeStore } from "../../stores/probe-store";
import { useStatsStore } from "../../stores/stats-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { currentTexts, useTexts } from "../../texts/use-texts";

/** Fits what has the full colour in a map to the frame on the screen. */
export function FitScale({ kind }: { readonly kind: MapKind }) {
  const p95Speed = useStatsStore((state) => state.stats?.report?.p95Speed ?? null);
  const source = useProbeStore((state) => state.sources.a);
  const [measuring, setMeasuring] = useState(false);
  if (kind === "direction" || kind === "speed") {
    return (
      <FitButton
        disabled={p95Speed === null}
        onPress={() => p95Speed !== null && viewActions.fitMaxSpeed(p95Speed)}
      />
    );
  }
  const measure = async (): Promise<void> => {
    if (source === null) return;
    setMeasuring(true);
    await fitToValues(source, kind);
    setMeasuring(false);
  };
  return <FitButton disabled={source === null || measuring} onPress={() => void measure()} />;
}

function FitButton({ disabled, onPress }: { readonly disabled: boolean; readonly onPress: () => void }) {
  const { view } = useTexts().panels;
  return (
    <button
      type="button"
      className="button button--small"
      title={view.fitNote}
      disabled={disabled}
      onClick={onPress}
    >
      {view.fit}
    </button>
  );
}

/** Where the map shows nothing there is nothing to fit it to, and it stays as it is. */
async function fitToValues(source: ProbeSource, kind: Exclude<MapKind, "direction">): Promise<void> {
  const { minimumReliability } = useViewStore.getState().overlay;
  const outcome = await request("map:extent", { ...source, map: kind, minimumReliability });
  if (!outcome.ok) {
    if (outcome.error.code === "cancelled") noteInPassing("fitGivenUp");
    else reportProblem(outcome.error, currentTexts().panels.view.fitSubject);
  } else if (Number.isFinite(outcome.value)) viewActions.fitMapLimit(kind, outcome.value);
}
