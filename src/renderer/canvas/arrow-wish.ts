import type { ArrowGrid } from "../../shared/overlay/arrow-grid";
import { arrowPlaces } from "./arrow-places";
import type { MovieView } from "./movie-view";
import { type CanvasView, pictureRectangle } from "./view-transform";
import type { Size } from "./viewport";

/** Until the canvas has a size, it is taken for so much of the window's. */
const USUAL_SHARE = 0.7;

/** Knows where arrows are wanted, and keeps them where they are while that is good enough. */
export class ArrowWish {
  /** Of the canvas, in device pixels; null until it is known. */
  area: Size | null = null;
  /** Where they were wanted last, and with which spacing. */
  #last: { readonly places: ArrowGrid; readonly spacing: number } | null = null;

  /** Another movie: nothing of the places counts. */
  reset(): void {
    this.#last = null;
  }

  /**
   * How the picture lies on the canvas, and where its arrows stand.
   *
   * @param spacing of the arrows in CSS pixels
   */
  places(
    { width, height, pixelAspect }: Size & { readonly pixelAspect: number },
    view: CanvasView,
    spacing: number,
  ): { readonly view: MovieView; readonly places: ArrowGrid } {
    const ratio = window.devicePixelRatio;
    const area = this.area ?? {
      width: USUAL_SHARE * ratio * window.innerWidth,
      height: USUAL_SHARE * ratio * window.innerHeight,
    };
    const space = { area, movie: { width, height }, pixelAspect };
    const movieView = { ...space, target: pictureRectangle(view, space) };
    const held = this.#last?.spacing === spacing ? this.#last.places : null;
    const places = arrowPlaces(movieView, ratio, spacing, held);
    this.#last = { places, spacing };
    return { view: movieView, places };
  }
}
