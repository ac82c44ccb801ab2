import { type ArrowGeometry, arrowGeometry } from "./arrow-geometry";
import { arrowGrid, sampleGrid } from "./arrow-grid";
import { paintArrows } from "./arrow-paint";
import { Brush, framePlacement } from "./brush";
import { colourRows } from "./colour-wheel";
import type { FieldPlanes } from "./field-planes";
import { frameLegend, type LegendBitmap } from "./legend";
import type { OverlaySettings } from "./settings";
import type { Surface } from "./surface";

/** A flow field with the size of the frame that it is painted on. */
export interface OverlayField extends FieldPlanes {
  readonly width: number;
  readonly height: number;
}

/** Rows of the colour layer made at a time: even, and few enough that they stay in the cache between the two passes. */
const STRIP_ROWS = 32;

/** What does not change from frame to frame of a movie of one size. */
interface SizeScratch {
  readonly width: number;
  readonly height: number;
  readonly brush: Brush;
  readonly strip: Uint32Array;
  readonly stripBytes: Uint8Array;
}

/**
 * Paints the overlay on frames of a movie: the colours, over them the arrows, over them the legend. Keeps its
 * memory (a byte per pixel, a strip of colours, the arrows; up to four more bytes per pixel once an arrow has crossed
 * the whole picture) and the painted legend between frames; make one for an export.
 */
export class OverlayPainter {
  private scratch: SizeScratch | undefined;
  private samples: Float32Array = new Float32Array(0);
  private coordinates: Float32Array = new Float32Array(0);
  private legend: readonly LegendBitmap[] = [];
  private legendKey = "";

  /**
   * @param surface of the frame, which is painted over
   * @param field null where there is none, as at the last frame of a movie, which gets the legend all the same: it
   *   would blink otherwise
   * @param pixelAspect width of a movie pixel as displayed, by its height
   */
  paint(surface: Surface, field: OverlayField | null, settings: OverlaySettings, pixelAspect: number): void {
    if (field) {
      if (field.width !== surface.width || field.height !== surface.height) {
        throw new RangeError("The field does not have the size of the frame.");
      }
      if (settings.colour.visible) this.paintColours(surface, field, settings);
      if (settings.arrows.visible) this.paintArrows(surface, field, settings, pixelAspect);
    }
    if (settings.legend) this.paintLegend(surface, settings, pixelAspect);
  }

  private scratchFor(surface: Surface): SizeScratch {
    const { width, height } = surface;
    if (this.scratch === undefined || this.scratch.width !== width || this.scratch.height !== height) {
      const strip = new Uint32Array(width * STRIP_ROWS);
      this.scratch = {
        width,
        height,
        brush: new Brush(surface, framePlacement(1)),
        strip,
        stripBytes: new Uint8Array(strip.buffer),
      };
    }
    return this.scratch;
  }

  private paintColours(surface: Surface, field: OverlayField, settings: OverlaySettings): void {
    const { width, height } = field;
    const { colour, minimumReliability } = settings;
    const { strip, stripBytes } = this.scratchFor(surface);
    for (let top = 0; top < height; top += STRIP_ROWS) {
      const bottom = Math.min(height, top + STRIP_ROWS);
      colourRows(field, width, top, bottom, colour.maxSpeed, minimumReliability, strip);
      surface.blendPicture({ width, height: bottom - top, rgba: stripBytes }, 0, top, colour.opacity);
    }
  }

  private paintArrows(
    surface: Surface,
    field: OverlayField,
    { arrows, minimumReliability }: OverlaySettings,
    pixelAspect: number,
  ): void {
    const { width, height } = field;
    const grid = arrowGrid(width, height, arrows.spacing);
    this.samples = sampleGrid(grid, width, field, minimumReliability, this.samples);
    const style = { scale: arrows.scale, minimumSpeed: arrows.minimumSpeed, pixelAspect };
    const geometry: ArrowGeometry = arrowGeometry(grid, this.samples, style, this.coordinates);
    this.coordinates = geometry.coordinates;
    const { brush } = this.scratchFor(surface);
    brush.surface = surface;
    brush.placement = framePlacement(pixelAspect);
    paintArrows(brush, geometry, grid.spacing, pixelAspect);
  }

  private paintLegend(surface: Surface, settings: OverlaySettings, pixelAspect: number): void {
    const { width, height } = surface;
    const { arrows, colour } = settings;
    // What the legend shows; strings compare by value.
    const key = [
      width,
      height,
      pixelAspect,
      arrows.visible && [arrows.spacing, arrows.scale],
      colour.visible && colour.maxSpeed,
    ].join(" ");
    if (key !== this.legendKey) {
      this.legend = frameLegend(settings, width, height, pixelAspect);
      this.legendKey = key;
    }
    for (const { x, y, picture } of this.legend) surface.blendPicture(picture, x, y, 1);
  }
}

/** Paints one frame. For many, keep an {@link OverlayPainter}. */
export function paintOverlay(
  surface: Surface,
  field: OverlayField | null,
  settings: OverlaySettings,
  pixelAspect: number,
): void {
  new OverlayPainter().paint(surface, field, settings, pixelAspect);
}
