import { legendBitmaps, legendKey, legendScales } from "../../shared/overlay/legend";
import { type LegendScale, placedScale } from "../../shared/overlay/legend-scale";
import { type Lettering, STROKE_LETTERING } from "../../shared/overlay/lettering";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { legendZhCN } from "../../shared/texts/legend-zh-cn";
import type { Language } from "../../shared/texts/texts";
import { useLanguageStore } from "../texts/use-texts";
import { bitmapOf } from "./bitmap";
import { browserLettering } from "./browser-lettering";
import { type MovieView, visiblePart } from "./movie-view";

interface Plate {
  readonly x: number;
  readonly y: number;
  readonly bitmap: ImageBitmap;
}

/** Draws the legend; paints it anew only when what it says, or its size, has changed. */
export class LegendLayer {
  #key = "";
  #plates: readonly Plate[] = [];
  #scalesKey = "";
  #scales: readonly LegendScale[] = [];

  /**
   * Returns its scales of colours, in device pixels of the canvas: the same ones as long as nothing changes.
   *
   * @param zoomed true where the picture may reach beyond the canvas: the legend then belongs to what is seen of it
   */
  draw(
    context: CanvasRenderingContext2D,
    settings: OverlaySettings,
    view: MovieView,
    zoomed: boolean,
  ): readonly LegendScale[] {
    const page = zoomed ? visiblePage(settings, view) : wholePage(settings, view);
    for (const plate of this.#prepare(page)) {
      context.drawImage(plate.bitmap, page.x + plate.x, page.y + plate.y);
    }
    const key = `${this.#key} ${page.x} ${page.y}`;
    if (key !== this.#scalesKey) {
      this.#scalesKey = key;
      this.#scales = scalesOn(page, letteringOf(useLanguageStore.getState().language));
    }
    return this.#scales;
  }

  /** Forgets the legend, and the memory it took. */
  clear(): void {
    for (const plate of this.#plates) plate.bitmap.close();
    this.#plates = [];
    this.#key = "";
  }

  #prepare({ settings, width, height, pixelAspect, scale }: Page): readonly Plate[] {
    const { language } = useLanguageStore.getState();
    const key = `${legendKey(settings)} ${width} ${height} ${pixelAspect} ${scale} ${language}`;
    if (key !== this.#key) {
      this.clear();
      const lettering = letteringOf(language);
      const bitmaps = legendBitmaps(settings, width, height, pixelAspect, scale, scale, lettering);
      this.#plates = bitmaps.map(({ x, y, picture }) => ({
        x,
        y,
        bitmap: bitmapOf(picture.rgba, picture.width, picture.height),
      }));
      this.#key = key;
    }
    return this.#plates;
  }
}

/** In English the legend is that of an export. */
function letteringOf(language: Language): Lettering {
  return language === "zh-CN" ? browserLettering(legendZhCN) : STROKE_LETTERING;
}

/** The scales of colours of what is drawn on a page. */
function scalesOn(
  { settings, x, y, width, height, pixelAspect, scale }: Page,
  lettering: Lettering,
): readonly LegendScale[] {
  return legendScales(settings, width, height, pixelAspect, scale, lettering).map((one) =>
    placedScale(one, x, y, 1),
  );
}

/** The picture that a legend is laid out for, and where that lies on the canvas. */
interface Page {
  readonly settings: OverlaySettings;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  /** Device pixels for the height of a pixel of that picture. */
  readonly scale: number;
}

/** The movie: the legend is that of an export. */
function wholePage(settings: OverlaySettings, { movie, pixelAspect, target }: MovieView): Page {
  const { x, y, height } = target;
  return {
    settings,
    x,
    y,
    width: movie.width,
    height: movie.height,
    pixelAspect,
    scale: height / movie.height,
  };
}

/** The part that is seen, as if its device pixels were a movie's: arrows are as much longer as they are drawn. */
function visiblePage(settings: OverlaySettings, view: MovieView): Page {
  const { x, y, width, height } = visiblePart(view);
  const { pixelAspect } = view;
  const zoom = view.target.height / view.movie.height;
  const { arrows } = settings;
  return {
    settings: {
      ...settings,
      arrows: { ...arrows, spacing: arrows.spacing * zoom, scale: arrows.scale * zoom },
    },
    x,
    y,
    width: width / pixelAspect,
    height,
    pixelAspect,
    scale: 1,
  };
}
