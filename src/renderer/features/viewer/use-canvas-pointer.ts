import { type RefObject, useEffect } from "react";
import { canPan, type Point, toMovie } from "../../canvas/view-transform";
import { type Pin, type Pixel, pixelWithin } from "../../lib/pins";
import { isOnPlate, middleOf, pinUnder, pixelUnder } from "../../probe/picture-places";
import { canvasViewActions, shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { pinActions } from "../../stores/pin-actions";
import { useProbeStore } from "../../stores/probe-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { placeOn, tipOn } from "./canvas-place";
import { wheelGesture } from "./wheel";

const LEFT_BUTTON = 0;
const MIDDLE_BUTTON = 1;

/** CSS pixels that a hand may tremble while it clicks. */
const CLICK_REACH = 3;
/** CSS pixels around a pin where it is grasped. */
const PIN_REACH = 10;

/** A button that is held down on the picture. */
interface Press {
  readonly pointer: number;
  readonly button: number;
  /** Where it went down, in CSS pixels of the window. */
  readonly from: Point;
  /** Where it was last, in device pixels of the canvas. */
  readonly at: Point;
  /** Whether it has left the place of a click. */
  readonly moved: boolean;
  /** The pin that it went down on, and how far from the middle of its mark. */
  readonly grasped: { readonly pin: Pin; readonly off: Point } | null;
}

/**
 * Zooms with the wheel, moves the picture by dragging it, and switches to one to one with a double click. A click pins
 * a probe, or selects the one that it meets; dragging a pin moves it.
 */
export function useCanvasPointer(ref: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    let pressed: Press | null = null;

    const ratio = (): number => canvas.width / canvas.clientWidth;
    const graspAt = (at: Point): Press["grasped"] => {
      const shown = shownMovie(useCanvasViewStore.getState());
      const pin = shown && pinUnder(at, useViewStore.getState().pins, shown, PIN_REACH * ratio());
      if (shown === null || pin === null) return null;
      const { x, y } = middleOf(pin, shown);
      return { pin, off: { x: at.x - x, y: at.y - y } };
    };
    const panning = (): boolean => {
      const { view, space } = useCanvasViewStore.getState();
      return space !== null && canPan(view, space);
    };
    const showState = (): void => {
      const drags = pressed !== null && pressed.grasped === null && panning();
      canvas.toggleAttribute("data-pannable", panning());
      canvas.toggleAttribute("data-dragging", drags);
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const gesture = wheelGesture(event);
      if (gesture.kind === "zoom") {
        canvasViewActions.zoomBy(gesture.factor, placeOn(canvas, event.clientX, event.clientY));
      } else {
        canvasViewActions.pan(gesture.x * ratio(), gesture.y * ratio());
      }
    };
    const onDown = (event: PointerEvent): void => {
      const { button, pointerId: pointer, clientX: x, clientY: y } = event;
      if (button !== LEFT_BUTTON && button !== MIDDLE_BUTTON) return;
      if (useCanvasViewStore.getState().space === null) return;
      // The middle button would begin to scroll.
      if (button === MIDDLE_BUTTON) event.preventDefault();
      canvas.setPointerCapture(pointer);
      const at = placeOn(canvas, x, y);
      const grasped = button === LEFT_BUTTON ? graspAt(at) : null;
      pressed = { pointer, button, from: { x, y }, at, moved: false, grasped };
      showState();
    };
    const onMove = (event: PointerEvent): void => {
      const { clientX: x, clientY: y } = event;
      if (pressed === null) {
        canvas.toggleAttribute("data-over-pin", graspAt(placeOn(canvas, x, y)) !== null);
        return;
      }
      if (pressed.pointer !== event.pointerId) return;
      const { from, grasped } = pressed;
      const moved = pressed.moved || Math.hypot(x - from.x, y - from.y) > CLICK_REACH;
      if (!moved) return;
      const at = placeOn(canvas, x, y);
      if (grasped !== null) movePin(grasped, at);
      else canvasViewActions.pan(at.x - pressed.at.x, at.y - pressed.at.y);
      pressed = { ...pressed, at, moved };
    };
    const onUp = (event: PointerEvent): void => {
      if (pressed?.pointer !== event.pointerId) return;
      const { grasped, moved, button } = pressed;
      pressed = null;
      showState();
      if (moved || button !== LEFT_BUTTON) return;
      if (grasped !== null) pinActions.select(grasped.pin.number);
      else click(tipOn(canvas, event.clientX, event.clientY));
    };
    const onCancel = (event: PointerEvent): void => {
      if (pressed?.pointer !== event.pointerId) return;
      pressed = null;
      showState();
    };
    const onDoubleClick = (event: MouseEvent): void => {
      const at = placeOn(canvas, event.clientX, event.clientY);
      // Its first click has pinned a probe, which nobody meant. The hand may have trembled to the next pixel since.
      pinActions.takeBack(graspAt(at)?.pin ?? pixelAt(tipOn(canvas, event.clientX, event.clientY)));
      canvasViewActions.toggleOneToOne(at);
    };

    const leave = useCanvasViewStore.subscribe(showState);
    showState();
    canvas.addEventListener("wheel", onWheel, { passive: false });
    canvas.addEventListener("pointerdown", onDown);
    canvas.addEventListener("pointermove", onMove);
    canvas.addEventListener("pointerup", onUp);
    canvas.addEventListener("pointercancel", onCancel);
    canvas.addEventListener("dblclick", onDoubleClick);
    return () => {
      leave();
      canvas.removeEventListener("wheel", onWheel);
      canvas.removeEventListener("pointerdown", onDown);
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerup", onUp);
      canvas.removeEventListener("pointercancel", onCancel);
      canvas.removeEventListener("dblclick", onDoubleClick);
    };
  }, [ref]);
}

function movePin({ pin, off }: NonNullable<Press["grasped"]>, at: Point): void {
  const shown = shownMovie(useCanvasViewStore.getState());
  if (shown === null) return;
  const { x, y } = toMovie({ x: at.x - off.x, y: at.y - off.y }, shown.picture, shown.movie);
  viewActions.movePin(pin.number, pixelWithin(x, y, shown.movie));
}

function pixelAt(at: Point): Pixel | null {
  const shown = shownMovie(useCanvasViewStore.getState());
  return shown && pixelUnder(at, shown);
}

/** Pins what lies under the tip of the pointer; the legend hides what there is to pin. */
function click(at: Point): void {
  const pixel = pixelAt(at);
  if (pixel !== null && !isOnPlate(at, useProbeStore.getState().legend.plates)) pinActions.pin(pixel);
}
