import { useEffect } from "react";
import type { Pixel } from "../../lib/pins";
import { pixelUnder } from "../../probe/picture-places";
import { shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { pinActions } from "../../stores/pin-actions";
import { useProbeStore } from "../../stores/probe-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { handleCommands } from "../commands/registry";

/** Takes the commands over that are about probes. */
export function useProbeCommands(): void {
  useEffect(
    () =>
      handleCommands({
        "pin-probe": {
          run: () => {
            const pixel = useProbeStore.getState().hovered ?? middlePixel();
            if (pixel !== null) pinActions.pin(pixel);
          },
        },
        "clear-probes": {
          run: viewActions.clearPins,
          obstacle: () => (useViewStore.getState().pins.length > 0 ? null : "noProbe"),
        },
      }),
    [],
  );
}

/** The pixel in the middle of what is seen. */
function middlePixel(): Pixel | null {
  const state = useCanvasViewStore.getState();
  const shown = shownMovie(state);
  if (shown === null || state.space === null) return null;
  const { width, height } = state.space.area;
  return pixelUnder({ x: width / 2, y: height / 2 }, shown);
}
