import { legendKey, screenLegend } from "../../shared/overlay/legend";
import type { ScreenPage } from "../../shared/overlay/legend-layout";
import { placedScale } from "../../shared/overlay/legend-scale";
import { type Lettering, STROKE_LETTERING } from "../../shared/overlay/lettering";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { legendZhCN } from "../../shared/texts/legend-zh-cn";
import type { Language } from "../../shared/texts/texts";
import { useLanguageStore } from "../texts/use-texts";
import { bitmapOf } from "./bitmap";
import { browserLettering } from "./browser-lettering";
import { type LegendPlaces, NO_LEGEND } from "./legend-places";
import { type MovieView, visiblePart } from "./movie-view";
import type { Rectangle } from "./viewport";

interface Plate extends Rectangle {
  readonly bitmap: ImageBitmap;
}

/** Draws the legend; paints it anew only when what it says, or its size, has changed. */
export class LegendLayer {
  #key = "";
  #plates: readonly Plate[] = [];
  #places = NO_LEGEND;

  /** Returns where it is: the same object as long as nothing changes. It belongs to what is seen of the picture. */
  draw(context: CanvasRenderingContext2D, settings: OverlaySettings, view: MovieView): LegendPlaces {
    this.#prepare(settings, view);
    for (const { bitmap, x, y } of this.#plates) context.drawImage(bitmap, x, y);
    return this.#places;
  }

  /** Forgets the legend, and the memory it took. */
  clear(): void {
    for (const plate of this.#plates) plate.bitmap.close();
    this.#plates = [];
    this.#places = NO_LEGEND;
    this.#key = "";
  }

  #prepare(settings: OverlaySettings, view: MovieView): void {
    const { x, y, width, height } = visiblePart(view);
    const ratio = window.devicePixelRatio;
    const zoom = view.target.height / view.movie.height / ratio;
    const page: ScreenPage = { width, height, zoom, ratio };
    const { pixelAspect } = view;
    const { language } = useLanguageStore.getState();
    const key = `${legendKey(settings)} ${JSON.stringify([page, x, y, pixelAspect, language])}`;
    if (key === this.#key) return;
    this.clear();
    const { bitmaps, scales } = screenLegend(settings, page, pixelAspect, letteringOf(language));
    this.#plates = bitmaps.map(({ picture, ...place }) => ({
      x: x + place.x,
      y: y + place.y,
      width: picture.width,
      height: picture.height,
      bitmap: bitmapOf(picture.rgba, picture.width, picture.height),
    }));
    this.#places = {
      scales: scales.map((scale) => placedScale(scale, x, y, 1)),
      plates: this.#plates.map(({ bitmap: _, ...area }) => area),
    };
    this.#key = key;
  }
}

/** In English the legend is that of an export. */
function letteringOf(language: Language): Lettering {
  return language === "zh-CN" ? browserLettering(legendZhCN) : STROKE_LETTERING;
}
