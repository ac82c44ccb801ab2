import { create } from "zustand";
import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { LegendScale } from "../../shared/overlay/legend-scale";
import type { FlowProbe } from "../../shared/probe";
import { type Pixel, samePixel } from "../lib/pins";
import { type Reading, readingOf } from "../lib/reading";
import { type ProbeSource, sameSource } from "../probe/probe-source";
import { useViewStore } from "./view-store";

/** What the colour under the pointer stands for, on the legend. */
export type LegendMeaning =
  | { readonly kind: "motion"; readonly u: number; readonly v: number }
  | { readonly kind: "value"; readonly map: ScalarMapKind; readonly value: number };

/** What the flow of the picture on the screen is under the pointer and at the pins. */
export interface ProbeState {
  /** What the picture on the screen is of: nothing of anything else is ever shown. Null where it has no flow. */
  readonly source: ProbeSource | null;
  /** What was read of the source; null where its flow is unknown. */
  readonly readings: ReadonlyMap<string, Reading | null>;
  /** The pixel under the pointer; null while it is not on the picture. */
  readonly hovered: Pixel | null;
  /** The pixel to show: the one under the pointer, or the last one that was read of those it came past. */
  readonly shown: Pixel | null;
  /** Set while the pointer is on a scale of the legend. */
  readonly meaning: LegendMeaning | null;
  /** Where the legend has which colour, in device pixels of the canvas. */
  readonly scales: readonly LegendScale[];
  /** Number of the pin that was chosen last. */
  readonly selectedPin: number | null;
}

const NOTHING: ReadonlyMap<string, Reading | null> = new Map();

const INITIAL: ProbeState = {
  ...{ source: null, readings: NOTHING, hovered: null, shown: null, meaning: null },
  ...{ scales: [], selectedPin: null },
};

export const useProbeStore = create<ProbeState>()(() => INITIAL);

function keyOf({ x, y }: Pixel): string {
  return `${x} ${y}`;
}

/** What was read at a pixel; null where there is no flow, undefined where it has not been read yet. */
export function readingAt({ source, readings }: ProbeState, pixel: Pixel): Reading | null | undefined {
  return source === null ? null : readings.get(keyOf(pixel));
}

/** The readings with some more. Those of places that the pointer has left are forgotten. */
function withReadings(
  { hovered, shown }: ProbeState,
  before: ReadonlyMap<string, Reading | null>,
  pixels: readonly Pixel[],
  values: FlowProbe["values"],
): ReadonlyMap<string, Reading | null> {
  const readings = new Map<string, Reading | null>();
  for (const pixel of [...useViewStore.getState().pins, hovered, shown]) {
    if (pixel === null) continue;
    const known = before.get(keyOf(pixel));
    if (known !== undefined) readings.set(keyOf(pixel), known);
  }
  for (const [index, pixel] of pixels.entries()) {
    readings.set(keyOf(pixel), readingOf(values[index] ?? null));
  }
  return readings;
}

/**
 * The pixel to show: the one under the pointer if it was read, else the last one that was. While the pointer moves every
 * answer is of a place that it has left already, and nothing at all would be seen otherwise.
 */
function shownOf(
  { hovered, shown }: ProbeState,
  readings: ProbeState["readings"],
  read: readonly Pixel[],
): Pixel | null {
  if (hovered === null || readings.has(keyOf(hovered))) return hovered;
  const { pins } = useViewStore.getState();
  const passed = read.findLast((pixel) => !pins.some((pin) => samePixel(pin, pixel)));
  if (passed !== undefined) return passed;
  return shown !== null && readings.has(keyOf(shown)) ? shown : hovered;
}

export const probeActions = {
  /** A picture is on the screen, with what was read of it on its way. */
  painted(source: ProbeSource | null, pixels: readonly Pixel[], values: FlowProbe["values"]): void {
    useProbeStore.setState((state) => {
      const same = sameSource(source, state.source);
      const readings = withReadings(state, same ? state.readings : NOTHING, pixels, values);
      const shown = shownOf(state, readings, pixels);
      return { source: same ? state.source : source, readings, shown };
    });
  },
  /** What was read of a source, which may not be the one on the screen any more. */
  read(source: ProbeSource, pixels: readonly Pixel[], values: FlowProbe["values"]): void {
    useProbeStore.setState((state) => {
      if (source !== state.source) return state;
      const readings = withReadings(state, state.readings, pixels, values);
      return { readings, shown: shownOf(state, readings, pixels) };
    });
  },
  /** The pointer is on a pixel of the picture, on a scale of the legend, or on neither. */
  pointAt(hovered: Pixel | null, meaning: LegendMeaning | null): void {
    useProbeStore.setState((state) => {
      if (samePixel(hovered, state.hovered) && meaning === null && state.meaning === null) return state;
      const next = { ...state, hovered, meaning };
      return { hovered, meaning, shown: shownOf(next, state.readings, []) };
    });
  },
  setScales(scales: readonly LegendScale[]): void {
    if (scales !== useProbeStore.getState().scales) useProbeStore.setState({ scales });
  },
  select(selectedPin: number | null): void {
    useProbeStore.setState({ selectedPin });
  },
  /** Another movie is opened. */
  clear(): void {
    useProbeStore.setState(INITIAL);
  },
} as const;
