import { type RefObject, useEffect } from "react";
import { createFrameTask, createLateTask } from "../../lib/frame-task";
import { isOnPlate, meaningAt, pixelUnder } from "../../probe/picture-places";
import { sideAt } from "../../probe/sides";
import { shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { useDividerStore } from "../../stores/divider-store";
import { probeActions, useProbeStore } from "../../stores/probe-store";
import { tipOn } from "./canvas-place";

/** Milliseconds between two looks at what the picture moved below the pointer: painting it comes first. */
const REST_MS = 50;

/** Tells what lies under the pointer: again when it moves, and when the picture moves below it. */
export function useCanvasHover(ref: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    let tip: { readonly x: number; readonly y: number } | null = null;

    const point = (): void => {
      const canvasView = useCanvasViewStore.getState();
      const shown = shownMovie(canvasView);
      if (tip === null || shown === null) {
        probeActions.pointAt(null, null);
        return;
      }
      const at = tipOn(canvas, tip.x, tip.y);
      const { scales, plates } = useProbeStore.getState().legend;
      const meaning = meaningAt(at, scales);
      // The legend hides what lies below it.
      const pixel = isOnPlate(at, plates) ? null : pixelUnder(at, shown);
      const side = sideAt(at.x, canvasView, useDividerStore.getState());
      probeActions.pointAt(pixel && { ...pixel, side }, meaning);
    };
    const task = createFrameTask(point);
    const lateTask = createLateTask(point, REST_MS);
    const onMove = (event: PointerEvent): void => {
      tip = { x: event.clientX, y: event.clientY };
      task.request();
    };
    const onLeave = (): void => {
      tip = null;
      task.request();
    };

    const leaveView = useCanvasViewStore.subscribe(lateTask.request);
    const leaveDivider = useDividerStore.subscribe(lateTask.request);
    canvas.addEventListener("pointermove", onMove);
    canvas.addEventListener("pointerleave", onLeave);
    return () => {
      leaveView();
      leaveDivider();
      task.cancel();
      lateTask.cancel();
      probeActions.pointAt(null, null);
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerleave", onLeave);
    };
  }, [ref]);
}
