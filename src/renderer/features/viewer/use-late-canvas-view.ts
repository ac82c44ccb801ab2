import { useEffect, useState } from "react";
import { createLateTask } from "../../lib/frame-task";
import { type CanvasViewState, useCanvasViewStore } from "../../stores/canvas-view";

/** Milliseconds between two looks at the view while it changes: figures that change more often cannot be read. */
const REST_MS = 100;

/**
 * What part of the picture is looked at, for what stands beside the picture and need not move with it: it is told when the
 * picture has been painted, so that laying it out never holds that up.
 */
export function useLateCanvasView(): CanvasViewState {
  const [state, setState] = useState(useCanvasViewStore.getState);
  useEffect(() => {
    const take = (): void => setState(useCanvasViewStore.getState());
    const task = createLateTask(take, REST_MS);
    const leave = useCanvasViewStore.subscribe(task.request);
    // It may have changed since it was rendered.
    take();
    return () => {
      leave();
      task.cancel();
    };
  }, []);
  return state;
}
