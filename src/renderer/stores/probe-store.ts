import { create } from "zustand";
import type { ErrorValue } from "../../shared/errors";
import { SIDES, type Side } from "../../shared/picture";
import type { FlowProbe } from "../../shared/probe";
import { type LegendMeaning, type LegendPlaces, NO_LEGEND } from "../canvas/legend-places";
import { type Pixel, type Place, samePixel } from "../lib/pins";
import { type ProbeSource, type ProbeSources, sameSource } from "../lib/probe-source";
import { type Reading, readingOf } from "../lib/reading";
import { useViewStore } from "./view-store";

/** What the flow of the picture on the screen is under the pointer and at the pins. */
export interface ProbeState {
  /** What the picture on the screen is of: nothing of anything else is ever shown. */
  readonly sources: ProbeSources;
  /** What was read of the sources; null where the flow is unknown. */
  readonly readings: ReadonlyMap<string, Reading | null>;
  /** Why each source could not be read when that was tried last; null where it could, or was not tried. */
  readonly failures: Readonly<Record<Side, ErrorValue | null>>;
  /** What is under the pointer; null while it is not on the picture. */
  readonly hovered: Place | null;
  /** The place to show: the one under the pointer, or the last one that was read of those it came past. */
  readonly shown: Place | null;
  /** Set while the pointer is on a scale of the legend. */
  readonly meaning: LegendMeaning | null;
  readonly legend: LegendPlaces;
  /** Number of the pin that was chosen last. */
  readonly selectedPin: number | null;
}

const INITIAL: ProbeState = {
  ...{ sources: { a: null, b: null }, readings: new Map(), hovered: null, shown: null, meaning: null },
  ...{ failures: { a: null, b: null }, legend: NO_LEGEND, selectedPin: null },
};

export const useProbeStore = create<ProbeState>()(() => INITIAL);

function keyOf({ x, y, side }: Place): string {
  return `${side} ${x} ${y}`;
}

function samePlace(a: Place | null, b: Place | null): boolean {
  return samePixel(a, b) && a?.side === b?.side;
}

/** What was read at a place; null where there is no flow, undefined where it has not been read yet. */
export function readingAt({ sources, readings }: ProbeState, place: Place): Reading | null | undefined {
  return sources[place.side] === null ? null : readings.get(keyOf(place));
}

/** Why nothing is known of a place; null where it was read, or still may be. */
export function failureAt(state: ProbeState, place: Place): ErrorValue | null {
  return readingAt(state, place) === undefined ? state.failures[place.side] : null;
}

/** Values of places, in their order. */
interface Read {
  readonly places: readonly Place[];
  readonly values: FlowProbe["values"];
}

/**
 * The readings of these sources with some more. Those of sources that are not on the screen any more, and those of places
 * that the pointer has left, are forgotten.
 */
function withReadings(
  { hovered, shown, readings: before, sources: beforeSources }: ProbeState,
  sources: ProbeSources,
  { places, values }: Read,
): ReadonlyMap<string, Reading | null> {
  const readings = new Map<string, Reading | null>();
  const pins = useViewStore.getState().pins.flatMap((pin) => SIDES.map((side) => ({ ...pin, side })));
  for (const place of [...pins, hovered, shown]) {
    if (place === null || sources[place.side] !== beforeSources[place.side]) continue;
    const known = before.get(keyOf(place));
    if (known !== undefined) readings.set(keyOf(place), known);
  }
  for (const [index, place] of places.entries()) readings.set(keyOf(place), readingOf(values[index] ?? null));
  return readings;
}

/**
 * The place to show: the one under the pointer if it was read, else the last one that was. While the pointer moves every
 * answer is of a place that it has left already, and nothing at all would be seen otherwise.
 */
function shownOf(
  { hovered, shown }: ProbeState,
  readings: ProbeState["readings"],
  read: readonly Place[],
): Place | null {
  if (hovered === null || readings.has(keyOf(hovered))) return hovered;
  const { pins } = useViewStore.getState();
  const passed = read.findLast(
    (place) => place.side === hovered.side && !pins.some((pin) => samePixel(pin, place)),
  );
  if (passed !== undefined) return passed;
  return shown !== null && readings.has(keyOf(shown)) ? shown : hovered;
}

/** What came with a picture: the pixels that were asked for, and what each side has there. */
export interface ProbedPicture {
  readonly pixels: readonly Pixel[];
  readonly values: Readonly<Record<Side, FlowProbe["values"] | null>>;
}

function readOf({ pixels, values }: ProbedPicture): Read {
  const sides = SIDES.filter((side) => values[side] !== null);
  return {
    places: sides.flatMap((side) => pixels.map((pixel) => ({ ...pixel, side }))),
    values: sides.flatMap((side) => values[side] ?? []),
  };
}

export const probeActions = {
  /** A picture is on the screen, with what was read of it on its way. */
  painted(next: ProbeSources, probed: ProbedPicture): void {
    useProbeStore.setState((state) => {
      const kept = (side: Side) =>
        sameSource(next[side], state.sources[side]) ? state.sources[side] : next[side];
      const sources = { a: kept("a"), b: kept("b") };
      const read = readOf(probed);
      const readings = withReadings(state, sources, read);
      const failureKept = (side: Side) =>
        sources[side] === state.sources[side] ? state.failures[side] : null;
      const failures = { a: failureKept("a"), b: failureKept("b") };
      return { sources, readings, failures, shown: shownOf(state, readings, read.places) };
    });
  },
  /** What was read of a source, which may not be on the screen any more. */
  read(source: ProbeSource, places: readonly Place[], values: FlowProbe["values"]): void {
    useProbeStore.setState((state) => {
      if (!places.every(({ side }) => state.sources[side] === source)) return state;
      const readings = withReadings(state, state.sources, { places, values });
      const failures = { ...state.failures };
      for (const { side } of places) failures[side] = null;
      return { readings, failures, shown: shownOf(state, readings, places) };
    });
  },
  /** A source could not be read. */
  failed(source: ProbeSource, error: ErrorValue): void {
    useProbeStore.setState(({ sources, failures }) => {
      const failed = (side: Side) => (sources[side] === source ? error : failures[side]);
      return { failures: { a: failed("a"), b: failed("b") } };
    });
  },
  /** The pointer is on a pixel of the picture, on a scale of the legend, or on neither. */
  pointAt(hovered: Place | null, meaning: LegendMeaning | null): void {
    useProbeStore.setState((state) => {
      if (samePlace(hovered, state.hovered) && meaning === null && state.meaning === null) return state;
      const next = { ...state, hovered, meaning };
      return { hovered, meaning, shown: shownOf(next, state.readings, []) };
    });
  },
  setLegend(legend: LegendPlaces): void {
    if (legend !== useProbeStore.getState().legend) useProbeStore.setState({ legend });
  },
  select(selectedPin: number | null): void {
    useProbeStore.setState({ selectedPin });
  },
  /** Another movie is opened. */
  clear(): void {
    useProbeStore.setState(INITIAL);
  },
} as const;
