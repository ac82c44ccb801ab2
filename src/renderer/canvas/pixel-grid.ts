import type { Context2D } from "./kept-drawing";
import { type MovieView, moviePlacement, visiblePart } from "./movie-view";

/** Seen on dark and on bright pixels, and quieter than what lies over it. */
const COLOUR = "rgb(128 128 128 / 0.45)";

/** Draws a line of one device pixel between neighbouring pixels of the movie. */
export function paintPixelGrid(context: Context2D, view: MovieView): void {
  const { x, y, width, height } = visiblePart(view);
  const { scaleX, scaleY, offsetX, offsetY } = moviePlacement(view);
  context.fillStyle = COLOUR;
  for (const at of boundaries(x, width, scaleX, offsetX)) context.fillRect(at, y, 1, height);
  for (const at of boundaries(y, height, scaleY, offsetY)) context.fillRect(x, at, width, 1);
}

/**
 * Where pixels of the movie begin within a stretch of device pixels, but for the stretch's own ends.
 *
 * @param scale device pixels for each of the movie
 * @param offset where the movie begins, in device pixels
 */
export function boundaries(from: number, length: number, scale: number, offset: number): number[] {
  const places: number[] = [];
  for (let index = Math.ceil((from - offset) / scale); ; index += 1) {
    const at = Math.round(offset + index * scale);
    if (at >= from + length) return places;
    if (at > from) places.push(at);
  }
}
