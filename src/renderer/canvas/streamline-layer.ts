import { streamlineLook } from "../../shared/overlay/paint-overlay";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { paintStreamlines, streamlineWidth } from "../../shared/overlay/streamline-paint";
import type { Streamlines } from "../../shared/picture";
import { CanvasBrush } from "./canvas-brush";
import { mostHaloReach } from "./halo-reach";
import { type MovieView, visiblePart } from "./movie-view";

/** Draws lines along the motion. Holds them as a bitmap of the visible part of the movie, as long as they are the same. */
export class StreamlineLayer {
  #canvas: OffscreenCanvas | null = null;
  #drawn: Streamlines | null = null;
  #key = "";

  draw(
    context: CanvasRenderingContext2D,
    lines: Streamlines,
    overlay: OverlaySettings,
    view: MovieView,
  ): void {
    const part = visiblePart(view);
    if (part.width === 0 || part.height === 0) return;
    const key = JSON.stringify([view, overlay.arrows.halo, overlay.streamlines.spacing]);
    this.#canvas ??= new OffscreenCanvas(1, 1);
    const canvas = this.#canvas;
    if (lines !== this.#drawn || key !== this.#key) {
      paint(canvas, lines, overlay, view);
      this.#drawn = lines;
      this.#key = key;
    }
    context.drawImage(canvas, part.x, part.y);
  }

  /** Forgets the lines, and the memory they took. */
  clear(): void {
    this.#drawn = null;
    this.#canvas = null;
  }
}

/** Paints the lines in the visible part of the movie on a canvas that is made as large as that. */
function paint(canvas: OffscreenCanvas, lines: Streamlines, overlay: OverlaySettings, view: MovieView): void {
  const part = visiblePart(view);
  // Setting the size empties the canvas.
  canvas.width = part.width;
  canvas.height = part.height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This window cannot draw.");
  const { movie, pixelAspect, target } = view;
  const { spacing } = overlay.streamlines;
  const brush = new CanvasBrush(context);
  brush.placement = {
    scaleX: target.width / (movie.width * pixelAspect),
    scaleY: target.height / movie.height,
    offsetX: target.x - part.x,
    offsetY: target.y - part.y,
  };
  brush.extraWidth = Math.max(1 - streamlineWidth(spacing) * brush.placement.scaleY, 0);
  const mostHalo = mostHaloReach() / brush.placement.scaleY;
  paintStreamlines(brush, lines, spacing, pixelAspect, streamlineLook(overlay), mostHalo);
}
