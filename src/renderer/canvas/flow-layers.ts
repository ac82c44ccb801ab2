import type { OverlaySettings } from "../../shared/overlay/settings";
import type { DrawnFlow } from "../../shared/picture";
import { ColourLayer } from "./colour-layer";
import { FlaggedArrows } from "./flagged-arrows";
import type { Context2D } from "./kept-drawing";
import type { MovieView } from "./movie-view";
import { StreamlineLayer } from "./streamline-layer";

/** Draws what is to be seen of one flow. Each flow on the canvas has one of its own, as it keeps what it has drawn. */
export class FlowLayers {
  readonly #colours = new ColourLayer();
  readonly #streamlines = new StreamlineLayer();
  readonly #arrows = new FlaggedArrows();

  /** Draws the map, which lies under everything else. */
  drawMap(context: Context2D, flow: DrawnFlow, overlay: OverlaySettings, view: MovieView): void {
    if (!overlay.colour.visible || flow.colour === null) return;
    this.#colours.draw(context, flow.colour, view.movie, view.target, overlay.colour.opacity);
  }

  /** Draws lines and arrows. Returns how many arrows the movie has, seen or not. */
  drawMarks(
    context: CanvasRenderingContext2D,
    flow: DrawnFlow,
    overlay: OverlaySettings,
    view: MovieView,
  ): number {
    if (overlay.streamlines.visible && flow.streamlines !== null) {
      context.globalAlpha = overlay.streamlines.opacity;
      this.#streamlines.draw(context, flow.streamlines, overlay, view);
      context.globalAlpha = 1;
    }
    if (!overlay.arrows.visible || flow.arrows === null) return 0;
    // Arrows are drawn as one bitmap: they do not show through each other.
    context.globalAlpha = overlay.arrows.opacity;
    const count = this.#arrows.draw(context, flow.arrows, overlay, view);
    context.globalAlpha = 1;
    return count;
  }

  /** Forgets everything, and the memory it took. */
  clear(): void {
    this.#colours.clear();
    this.#streamlines.clear();
    this.#arrows.clear();
  }
}
