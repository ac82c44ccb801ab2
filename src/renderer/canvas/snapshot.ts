import type { Picture } from "../../shared/picture";
import type { Pin } from "../lib/pins";
import { sideLabels, sidesOfPicture } from "../lib/side-names";
import { currentTexts } from "../texts/use-texts";
import { lineEnd } from "./divider";
import type { LegendPlaces } from "./legend-places";
import { type MovieView, visiblePart } from "./movie-view";
import { drawLaidOver } from "./over-canvases";
import { paintPinMarks } from "./pin-marks";
import { paintSplitMark } from "./split-mark";
import { type Point, toCanvas } from "./view-transform";

/** The pins of a copy of the picture. */
export interface SnapshotPins {
  readonly pins: readonly Pin[];
  /** Number of the one that is marked as chosen. */
  readonly selected: number | null;
  /** Draws what else was laid over the picture. @param off of the copy's corner from the canvas's, in device pixels */
  readonly paintMarks: (context: OffscreenCanvasRenderingContext2D, off: Point) => void;
}

/** What is on a canvas. */
export interface PaintedCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly picture: Picture;
  readonly view: MovieView;
  /** Where the part of the flow beside the picture's own begins; null where there is none. */
  readonly dividedAt: number | null;
  readonly legend: LegendPlaces;
}

/**
 * What is seen of the picture, with all that is drawn on it and with these pins, at the resolution of the screen and
 * without its surround, as PNG. Null where nothing of it is seen.
 */
export async function snapshotOf(
  { canvas, picture, view, dividedAt, legend }: PaintedCanvas,
  { pins, selected, paintMarks }: SnapshotPins,
): Promise<Blob | null> {
  const seen = visiblePart(view);
  const { x, y, width, height } = seen;
  if (width === 0 || height === 0) return null;
  const copy = new OffscreenCanvas(width, height);
  const context = copy.getContext("2d", { alpha: false });
  if (context === null) throw new Error("This window cannot draw.");
  context.drawImage(canvas, -x, -y);
  paintMarks(context, { x, y });
  drawLaidOver(context, x, y);
  const ratio = window.devicePixelRatio;
  const marks = pins.map((pin) => {
    const middle = toCanvas({ x: pin.x + 0.5, y: pin.y + 0.5 }, view.target, view.movie);
    const at = { x: Math.round(middle.x) - x, y: Math.round(middle.y) - y };
    return { number: pin.number, at, selected: pin.number === selected };
  });
  paintPinMarks(context, marks, getComputedStyle(canvas).fontFamily, ratio);
  if (dividedAt !== null) {
    const texts = currentTexts();
    const ways = sideLabels(sidesOfPicture(picture), texts);
    const { names } = texts.panels.split;
    const labels = { a: labelOf(names.a, ways.a), b: labelOf(names.b, ways.b) };
    const end = lineEnd(dividedAt, 2 * ratio, seen, legend.plates);
    paintSplitMark(context, copy, dividedAt - x, end - y, labels, ratio);
  }
  return copy.convertToBlob({ type: "image/png" });
}

/** What is said of a side, from the longest on: where there is no room for how it is computed, its letter. */
function labelOf(side: string, way: string | null): readonly string[] {
  return way === null ? [] : [`${side}  ${way}`, side];
}
