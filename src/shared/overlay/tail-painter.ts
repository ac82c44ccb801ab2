import { exportUnit } from "./arrow-scale";
import { Brush, scaledPlacement } from "./brush";
import { paintTails } from "./paint-tails";
import type { Surface } from "./surface";
import type { TrackTail } from "./track-tail";

/** Paints the tails of tracks on whole frames of one size after another, as large as arrows are in a video of that size. */
export class TailPainter {
  #brush: Brush | null = null;

  /** @param movie of which the surface shows all, in whatever size */
  paint(
    surface: Surface,
    tails: readonly TrackTail[],
    movie: { readonly width: number; readonly height: number; readonly pixelAspect: number },
  ): void {
    if (tails.length === 0) return;
    const { pixelAspect } = movie;
    const placement = scaledPlacement(movie, surface, pixelAspect);
    const brush = this.#brushFor(surface);
    brush.placement = placement;
    paintTails(brush, tails, {
      pixelAspect,
      unit: exportUnit(surface.width, surface.height) / placement.scaleY,
    });
  }

  #brushFor(surface: Surface): Brush {
    const before = this.#brush;
    const isOfSize = before?.mask.width === surface.width && before.mask.height === surface.height;
    const brush =
      before !== null && isOfSize
        ? before
        : new Brush(surface, { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 });
    brush.surface = surface;
    this.#brush = brush;
    return brush;
  }
}
