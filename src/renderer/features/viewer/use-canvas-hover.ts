import { type RefObject, useEffect } from "react";
import { createFrameTask } from "../../lib/frame-task";
import { meaningAt, pixelUnder } from "../../probe/picture-places";
import { shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { probeActions, useProbeStore } from "../../stores/probe-store";
import { tipOn } from "./canvas-place";

/** Tells what lies under the pointer: again when it moves, and when the picture moves below it. */
export function useCanvasHover(ref: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    let tip: { readonly x: number; readonly y: number } | null = null;

    const task = createFrameTask(() => {
      const shown = shownMovie(useCanvasViewStore.getState());
      if (tip === null || shown === null) {
        probeActions.pointAt(null, null);
        return;
      }
      const at = tipOn(canvas, tip.x, tip.y);
      const meaning = meaningAt(at, useProbeStore.getState().scales);
      // The legend hides what lies below it.
      probeActions.pointAt(meaning === null ? pixelUnder(at, shown) : null, meaning);
    });
    const onMove = (event: PointerEvent): void => {
      tip = { x: event.clientX, y: event.clientY };
      task.request();
    };
    const onLeave = (): void => {
      tip = null;
      task.request();
    };

    const leaveView = useCanvasViewStore.subscribe(task.request);
    canvas.addEventListener("pointermove", onMove);
    canvas.addEventListener("pointerleave", onLeave);
    return () => {
      leaveView();
      task.cancel();
      probeActions.pointAt(null, null);
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerleave", onLeave);
    };
  }, [ref]);
}
