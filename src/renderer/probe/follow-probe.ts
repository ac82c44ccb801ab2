import { SIDES } from "../../shared/picture";
import { request } from "../api";
import type { Place } from "../lib/pins";
import { useCanvasViewStore } from "../stores/canvas-view";
import { useDividerStore } from "../stores/divider-store";
import { probeActions, readingAt, useProbeStore } from "../stores/probe-store";
import { useViewStore } from "../stores/view-store";
import { ProbeClient } from "./probe-client";
import { sideOf } from "./sides";

/** The places that somebody looks at: the pins, and the one under the pointer as the last one. */
export function wishedPlaces(): readonly Place[] {
  const { hovered } = useProbeStore.getState();
  const canvas = useCanvasViewStore.getState();
  const divider = useDividerStore.getState();
  const pins = useViewStore
    .getState()
    .pins.map(({ x, y }) => ({ x, y, side: sideOf({ x, y }, canvas, divider) }));
  return hovered === null ? pins : [...pins, hovered];
}

/** Reads whatever is looked at and did not come with the picture. */
export function followProbe(): void {
  const client = new ProbeClient(
    ({ source, places }) =>
      request("probe:read", { ...source, points: places.map(({ x, y }) => [x + 0.5, y + 0.5]) }),
    {
      onValues: ({ source, places }, values) => probeActions.read(source, places, values),
      onFailure: ({ source }, error) => probeActions.failed(source, error),
    },
  );
  /** Asks for the sides that could not be read too only where somebody looks again: else the one would keep out the other. */
  const wish = (again: boolean): void => {
    const state = useProbeStore.getState();
    const missing = wishedPlaces().filter((place) => readingAt(state, place) === undefined);
    const sides = SIDES.filter((side) => missing.some((place) => place.side === side));
    const side = sides.find((each) => state.failures[each] === null) ?? (again ? sides[0] : undefined);
    const source = side === undefined ? null : state.sources[side];
    if (source !== null) client.wish({ source, places: missing.filter((place) => place.side === side) });
    else if (sides.length === 0) client.wish(null);
  };
  useProbeStore.subscribe((state, before) => {
    const { hovered, sources, readings } = state;
    if (hovered !== before.hovered || sources !== before.sources) wish(true);
    else if (readings !== before.readings || state.failures !== before.failures) wish(false);
  });
  useViewStore.subscribe((state, before) => {
    if (state.pins !== before.pins) wish(true);
  });
  // Pins come to be on the other side when the picture or the divider moves.
  useCanvasViewStore.subscribe(() => wish(true));
  useDividerStore.subscribe(() => wish(true));
}
