import { useState } from "react";
import type { MapKind } from "../../../shared/overlay/settings";
import { useProbeStore } from "../../stores/probe-store";
import { useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";
import { canFitMap, fitMap } from "./fit-map";

/** Fits what has the full colour in a map to the frame on the screen. */
export function FitScale({ kind }: { readonly kind: MapKind }) {
  const { view } = useTexts().panels;
  // What decides whether there is something to fit to.
  useStatsStore((state) => Number.isNaN(state.stats?.report?.p95Speed ?? Number.NaN));
  useProbeStore((state) => state.sources.a === null);
  const [measuring, setMeasuring] = useState(false);
  const press = async (): Promise<void> => {
    setMeasuring(true);
    await fitMap(kind);
    setMeasuring(false);
  };
  return (
    <button
      type="button"
      className="button button--small"
      title={view.fitNote}
      disabled={measuring || !canFitMap(kind)}
      onClick={() => void press()}
    >
      {view.fit}
    </button>
  );
}
