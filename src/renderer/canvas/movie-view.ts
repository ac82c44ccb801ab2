import type { RasterPlacement } from "./quiver-raster";
import type { Rectangle, Size } from "./viewport";

/** A movie as it lies on the canvas. */
export interface MovieView {
  readonly movie: Size;
  readonly pixelAspect: number;
  /** Where the whole movie is shown, in device pixels; it may reach beyond the canvas. */
  readonly target: Rectangle;
  /** Of the canvas. */
  readonly area: Size;
}

/** Device pixels of movie pixels. */
export function moviePlacement({ movie, target }: MovieView): RasterPlacement {
  return {
    scaleX: target.width / movie.width,
    scaleY: target.height / movie.height,
    offsetX: target.x,
    offsetY: target.y,
  };
}

/** The whole device pixels of the canvas that show the movie. */
export function visiblePart({ target, area }: MovieView): Rectangle {
  const x = Math.max(Math.round(target.x), 0);
  const y = Math.max(Math.round(target.y), 0);
  return {
    x,
    y,
    width: Math.max(Math.min(Math.round(target.x + target.width), area.width) - x, 0),
    height: Math.max(Math.min(Math.round(target.y + target.height), area.height) - y, 0),
  };
}
