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
import { type MovieView, moviePlacement, visiblePart } from "./movie-view";
import { QuiverRaster } from "./quiver-raster";

type ArrowSamples = NonNullable<PictureFlow["arrows"]>;

/** What the arrows on the layer are drawn of. */
interface Drawn {
  readonly samples: ArrowSamples;
  readonly settings: OverlaySettings["arrows"];
  readonly maxSpeed: number;
  readonly view: MovieView;
}

/**
 * Draws the quiver. Holds it as a bitmap of the visible part of the movie, and makes that anew only when arrows have
 * changed; keeps the memory for it from frame to frame.
 */
export class ArrowLayer {
  #coordinates: Float32Array = new Float32Array(0);
  #colours = new Uint8Array(0);
  #raster = new QuiverRaster(1, 1);
  #canvas = new OffscreenCanvas(1, 1);
  #drawn: Drawn | null = null;
  #count = 0;

  /** Draws into the context, in device pixels. Returns how many arrows the movie has, seen or not. */
  draw(
    context: CanvasRenderingContext2D,
    samples: ArrowSamples,
    overlay: OverlaySettings,
    view: MovieView,
  ): number {
    const part = visiblePart(view);
    if (part.width === 0 || part.height === 0) return this.#count;
    const wanted = { samples, settings: overlay.arrows, maxSpeed: overlay.colour.maxSpeed, view };
    if (this.#drawn === null || !isSame(this.#drawn, wanted)) {
      this.#paint(wanted, overlay);
      this.#drawn = wanted;
    }
    if (this.#count > 0) context.drawImage(this.#canvas, part.x, part.y);
    return this.#count;
  }

  /** Forgets the arrows. */
  clear(): void {
    this.#drawn = null;
  }

  #paint({ samples, settings, view }: Drawn, overlay: OverlaySettings): void {
    const { movie, pixelAspect } = view;
    const { spacing } = samples;
    const { scale, minimumSpeed } = settings;
    const grid = arrowGrid(movie.width, movie.height, spacing);
    const style = { scale, minimumSpeed, pixelAspect };
    const geometry = arrowGeometry(grid, samples.samples, style, this.#coordinates);
    this.#coordinates = geometry.coordinates;
    this.#count = geometry.count;
    if (geometry.count === 0) return;

    const part = visiblePart(view);
    this.#fitTo(part.width, part.height);
    const { offsetX, offsetY, ...scales } = moviePlacement(view);
    const look = arrowLook(overlay);
    const raster = this.#raster;
    raster.add(
      geometry,
      {
        spacing,
        pixelAspect,
        placement: { ...scales, offsetX: offsetX - part.x, offsetY: offsetY - part.y },
        // Narrow arrows of a large movie in a small window would fade away: a shaft has one device pixel at least.
        extraWidth: Math.max(1 - arrowStrokeWidth(spacing) * scales.scaleY, 0),
        halo: look.halo,
      },
      look.colouring === "plain" ? null : this.#coloursOf(geometry, look, scale),
    );
    raster.finish(look.fill, HALO);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("This window cannot draw.");
    context.putImageData(new ImageData(raster.rgba, raster.width, raster.height), 0, 0);
  }

  #fitTo(width: number, height: number): void {
    if (this.#raster.width === width && this.#raster.height === height) return;
    this.#raster = new QuiverRaster(width, height);
    this.#canvas = new OffscreenCanvas(width, height);
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

function isSame(a: Drawn, b: Drawn): boolean {
  const plain = a.settings.colouring === "plain";
  return (
    a.samples === b.samples &&
    a.settings === b.settings &&
    (plain || a.maxSpeed === b.maxSpeed) &&
    a.view.area.width === b.view.area.width &&
    a.view.area.height === b.view.area.height &&
    a.view.target.x === b.view.target.x &&
    a.view.target.y === b.view.target.y &&
    a.view.target.width === b.view.target.width &&
    a.view.target.height === b.view.target.height
  );
}
