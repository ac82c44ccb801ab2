import { legendKey, type ScreenLegend, screenLegend } from "../../shared/overlay/legend";
import type { ScreenPage } from "../../shared/overlay/legend-layout";
import { placedScale } from "../../shared/overlay/legend-scale";
import type { LegendSettings } from "../../shared/overlay/legend-texts";
import { type Lettering, STROKE_LETTERING } from "../../shared/overlay/lettering";
import { legendZhCN } from "../../shared/texts/legend-zh-cn";
import type { Language } from "../../shared/texts/texts";
import { useLanguageStore } from "../texts/use-texts";
import { browserLettering } from "./browser-lettering";
import { type LegendPlaces, NO_LEGEND } from "./legend-places";
import { type MovieView, visiblePart } from "./movie-view";
import type { Rectangle, Size } from "./viewport";

/** A plate whose pixels are those at the top left of a bitmap, which may be larger. */
interface Plate extends Rectangle {
  readonly bitmap: OffscreenCanvas;
}

/** Bitmaps are somewhat larger than they must be, in steps of so many pixels: while the picture is zoomed plates grow. */
const STEP = 64;

/** Draws the legend; paints it anew only when what it says, or its size, has changed. */
export class LegendLayer {
  #key = "";
  /** The key but for the zoom, which only the length of a bar depends on. */
  #base = "";
  #legend: ScreenLegend | null = null;
  #plates: readonly Plate[] = [];
  /** Of the plates, one each, and kept for the next ones. */
  #bitmaps: readonly OffscreenCanvasRenderingContext2D[] = [];
  #places = NO_LEGEND;

  /** Returns where it is: the same object as long as nothing changes. It belongs to what is seen of the picture. */
  draw(context: CanvasRenderingContext2D, settings: LegendSettings, view: MovieView): LegendPlaces {
    this.#prepare(settings, view);
    for (const { bitmap, x, y, width, height } of this.#plates) {
      context.drawImage(bitmap, 0, 0, width, height, x, y, width, height);
    }
    return this.#places;
  }

  /** Forgets the legend, and the memory it took. */
  clear(): void {
    this.#plates = [];
    this.#bitmaps = [];
    this.#places = NO_LEGEND;
    this.#key = "";
    this.#base = "";
    this.#legend = null;
  }

  #prepare(settings: LegendSettings, view: MovieView): void {
    const { x, y, width, height } = visiblePart(view);
    const ratio = window.devicePixelRatio;
    const page: ScreenPage = { width, height, ratio };
    const { pixelAspect } = view;
    // Of a legend without a bar the zoom is no matter: it need not be painted again for that.
    const hasBar = settings.scaleBar && settings.units?.length != null;
    const pixelHeight = hasBar ? view.target.height / view.movie.height / ratio : 1;
    const { language } = useLanguageStore.getState();
    const base = `${legendKey(settings)} ${JSON.stringify([page, x, y, pixelAspect, language])}`;
    const key = `${base} ${pixelHeight}`;
    if (key === this.#key) return;
    const before = base === this.#base ? this.#legend : null;
    const lettering = letteringOf(language);
    const legend = screenLegend(settings, page, pixelAspect, lettering, pixelHeight, before);
    const { bitmaps, scales } = legend;
    const shown = this.#plates;
    this.#bitmaps = bitmaps.map(({ picture }, index) => roomFor(picture, this.#bitmaps[index]));
    this.#plates = bitmaps.map((plate, index) => {
      const { picture, ...place } = plate;
      const isThere = before !== null && before.bitmaps[index] === plate;
      const there = shown[index];
      if (isThere && there) return there;
      const { width, height, rgba } = picture;
      const bitmap = this.#bitmaps[index];
      bitmap.putImageData(new ImageData(rgba, width, height), 0, 0);
      return { x: x + place.x, y: y + place.y, width, height, bitmap: bitmap.canvas };
    });
    this.#legend = legend;
    this.#base = base;
    this.#places = {
      scales: scales.map((scale) => placedScale(scale, x, y, 1)),
      plates: this.#plates.map(({ bitmap: _, ...area }) => area),
    };
    this.#key = key;
  }
}

/** A bitmap with room for so many pixels: the one at hand where it has that. */
function roomFor(
  { width, height }: Size,
  kept: OffscreenCanvasRenderingContext2D | undefined,
): OffscreenCanvasRenderingContext2D {
  if (kept !== undefined && kept.canvas.width >= width && kept.canvas.height >= height) return kept;
  const canvas = new OffscreenCanvas(STEP * Math.ceil(width / STEP), STEP * Math.ceil(height / STEP));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This window cannot draw.");
  return context;
}

/** In English the legend is that of an export. */
function letteringOf(language: Language): Lettering {
  return language === "zh-CN" ? browserLettering(legendZhCN) : STROKE_LETTERING;
}
