import { arrowGeometry, arrowStrokeWidth } from "../../shared/overlay/arrow-geometry";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { arrowLook } from "../../shared/overlay/arrow-look";
import { paintArrows } from "../../shared/overlay/arrow-paint";
import type { OverlaySettings } from "../../shared/overlay/settings";
import type { PictureFlow } from "../../shared/picture";
import { CanvasBrush } from "./canvas-brush";
import type { Rectangle, Size } from "./viewport";

type ArrowSamples = NonNullable<PictureFlow["arrows"]>;

/** A movie as it lies on the canvas. */
export interface MovieView {
  readonly movie: Size;
  readonly pixelAspect: number;
  /** Where the whole movie is shown, in device pixels. */
  readonly target: Rectangle;
}

/** Draws the quiver. Keeps the memory of its geometry from frame to frame. */
export class ArrowLayer {
  readonly #context: CanvasRenderingContext2D;
  readonly #brush: CanvasBrush;
  #coordinates: Float32Array = new Float32Array(0);

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.#brush = new CanvasBrush(context);
  }

  /** Returns how many arrows there are. */
  draw(samples: ArrowSamples, overlay: OverlaySettings, view: MovieView): number {
    const { movie, pixelAspect, target } = view;
    const { spacing } = samples;
    const grid = arrowGrid(movie.width, movie.height, spacing);
    const { scale, minimumSpeed } = overlay.arrows;
    const style = { scale, minimumSpeed, pixelAspect };
    const geometry = arrowGeometry(grid, samples.samples, style, this.#coordinates);
    this.#coordinates = geometry.coordinates;
    if (geometry.count === 0) return 0;

    const brush = this.#brush;
    const devicePerPixel = target.height / movie.height;
    brush.placement = {
      scaleX: target.width / (movie.width * pixelAspect),
      scaleY: devicePerPixel,
      offsetX: target.x,
      offsetY: target.y,
    };
    // Narrow arrows of a large movie in a small window would fade away: a shaft has one device pixel at least.
    brush.extraWidth = Math.max(1 - arrowStrokeWidth(spacing) * devicePerPixel, 0);

    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(target.x, target.y, target.width, target.height);
    context.clip();
    context.beginPath();
    paintArrows(brush, geometry, spacing, pixelAspect, arrowLook(overlay), scale);
    context.restore();
    return geometry.count;
  }
}
