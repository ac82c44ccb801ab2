import { request } from "../api";
import { type Pixel, samePixel } from "../lib/pins";
import { probeActions, readingAt, useProbeStore } from "../stores/probe-store";
import { useViewStore } from "../stores/view-store";
import { ProbeClient } from "./probe-client";

/** The pixels that somebody looks at: the pins, and the one under the pointer as the last one. */
export function wishedPixels(): readonly Pixel[] {
  const { hovered } = useProbeStore.getState();
  const { pins } = useViewStore.getState();
  const extra = hovered !== null && !pins.some((pin) => samePixel(pin, hovered)) ? [hovered] : [];
  return [...pins, ...extra];
}

/** Reads whatever is looked at and did not come with the picture. Returns what ends that. */
export function followProbe(): () => void {
  const client = new ProbeClient(
    ({ source, pixels }) =>
      request("probe:read", { ...source, points: pixels.map(({ x, y }) => [x + 0.5, y + 0.5]) }),
    ({ source, pixels }, values) => probeActions.read(source, pixels, values),
  );
  const wish = (): void => {
    const state = useProbeStore.getState();
    const { source } = state;
    const pixels = wishedPixels().filter((pixel) => readingAt(state, pixel) === undefined);
    client.wish(source === null || pixels.length === 0 ? null : { source, pixels });
  };
  const leaves = [
    useProbeStore.subscribe((state, before) => {
      if (state.hovered !== before.hovered || state.source !== before.source) wish();
    }),
    useViewStore.subscribe((state, before) => {
      if (state.pins !== before.pins) wish();
    }),
  ];
  return () => {
    for (const leave of leaves) leave();
  };
}
