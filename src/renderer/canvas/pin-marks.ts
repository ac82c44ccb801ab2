import { pinColour } from "../../shared/overlay/pin-colours";
import type { Point } from "./view-transform";

/** A pin as it is marked on a copy of the picture. */
export interface PinMark {
  readonly number: number;
  /** The middle of its ring, in whole pixels of the copy. */
  readonly at: Point;
  readonly selected: boolean;
}

/** Radii, widths and places in pixels of the page: those of the marks that lie over the canvas (`probe.css`). */
const RING = 6;
const DOT = 1;
const HALO_WIDTH = 4;
const RING_WIDTH = 2;
const NUMBER_RIM = 3;
const NUMBER_AT: Point = { x: 8, y: -5 };
const HALO = "rgb(0 0 0 / 0.75)";
const PLAIN = { ring: "#fff", dot: "#fff" } as const;
const SELECTED = { ring: "#f2a93b", dot: "#ffc466" } as const;

/**
 * Draws the marks of the pins on a copy of the picture: in the window they lie over the canvas.
 *
 * @param fontFamily of their numbers, as CSS has it
 * @param ratio pixels of the copy for one of the page
 */
export function paintPinMarks(
  context: OffscreenCanvasRenderingContext2D,
  marks: readonly PinMark[],
  fontFamily: string,
  ratio: number,
): void {
  for (const { number, at, selected } of marks) {
    const colours = selected ? SELECTED : PLAIN;
    context.save();
    context.translate(at.x, at.y);
    context.scale(ratio, ratio);
    strokeRing(context, HALO, HALO_WIDTH);
    strokeRing(context, colours.ring, RING_WIDTH);
    context.fillStyle = colours.dot;
    context.beginPath();
    context.arc(0, 0, DOT, 0, 2 * Math.PI);
    context.fill();
    context.font = `700 12px ${fontFamily}`;
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    context.lineWidth = NUMBER_RIM;
    context.strokeStyle = HALO;
    context.fillStyle = pinColour(number);
    context.strokeText(String(number), NUMBER_AT.x, NUMBER_AT.y);
    context.fillText(String(number), NUMBER_AT.x, NUMBER_AT.y);
    context.restore();
  }
}

function strokeRing(context: OffscreenCanvasRenderingContext2D, colour: string, width: number): void {
  context.beginPath();
  context.arc(0, 0, RING, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}
