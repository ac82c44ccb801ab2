import { create } from "zustand";
import { setFold } from "./folds-store";
import { setPictureOnly } from "./picture-only";
import { useRatesStore } from "./rates-store";
import { type InspectorTab, useViewStore } from "./view-store";

interface Reveal {
  /** Names the place to go to, as the page marks it; null when everybody is where they wanted to go. */
  readonly place: string | null;
  /** Grows with every wish: the same place may be wanted twice. */
  readonly wish: number;
}

/** A place in the panels that somebody wants to see. */
export const useRevealStore = create<Reveal>()(() => ({ place: null, wish: 0 }));

/** Brings a place of the panels into view, whatever is in its way. @param tab that has it; null where it is beside all tabs */
export function reveal(place: string, tab: InspectorTab | null): void {
  setPictureOnly(false);
  useViewStore.setState(tab === null ? { inspectorOpen: true } : { inspectorOpen: true, inspectorTab: tab });
  if (place === "frame-memory") setFold("cost", true);
  if (place === "capture-rate") useRatesStore.setState({ asked: true });
  useRevealStore.setState(({ wish }) => ({ place, wish: wish + 1 }));
}
