import { MOST_PINS, type Pin, type Pixel, samePixel } from "../lib/pins";
import type { UndoHistory } from "../lib/undo-history";
import { noteInPassing } from "./passing-note";
import { probeActions, useProbeStore } from "./probe-store";
import { useViewHistory } from "./view-history";
import type { ViewSettings } from "./view-settings";
import { type InspectorTab, useViewStore, viewActions } from "./view-store";

/** What a pin that was just made changed, where and when. */
interface Made {
  readonly pixel: Pixel;
  readonly at: number;
  readonly pins: readonly Pin[];
  readonly before: {
    readonly pins: readonly Pin[];
    readonly selected: number | null;
    readonly tab: InspectorTab;
    readonly history: UndoHistory<ViewSettings>;
  };
}

let made: Made | null = null;

/** Milliseconds within which a second click belongs to the first one; systems differ, and have less. */
const DOUBLE_CLICK_MS = 1000;

/** What clicks and commands do to pins. */
export const pinActions = {
  /** Pins a pixel, and shows it in the table. A pixel that has a pin is not given another one. */
  pin(at: Pixel): void {
    const { pins } = useViewStore.getState();
    const there = pins.find((pin) => samePixel(pin, at));
    if (there !== undefined) {
      pinActions.select(there.number);
      return;
    }
    if (pins.length >= MOST_PINS) {
      noteInPassing("probesFull");
      return;
    }
    const before = {
      pins,
      selected: useProbeStore.getState().selectedPin,
      tab: useViewStore.getState().inspectorTab,
      history: useViewHistory.getState(),
    };
    viewActions.addPin(at);
    const after = useViewStore.getState().pins;
    made = { pixel: at, at: performance.now(), pins: after, before };
    const number = after.find((pin) => samePixel(pin, at))?.number ?? null;
    probeActions.select(number);
    viewActions.showTab("measure");
  },
  /** Takes back the pin of a pixel, if it was made a moment ago, as if it had never been: nobody meant it. */
  takeBack(at: Pixel | null): void {
    const recent = made;
    made = null;
    if (recent === null || recent.pins !== useViewStore.getState().pins) return;
    if (!samePixel(recent.pixel, at)) return;
    if (performance.now() - recent.at > DOUBLE_CLICK_MS) return;
    const { pins, selected, tab, history } = recent.before;
    useViewStore.setState({ pins, inspectorTab: tab });
    useViewHistory.setState(history);
    probeActions.select(selected);
  },
  /** Selects a pin, and shows it in the table. */
  select(number: number): void {
    probeActions.select(number);
    viewActions.showTab("measure");
  },
} as const;
