import { paintTails } from "../../shared/overlay/paint-tails";
import type { TrackTail } from "../../shared/overlay/track-tail";
import { CanvasBrush } from "./canvas-brush";
import { type CanvasView, pictureRectangle, type ViewSpace } from "./view-transform";

/** What of the picture is looked at, and through what. */
export interface TailView {
  readonly view: CanvasView;
  readonly space: ViewSpace;
}

/** Draws tails of tracks on a canvas of the size of the picture's, over the picture as it is seen there. */
export function drawTails(
  context: CanvasRenderingContext2D,
  tails: readonly TrackTail[],
  { view, space }: TailView,
): void {
  const { pixelAspect, movie } = space;
  const target = pictureRectangle(view, space);
  const brush = new CanvasBrush(context);
  brush.placement = {
    scaleX: target.width / (movie.width * pixelAspect),
    scaleY: target.height / movie.height,
    offsetX: target.x,
    offsetY: target.y,
  };
  context.save();
  context.beginPath();
  context.rect(target.x, target.y, target.width, target.height);
  context.clip();
  context.beginPath();
  paintTails(brush, tails, { pixelAspect, unit: window.devicePixelRatio / brush.placement.scaleY });
  context.restore();
}
