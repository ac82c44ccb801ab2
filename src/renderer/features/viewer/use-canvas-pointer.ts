import { type RefObject, useEffect } from "react";
import { canPan, type Point } from "../../canvas/view-transform";
import { canvasViewActions, useCanvasViewStore } from "../../stores/canvas-view";
import { wheelGesture } from "./wheel";

const LEFT_BUTTON = 0;
const MIDDLE_BUTTON = 1;

/** Device pixels of the canvas under a place of the window. */
function placeOn(canvas: HTMLCanvasElement, clientX: number, clientY: number): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return {
    x: ((clientX - left) * canvas.width) / width,
    y: ((clientY - top) * canvas.height) / height,
  };
}

/** Zooms with the wheel, moves the picture by dragging it, and switches to one to one with a double click. */
export function useCanvasPointer(ref: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    let dragged: { readonly pointer: number; readonly at: Point } | null = null;

    const showState = (): void => {
      const { view, space } = useCanvasViewStore.getState();
      canvas.toggleAttribute("data-pannable", space !== null && canPan(view, space));
      canvas.toggleAttribute("data-dragging", dragged !== null);
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const gesture = wheelGesture(event);
      if (gesture.kind === "zoom") {
        canvasViewActions.zoomBy(gesture.factor, placeOn(canvas, event.clientX, event.clientY));
      } else {
        const ratio = canvas.width / canvas.clientWidth;
        canvasViewActions.pan(gesture.x * ratio, gesture.y * ratio);
      }
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== LEFT_BUTTON && event.button !== MIDDLE_BUTTON) return;
      const { view, space } = useCanvasViewStore.getState();
      if (space === null || !canPan(view, space)) return;
      // The middle button would begin to scroll.
      if (event.button === MIDDLE_BUTTON) event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      dragged = { pointer: event.pointerId, at: placeOn(canvas, event.clientX, event.clientY) };
      showState();
    };
    const onMove = (event: PointerEvent): void => {
      if (dragged?.pointer !== event.pointerId) return;
      const at = placeOn(canvas, event.clientX, event.clientY);
      canvasViewActions.pan(at.x - dragged.at.x, at.y - dragged.at.y);
      dragged = { ...dragged, at };
    };
    const onEnd = (event: PointerEvent): void => {
      if (dragged?.pointer !== event.pointerId) return;
      dragged = null;
      showState();
    };
    const onDoubleClick = (event: MouseEvent): void =>
      canvasViewActions.toggleOneToOne(placeOn(canvas, event.clientX, event.clientY));

    const leave = useCanvasViewStore.subscribe(showState);
    showState();
    canvas.addEventListener("wheel", onWheel, { passive: false });
    canvas.addEventListener("pointerdown", onDown);
    canvas.addEventListener("pointermove", onMove);
    canvas.addEventListener("pointerup", onEnd);
    canvas.addEventListener("pointercancel", onEnd);
    canvas.addEventListener("dblclick", onDoubleClick);
    return () => {
      leave();
      canvas.removeEventListener("wheel", onWheel);
      canvas.removeEventListener("pointerdown", onDown);
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerup", onEnd);
      canvas.removeEventListener("pointercancel", onEnd);
      canvas.removeEventListener("dblclick", onDoubleClick);
    };
  }, [ref]);
}
