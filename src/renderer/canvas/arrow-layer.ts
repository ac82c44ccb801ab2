import { type ArrowGeometry, arrowGeometry, arrowStrokeWidth } from "../../shared/overlay/arrow-geometry";
import { type ArrowLook, arrowColour, arrowLook, HALO } from "../../shared/overlay/arrow-look";
import { LEAST_ARROW_LENGTH, longestArrow } from "../../shared/overlay/arrow-scale";
import type { OverlaySettings } from "../../shared/overlay/settings";
import type { PictureFlow } from "../../shared/picture";
import { mostHaloReach } from "./halo-reach";
import { type MovieView, moviePlacement, visiblePart } from "./movie-view";
import { QuiverRaster } from "./quiver-raster";
import type { Rectangle, Size } from "./viewport";

type ArrowSamples = NonNullable<PictureFlow["arrows"]>;

/** What the arrows on the layer are drawn of. */
interface Drawn {
  readonly samples: ArrowSamples;
  readonly settings: OverlaySettings["arrows"];
  readonly minimumSpeed: number;
  readonly maxSpeed: number;
  readonly view: MovieView;
}

/** The arrows in CSS pixels from the corner of the picture: moving it leaves them as they are. */
interface Outlines {
  readonly geometry: ArrowGeometry;
  readonly look: ArrowLook;
  /** R, G, B of each arrow; null where all have the colour of the look. */
  readonly colours: Uint8Array | null;
}

/** How far the bitmap reaches beyond what is seen while the picture is moved, in device pixels. */
const MARGIN = 128;

/**
 * Draws the quiver. Holds it as a bitmap, and makes that anew only when arrows have changed, or when something is to be
 * seen that is not on it; keeps the memory for it from frame to frame.
 */
export class ArrowLayer {
  #geometry: ArrowGeometry | undefined;
  #colours = new Uint8Array(0);
  /** Null while there are no arrows to draw, as is the bitmap. */
  #raster: QuiverRaster | null = null;
  /** Kept rather than its canvas: asking a canvas for it takes 0.2 ms. */
  #bitmap: OffscreenCanvasRenderingContext2D | null = null;
  #drawn: Drawn | null = null;
  /** Of what is drawn; null when that is to be made anew. */
  #outlines: Outlines | null = null;
  /** The part of the shown picture that the bitmap has, in device pixels from the picture's corner. */
  #held: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  #count = 0;

  /** Draws into the context, in device pixels. Returns how many arrows there are, seen or not. */
  draw(
    context: CanvasRenderingContext2D,
    samples: ArrowSamples,
    overlay: OverlaySettings,
    view: MovieView,
  ): number {
    const seen = visiblePart(view);
    if (seen.width === 0 || seen.height === 0) return this.#count;
    const x = seen.x - view.target.x;
    const y = seen.y - view.target.y;
    const { arrows: settings, minimumSpeed } = overlay;
    const wanted = { samples, settings, minimumSpeed, maxSpeed: overlay.colour.maxSpeed, view };
    const isSame = this.#drawn !== null && haveSameOutlines(this.#drawn, wanted);
    if (!isSame || !contains(this.#held, { ...seen, x, y })) {
      // What only moved will move on.
      this.#paint(wanted, overlay, isSame ? widened({ ...seen, x, y }, view) : { ...seen, x, y });
      this.#drawn = wanted;
    }
    if (this.#count > 0 && this.#bitmap !== null) {
      const { width, height } = seen;
      const held = this.#held;
      context.drawImage(
        this.#bitmap.canvas,
        ...[x - held.x, y - held.y, width, height],
        ...[seen.x, seen.y, width, height],
      );
    }
    return this.#count;
  }

  /** Forgets the arrows, and the memory they took. */
  clear(): void {
    this.#drawn = null;
    this.#outlines = null;
    this.#raster = null;
    this.#bitmap = null;
    this.#geometry = undefined;
    this.#colours = new Uint8Array(0);
  }

  #paint(wanted: Drawn, overlay: OverlaySettings, held: Rectangle): void {
    const { view, settings } = wanted;
    const { pixelAspect } = view;
    const { spacing } = settings;
    if (this.#outlines === null || this.#drawn === null || !haveSameOutlines(this.#drawn, wanted)) {
      this.#outlines = this.#outlinesOf(wanted, overlay);
    }
    const { geometry, look, colours } = this.#outlines;
    this.#count = geometry.arrows;
    this.#held = held;
    if (geometry.count === 0) return;

    const raster = this.#rasterOf(held);
    const bitmap = this.#bitmapOf(held);
    const ratio = window.devicePixelRatio;
    const zoom = zoomOf(view);
    raster.add(
      geometry,
      {
        spacing,
        mostHalo: mostHaloReach(),
        pixelAspect,
        placement: {
          ...{ scaleX: moviePlacement(view).scaleX / zoom, scaleY: ratio },
          ...{ offsetX: -held.x, offsetY: -held.y },
        },
        // On a page that is made smaller narrow arrows would fade away: a shaft has one device pixel at least.
        extraWidth: Math.max(1 - arrowStrokeWidth(spacing) * ratio, 0),
        halo: look.halo !== null,
      },
      colours,
    );
    raster.finish(look.fill, look.halo ?? HALO, (y, rows, rgba) => {
      bitmap.putImageData(new ImageData(rgba, raster.width, rows), 0, y);
    });
  }

  #outlinesOf({ samples, settings, minimumSpeed, view }: Drawn, overlay: OverlaySettings): Outlines {
    const { pixelAspect } = view;
    const { spacing, scale } = settings;
    const style = {
      ...{ zoom: zoomOf(view), scale, minimumSpeed, pixelAspect, spacing },
      leastLength: LEAST_ARROW_LENGTH,
      mostLength: longestArrow(spacing),
    };
    const geometry = arrowGeometry(samples.grid, samples.samples, style, this.#geometry);
    this.#geometry = geometry;
    const look = arrowLook(overlay);
    const colours = look.colouring === "plain" ? null : this.#coloursOf(geometry, look);
    return { geometry, look, colours };
  }

  #rasterOf({ width, height }: Size): QuiverRaster {
    this.#raster ??= new QuiverRaster(width, height);
    const raster = this.#raster;
    if (raster.width !== width || raster.height !== height) raster.resize(width, height);
    return raster;
  }

  #bitmapOf({ width, height }: Size): OffscreenCanvasRenderingContext2D {
    const kept = this.#bitmap;
    if (kept?.canvas.width === width && kept.canvas.height === height) return kept;
    const made = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (made === null) throw new Error("This window cannot draw.");
    this.#bitmap = made;
    return made;
  }

  #coloursOf({ motions, count }: ArrowGeometry, look: ArrowLook): Uint8Array {
    if (this.#colours.length < 3 * count) this.#colours = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) {
      const { r, g, b } = arrowColour(look, motions[2 * i] ?? 0, motions[2 * i + 1] ?? 0);
      this.#colours[3 * i] = r;
      this.#colours[3 * i + 1] = g;
      this.#colours[3 * i + 2] = b;
    }
    return this.#colours;
  }
}

/** CSS pixels for the height of a movie pixel. */
function zoomOf({ movie, target }: MovieView): number {
  return target.height / movie.height / window.devicePixelRatio;
}

/** Whether two have the same arrows, wherever the picture is. */
function haveSameOutlines(a: Drawn, b: Drawn): boolean {
  const plain = a.settings.colouring === "plain";
  return (
    a.samples === b.samples &&
    a.settings === b.settings &&
    a.minimumSpeed === b.minimumSpeed &&
    (plain || a.maxSpeed === b.maxSpeed) &&
    a.view.pixelAspect === b.view.pixelAspect &&
    a.view.movie.width === b.view.movie.width &&
    a.view.movie.height === b.view.movie.height &&
    a.view.target.width === b.view.target.width &&
    a.view.target.height === b.view.target.height
  );
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The part with a margin around it, as far as the picture goes. */
function widened({ x, y, width, height }: Rectangle, { target }: MovieView): Rectangle {
  const left = Math.max(x - MARGIN, 0);
  const top = Math.max(y - MARGIN, 0);
  return {
    x: left,
    y: top,
    width: Math.min(x + width + MARGIN, Math.ceil(target.width)) - left,
    height: Math.min(y + height + MARGIN, Math.ceil(target.height)) - top,
  };
}
