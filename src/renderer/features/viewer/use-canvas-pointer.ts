import { type RefObject, useEffect } from "react";
import { type Point, type ShownMovie, toMovie } from "../../canvas/view-transform";
import { canvasViewActions, shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { useToolStore } from "../../stores/tool-store";
import { isPannable, PanGesture } from "../../tools/navigation";
import { currentTool, FIRST_TOOL } from "../../tools/registry";
import type { ToolEvent } from "../../tools/tool";
import { placeOn, tipOn } from "./canvas-place";
import { spacePan } from "./space-pan";
import { wheelGesture } from "./wheel";

const LEFT_BUTTON = 0;
const MIDDLE_BUTTON = 1;

/** CSS pixels that a hand may tremble while it clicks. */
const CLICK_REACH = 3;
/** CSS pixels around a mark where it is grasped. */
const MARK_REACH = 7;

/** A button that is held down on the picture. */
interface Press {
  readonly pointer: number;
  /** Where it went down, in CSS pixels of the window. */
  readonly from: Point;
  /** Whether it has left the place of a click. */
  readonly moved: boolean;
  /** Moves the picture, whatever the tool; null leaves the pointer to the tool. */
  readonly pan: PanGesture | null;
}

/**
 * Hands the pointer on the picture to the tool in force. With every tool the wheel zooms, and the middle button, or the left one while Space
 * is held down, moves the picture.
 */
export function useCanvasPointer(ref: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    let pressed: Press | null = null;
    let hovered: PointerEvent | null = null;

    const told = (event: MouseEvent): ToolEvent | null => {
      const shown = shownMovie(useCanvasViewStore.getState());
      return shown && toolEvent(canvas, shown, event, pressed?.moved ?? false);
    };
    const showCursor = (): void => {
      const event = hovered && told(hovered);
      const pans = pressed?.pan != null || spacePan.held;
      const cursor = pans
        ? isPannable() && pressed !== null
          ? "grabbing"
          : "grab"
        : event === null
          ? "crosshair"
          : currentTool().cursor(event);
      if (canvas.style.getPropertyValue("--cursor") !== cursor) canvas.style.setProperty("--cursor", cursor);
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
      const { button, pointerId: pointer, clientX: x, clientY: y } = event;
      if (button !== LEFT_BUTTON && button !== MIDDLE_BUTTON) return;
      const at = told(event);
      if (at === null || pressed !== null) return;
      // The middle button would begin to scroll.
      if (button === MIDDLE_BUTTON) event.preventDefault();
      canvas.setPointerCapture(pointer);
      const pans = button === MIDDLE_BUTTON || spacePan.held;
      if (pans) spacePan.use();
      pressed = { pointer, from: { x, y }, moved: false, pan: pans ? new PanGesture(at) : null };
      hovered = event;
      if (!pans) currentTool().down(at);
      showCursor();
    };
    const onMove = (event: PointerEvent): void => {
      hovered = event;
      if (pressed !== null && pressed.pointer !== event.pointerId) return;
      if (pressed !== null) {
        const { from, moved } = pressed;
        const distance = Math.hypot(event.clientX - from.x, event.clientY - from.y);
        pressed = { ...pressed, moved: moved || distance > CLICK_REACH };
      }
      const at = told(event);
      if (at === null) return;
      if (pressed?.pan != null) pressed.pan.move(at);
      else currentTool().move(at, pressed !== null);
      showCursor();
    };
    const onUp = (event: PointerEvent): void => {
      if (pressed?.pointer !== event.pointerId) return;
      const at = told(event);
      const { pan } = pressed;
      pressed = null;
      if (at !== null && pan === null) currentTool().up(at);
      else if (pan === null) currentTool().cancel();
      showCursor();
    };
    const onCancel = (event: PointerEvent): void => {
      if (pressed?.pointer !== event.pointerId) return;
      pressed = null;
      currentTool().cancel();
      showCursor();
    };
    const onLeave = (): void => {
      hovered = null;
      if (pressed === null) currentTool().leave?.();
    };
    const onDoubleClick = (event: MouseEvent): void => {
      const at = told(event);
      if (at !== null) currentTool().doubleClick(at);
    };
    // The picture keeps the keys while something is drawn on it.
    const onMouseDown = (event: MouseEvent): void => {
      if (useToolStore.getState().tool !== FIRST_TOOL) event.preventDefault();
    };

    const leave = [
      useCanvasViewStore.subscribe(showCursor),
      useToolStore.subscribe(showCursor),
      spacePan.subscribe(showCursor),
    ];
    showCursor();
    const listeners = [
      ["pointerdown", onDown],
      ["pointermove", onMove],
      ["pointerup", onUp],
      ["pointercancel", onCancel],
      ["pointerleave", onLeave],
      ["dblclick", onDoubleClick],
      ["mousedown", onMouseDown],
    ] as const satisfies readonly (readonly [string, (event: never) => void])[];
    canvas.addEventListener("wheel", onWheel, { passive: false });
    for (const [name, listener] of listeners) canvas.addEventListener(name, listener as EventListener);
    return () => {
      for (const stop of leave) stop();
      canvas.removeEventListener("wheel", onWheel);
      for (const [name, listener] of listeners) canvas.removeEventListener(name, listener as EventListener);
    };
  }, [ref]);
}

function toolEvent(
  canvas: HTMLCanvasElement,
  { picture, movie }: ShownMovie,
  event: MouseEvent,
  moved: boolean,
): ToolEvent {
  const at = placeOn(canvas, event.clientX, event.clientY);
  const ratio = canvas.width / canvas.clientWidth;
  const { x, y } = toMovie(at, picture, movie);
  return {
    ...{ at, ratio, moved, tip: tipOn(canvas, event.clientX, event.clientY) },
    // Marks lie on the picture, and hundredths of a pixel are finer than any hand.
    place: [within(x, movie.width), within(y, movie.height)],
    reach: (MARK_REACH * ratio * movie.height) / picture.height,
    shift: event.shiftKey,
    alt: event.altKey,
  };
}

/** @param along in pixels from the border of the picture, which has so many of them */
function within(along: number, count: number): number {
  return Math.round(100 * (Math.min(Math.max(along, 0), count) - 0.5)) / 100;
}
