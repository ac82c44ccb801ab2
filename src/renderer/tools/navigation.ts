import { canPan, type Point, toMovie } from "../canvas/view-transform";
import { type Pin, type Pixel, pixelWithin } from "../lib/pins";
import { isOnPlate, middleOf, pinUnder, pixelUnder } from "../probe/picture-places";
import { canvasViewActions, shownMovie, useCanvasViewStore } from "../stores/canvas-view";
import { pinActions } from "../stores/pin-actions";
import { useProbeStore } from "../stores/probe-store";
import { useViewStore, viewActions } from "../stores/view-store";
import type { Tool, ToolEvent } from "./tool";

/** CSS pixels around a pin where it is grasped. */
const PIN_REACH = 10;

/** Moves the picture with a pressed pointer. */
export class PanGesture {
  #at: Point;

  constructor({ at }: ToolEvent) {
    this.#at = at;
  }

  move({ at, moved }: ToolEvent): void {
    if (!moved) return;
    canvasViewActions.pan(at.x - this.#at.x, at.y - this.#at.y);
    this.#at = at;
  }
}

/** Whether there is somewhere to move the picture to. */
export function isPannable(): boolean {
  const { view, space } = useCanvasViewStore.getState();
  return space !== null && canPan(view, space);
}

/** A pin in the hand, and how far from the middle of its mark it was grasped. */
interface GraspedPin {
  readonly pin: Pin;
  readonly off: Point;
}

/** A click pins a probe, or selects the one that it meets; dragging a pin moves it, dragging the picture moves that. */
export class ProbeTool implements Tool {
  readonly id = "probe";
  readonly icon = "probe";
  #grasped: GraspedPin | null = null;
  #pan: PanGesture | null = null;

  cursor(event: ToolEvent): string {
    if (this.#pan !== null && isPannable()) return "grabbing";
    if (this.#grasped !== null || pinAt(event) !== null) return "move";
    return isPannable() ? "grab" : "crosshair";
  }

  down(event: ToolEvent): void {
    this.#grasped = pinAt(event);
    this.#pan = this.#grasped === null ? new PanGesture(event) : null;
  }

  move(event: ToolEvent, pressed: boolean): void {
    if (!pressed || !event.moved) return;
    if (this.#grasped !== null) movePin(this.#grasped, event.at);
    else this.#pan?.move(event);
  }

  up({ moved, tip }: ToolEvent): void {
    const grasped = this.#grasped;
    this.cancel();
    if (moved) return;
    if (grasped !== null) pinActions.select(grasped.pin.number);
    else pin(tip);
  }

  doubleClick(event: ToolEvent): void {
    // Its first click has pinned a probe, which nobody meant. The hand may have trembled to the next pixel since.
    pinActions.takeBack(pinAt(event)?.pin ?? pixelAt(event.tip));
    canvasViewActions.toggleOneToOne(event.at);
  }

  cancel(): boolean {
    this.#grasped = null;
    this.#pan = null;
    return false;
  }

  key(): boolean {
    return false;
  }
}

/** Moves the picture, and nothing else. */
export class PanTool implements Tool {
  readonly id = "pan";
  readonly icon = "hand";
  #pan: PanGesture | null = null;

  cursor(): string {
    return this.#pan === null ? "grab" : "grabbing";
  }

  down(event: ToolEvent): void {
    this.#pan = new PanGesture(event);
  }

  move(event: ToolEvent): void {
    this.#pan?.move(event);
  }

  up(): void {
    this.#pan = null;
  }

  doubleClick({ at }: ToolEvent): void {
    canvasViewActions.toggleOneToOne(at);
  }

  cancel(): boolean {
    this.#pan = null;
    return false;
  }

  key({ key }: { readonly key: string }): boolean {
    const way = WAYS[key];
    if (way === undefined) return false;
    canvasViewActions.pan(-way[0] * PAN_STEP, -way[1] * PAN_STEP);
    return true;
  }
}

const PAN_STEP = 40;
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

function pinAt({ at, ratio }: ToolEvent): GraspedPin | null {
  const shown = shownMovie(useCanvasViewStore.getState());
  const pin = shown && pinUnder(at, useViewStore.getState().pins, shown, PIN_REACH * ratio);
  if (shown === null || pin === null) return null;
  const { x, y } = middleOf(pin, shown);
  return { pin, off: { x: at.x - x, y: at.y - y } };
}

function movePin({ pin, off }: GraspedPin, at: Point): void {
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
function pin(at: Point): void {
  const pixel = pixelAt(at);
  if (pixel !== null && !isOnPlate(at, useProbeStore.getState().legend.plates)) pinActions.pin(pixel);
}
