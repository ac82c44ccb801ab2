import {
  ARROW_NUMBERS,
  type ArrowGeometry,
  arrowGeometry,
  arrowStrokeWidth,
} from "../../shared/overlay/arrow-geometry";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { type ArrowLook, arrowColour, arrowLook, HALO } from "../../shared/overlay/arrow-look";
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
  readonly maxSpeed: number;
  readonly view: MovieView;
}

/** The arrows in movie pixels: zooming leaves them as they are. */
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
  #coordinates: Float32Array = new Float32Array(0);
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

  /** Draws into the context, in device pixels. Returns how many arrows the movie has, seen or not. */
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
    const wanted = { samples, settings: overlay.arrows, maxSpeed: overlay.colour.maxSpeed, view };
    const isSame = this.#drawn !== null && showSame(this.#drawn, wanted);
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
    this.#coordinates = new Float32Array(0);
    this.#colours = new Uint8Array(0);
  }

  #paint(wanted: Drawn, overlay: OverlaySettings, held: Rectangle): void {
    const { samples, view } = wanted;
    const { pixelAspect } = view;
    const { spacing } = samples;
    if (this.#outlines === null || this.#drawn === null || !haveSameOutlines(this.#drawn, wanted)) {
      this.#outlines = this.#outlinesOf(wanted, overlay);
    }
    const { geometry, look, colours } = this.#outlines;
    this.#count = geometry.count;
    this.#held = held;
    if (geometry.count === 0) return;

    const raster = this.#rasterOf(held);
    const bitmap = this.#bitmapOf(held);
    const { scaleX, scaleY } = moviePlacement(view);
    raster.add(
      geometry,
      {
        spacing,
        mostHalo: mostHaloReach(),
        pixelAspect,
        placement: { scaleX, scaleY, offsetX: -held.x, offsetY: -held.y },
        // Narrow arrows of a large movie in a small window would fade away: a shaft has one device pixel at least.
        extraWidth: Math.max(1 - arrowStrokeWidth(spacing) * scaleY, 0),
        halo: look.halo !== null,
      },
      colours,
    );
    raster.finish(look.fill, look.halo ?? HALO, (y, rows, rgba) => {
      bitmap.putImageData(new ImageData(rgba, raster.width, rows), 0, y);
    });
  }

  #outlinesOf({ samples, settings, view }: Drawn, overlay: OverlaySettings): Outlines {
    const { movie, pixelAspect } = view;
    const { scale, minimumSpeed } = settings;
    const grid = arrowGrid(movie.width, movie.height, samples.spacing);
    const style = { scale, minimumSpeed, pixelAspect };
    const geometry = arrowGeometry(grid, samples.samples, style, this.#coordinates);
    this.#coordinates = geometry.coordinates;
    const look = arrowLook(overlay);
    const colours = look.colouring === "plain" ? null : this.#coloursOf(geometry, look, scale);
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

  #coloursOf({ coordinates: c, count }: ArrowGeometry, look: ArrowLook, scale: number): Uint8Array {
    if (this.#colours.length < 3 * count) this.#colours = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) {
      const at = i * ARROW_NUMBERS;
      const { r, g, b } = arrowColour(look, (c[at + 2] - c[at]) / scale, (c[at + 3] - c[at + 1]) / scale);
      this.#colours[3 * i] = r;
      this.#colours[3 * i + 1] = g;
      this.#colours[3 * i + 2] = b;
    }
    return this.#colours;
  }
}

/** Whether two have the same arrows, wherever and however large the picture is. */
function haveSameOutlines(a: Drawn, b: Drawn): boolean {
  const plain = a.settings.colouring === "plain";
  return (
    a.samples === b.samples &&
    a.settings === b.settings &&
    (plain || a.maxSpeed === b.maxSpeed) &&
    a.view.pixelAspect === b.view.pixelAspect &&
    a.view.movie.width === b.view.movie.width &&
    a.view.movie.height === b.view.movie.height
  );
}

/** Whether two are the same but for where the picture lies. */
function showSame(a: Drawn, b: Drawn): boolean {
  return (
    haveSameOutlines(a, b) &&
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
