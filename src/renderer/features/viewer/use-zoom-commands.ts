import { useEffect } from "react";
import { canvasViewActions } from "../../stores/canvas-view";
import { handleCommands } from "../commands/registry";

/** Takes the commands over that change how large the picture is. */
export function useZoomCommands(): void {
  useEffect(
    () =>
      handleCommands({
        "zoom-fit": { run: canvasViewActions.fit },
        "zoom-actual": { run: () => canvasViewActions.oneToOne() },
        "zoom-in": { run: () => canvasViewActions.step(1) },
        "zoom-out": { run: () => canvasViewActions.step(-1) },
      }),
    [],
  );
}
