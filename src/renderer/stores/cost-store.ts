import { create } from "zustand";
import type { Picture } from "../../shared/picture";
import { type CostLayers, costLayers, ShownCosts } from "../lib/frame-costs";
import { createLateTask } from "../lib/frame-task";
import { analysisTables } from "./analysis-store";

/** What the frames of the open movie cost when they were shown. Outside the store: what draws it reads it as it is. */
export const shownCosts = new ShownCosts();

/** Grows with the records, so that whoever draws them knows; a few times a second at most. */
export const useCostStore = create<{ readonly version: number }>()(() => ({ version: 0 }));

const REST_MS = 250;
const publish = createLateTask(() => useCostStore.setState({ version: shownCosts.changes }), REST_MS);

/** Takes down what the picture on the screen cost. */
export function recordShownCost(picture: Picture, drawMs: number): void {
  const before = shownCosts.changes;
  shownCosts.record(picture, drawMs);
  if (shownCosts.changes !== before) publish.request();
}

/** Forgets the costs of the movie, or of the parameters, from before. */
export function clearShownCosts(): void {
  publish.cancel();
  shownCosts.clear();
  useCostStore.setState({ version: shownCosts.changes });
}

let latest: { readonly of: readonly unknown[]; readonly layers: CostLayers } | null = null;

/** The costs of all frames as they are known now; made anew only when something has come. */
export function currentCostLayers(): CostLayers {
  const table = analysisTables.shown;
  const of = [table, table?.changes, shownCosts.changes] as const;
  if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
    latest = { of, layers: costLayers(table, shownCosts) };
  }
  return latest.layers;
}
