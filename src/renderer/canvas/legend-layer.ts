import { legendBitmaps, legendKey } from "../../shared/overlay/legend";
import type { OverlaySettings } from "../../shared/overlay/settings";
import type { MovieView } from "./arrow-layer";
import { bitmapOf } from "./bitmap";

interface Plate {
  readonly x: number;
  readonly y: number;
  readonly bitmap: ImageBitmap;
}

/** Draws the legend; paints it anew only when what it says, or its size, has changed. */
export class LegendLayer {
  #key = "";
  #plates: readonly Plate[] = [];

  draw(context: CanvasRenderingContext2D, settings: OverlaySettings, view: MovieView): void {
    for (const plate of this.#prepare(settings, view)) {
      context.drawImage(plate.bitmap, view.target.x + plate.x, view.target.y + plate.y);
    }
  }

  #prepare(settings: OverlaySettings, view: MovieView): readonly Plate[] {
    const { movie, pixelAspect, target } = view;
    const key = `${legendKey(settings)} ${movie.width} ${movie.height} ${pixelAspect} ${target.height}`;
    if (key !== this.#key) {
      const scale = target.height / movie.height;
      for (const plate of this.#plates) plate.bitmap.close();
      this.#plates = legendBitmaps(settings, movie.width, movie.height, pixelAspect, scale).map(
        ({ x, y, picture }) => ({ x, y, bitmap: bitmapOf(picture.rgba, picture.width, picture.height) }),
      );
      this.#key = key;
    }
    return this.#plates;
  }
}
