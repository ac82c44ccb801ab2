import { SIDES } from "../../shared/picture";
import { request } from "../api";
import { useCanvasViewStore } from "../stores/canvas-view";
import { useDividerStore } from "../stores/divider-store";
import { probeActions, readingAt, useProbeStore } from "../stores/probe-store";
import { useViewStore } from "../stores/view-store";
import { ProbeClient } from "./probe-client";
import { type Place, sideOf } from "./sides";

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
    ({ source, places }, values) => probeActions.read(source, places, values),
  );
  const wish = (): void => {
    const state = useProbeStore.getState();
    const missing = wishedPlaces().filter((place) => readingAt(state, place) === undefined);
    for (const side of SIDES) {
      const source = state.sources[side];
      const places = missing.filter((place) => place.side === side);
      if (source === null || places.length === 0) continue;
      client.wish({ source, places });
      return;
    }
    client.wish(null);
  };
  useProbeStore.subscribe((state, before) => {
    const { hovered, sources, readings } = before;
    if (state.hovered !== hovered || state.sources !== sources || state.readings !== readings) wish();
  });
  useViewStore.subscribe((state, before) => {
    if (state.pins !== before.pins) wish();
  });
  // Pins come to be on the other side when the picture or the divider moves.
  useCanvasViewStore.subscribe(wish);
  useDividerStore.subscribe(wish);
}
