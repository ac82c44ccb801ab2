import { useEffect } from "react";
import type { Pixel } from "../../lib/pins";
import { pixelUnder } from "../../probe/picture-places";
import { shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { curveActions } from "../../stores/curve-store";
import { openDialog } from "../../stores/dialog-store";
import { pinActions } from "../../stores/pin-actions";
import { useProbeStore } from "../../stores/probe-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { handleCommands, type Obstacle } from "../commands/registry";

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
        "probe-table": { run: () => openDialog("probe-table"), obstacle: noProbe },
        "curves-u": { run: () => curveActions.choose("u"), obstacle: noProbe },
        "curves-v": { run: () => curveActions.choose("v"), obstacle: noProbe },
        "curves-speed": { run: () => curveActions.choose("speed"), obstacle: noProbe },
        "clear-probes": {
          run: viewActions.clearPins,
          obstacle: noProbe,
        },
      }),
    [],
  );
}

function noProbe(): Obstacle | null {
  return useViewStore.getState().pins.length > 0 ? null : "noProbe";
}

/** The pixel in the middle of what is seen. */
function middlePixel(): Pixel | null {
  const state = useCanvasViewStore.getState();
  const shown = shownMovie(state);
  if (shown === null || state.space === null) return null;
  const { width, height } = state.space.area;
  return pixelUnder({ x: width / 2, y: height / 2 }, shown);
}
