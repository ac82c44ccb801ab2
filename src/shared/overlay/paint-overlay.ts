import { type ArrowGeometry, arrowGeometry } from "./arrow-geometry";
import { type ArrowGrid, arrowGrid, flagsOnGrid, sampleGrid } from "./arrow-grid";
import { type ArrowLook, arrowLook, haloOf, isDark, parseColour } from "./arrow-look";
import { paintArrows, type QuickArrowPainter } from "./arrow-paint";
import { LEAST_ARROW_LENGTH, longestArrow } from "./arrow-scale";
import { Brush, framePlacement, type Placement, scaledPlacement } from "./brush";
import { FLAGGED, type Flagged, samplesFlagged, settingsFlagged } from "./flagged-arrows";
import { frameLegend, type LegendBitmap, legendKey } from "./legend";
import { MapPainter } from "./map-picture";
import type { MapSource } from "./map-values";
import { ScaledMap } from "./scaled-map";
import { DEFAULT_ARROW_COLOUR, mapLimit, type OverlaySettings } from "./settings";
import { paintStreamlines, type StreamlineLook } from "./streamline-paint";
import { streamlines } from "./streamlines";
import type { Surface } from "./surface";
import type { TreatedNote } from "./treated-note";

/** A flow field with the size of the movie. */
export interface OverlayField extends MapSource {
  /** `VECTOR_FLAGS` of its vectors, where they were checked. */
  readonly flags?: Uint8Array | undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the pixels of a movie come to lie on the surface that is painted. */
export interface Ground extends Size {
  /** Width of a movie pixel as displayed, by its height. */
  readonly pixelAspect: number;
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
 * Paints the overlay on frames of a movie: dims the footage, then come the colours, over them the streamlines, the
 * arrows, and the legend. Keeps its
 * memory (a byte per pixel, a strip of colours, the arrows, a frame where one shows through arrows or lines; up to four more bytes per pixel once an arrow has crossed
 * the whole picture) and the painted legend between frames; make one for an export.
 */
export class OverlayPainter {
  private scratch: SizeScratch | undefined;
  private readonly maps = new MapPainter();
  private readonly scaledMap = new ScaledMap();
  private samples: Float32Array = new Float32Array(0);
  private flagged: Float32Array = new Float32Array(0);
  private geometry: ArrowGeometry | undefined;
  /** The frame under a layer that it shows through. */
  private before: Uint8Array = new Uint8Array(0);
  private legend: readonly LegendBitmap[] = [];
  private legendKey = "";

  /** What was done to the flow that is painted next; the legend says it. */
  treated: TreatedNote | undefined = undefined;

  /** @param quickArrows takes the place of the brush where it can; none by default */
  constructor(private readonly quickArrows: QuickArrowPainter = () => false) {}

  /**
   * @param surface with the whole frame, at the movie's size or another one; it is painted over
   * @param field null where there is none, as at the last frame of a movie, which gets the legend all the same: it
   *   would blink otherwise
   * @param pixelAspect width of a movie pixel as displayed, by its height
   * @param movie its size in pixels, where the surface has another one. Lengths of arrows are in pixels of the surface, and those of
   *   lines in pixels of the movie, drawn as much larger as the surface is
   */
  paint(
    surface: Surface,
    field: OverlayField | null,
    settings: OverlaySettings,
    pixelAspect: number,
    movie: { readonly width: number; readonly height: number } = surface,
  ): void {
    const ground = { width: movie.width, height: movie.height, pixelAspect };
    surface.tone(settings.footage.brightness, settings.footage.wash);
    if (field) {
      if (field.width !== movie.width || field.height !== movie.height) {
        throw new RangeError("The field does not have the size of the movie.");
      }
      if (settings.colour.visible) this.paintColours(surface, field, settings);
      const { streamlines: lines, arrows } = settings;
      if (lines.visible) {
        this.paintLayer(surface, lines.opacity, () => this.paintLines(surface, field, settings, ground));
      }
      if (arrows.visible) {
        this.paintLayer(surface, arrows.opacity, () => this.paintArrows(surface, field, settings, ground));
      }
    }
    if (settings.legend || settings.scaleBar) this.paintLegend(surface, settings, ground);
  }

  /** Paints as one layer: rims and fills that overlap must not show through each other. */
  private paintLayer(surface: Surface, opacity: number, paint: () => void): void {
    if (opacity === 0) return;
    if (opacity === 1) {
      paint();
      return;
    }
    this.before = surface.copy(this.before);
    paint();
    surface.fade(this.before, opacity);
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
    const { colour, minimumReliability, minimumSpeed } = settings;
    const { kind, fading } = colour;
    const style = { kind, limit: mapLimit(colour), minimumReliability, minimumSpeed, fading };
    if (surface.width !== width || surface.height !== height) {
      this.scaledMap.paint(surface, field, this.maps, style, colour.opacity);
      return;
    }
    const { strip, stripBytes } = this.scratchFor(surface);
    for (let top = 0; top < height; top += STRIP_ROWS) {
      const bottom = Math.min(height, top + STRIP_ROWS);
      this.maps.paintRows(field, style, top, bottom, strip);
      surface.blendPicture({ width, height: bottom - top, rgba: stripBytes }, 0, top, colour.opacity);
    }
  }

  private paintLines(surface: Surface, field: OverlayField, settings: OverlaySettings, ground: Ground): void {
    const { spacing } = settings.streamlines;
    const { pixelAspect } = ground;
    const { minimumReliability, minimumSpeed } = settings;
    const lines = streamlines(field, spacing, minimumReliability, minimumSpeed);
    const brush = this.brushFor(surface, ground);
    paintStreamlines(brush, lines, spacing, pixelAspect, streamlineLook(settings));
  }

  private brushFor(surface: Surface, ground: Ground): Brush {
    const { brush } = this.scratchFor(surface);
    brush.surface = surface;
    brush.placement = placementOn(surface, ground);
    return brush;
  }

  private paintArrows(
    surface: Surface,
    field: OverlayField,
    settings: OverlaySettings,
    ground: Ground,
  ): void {
    const { pixelAspect } = ground;
    const { arrows, minimumReliability } = settings;
    const { spacing, scale } = arrows;
    const on = placementOn(surface, ground);
    const zoom = on.scaleY;
    const grid = overlayGrid(settings, ground, surface);
    this.samples = sampleGrid(grid, field.width, field, minimumReliability, this.samples);
    const style = {
      ...{ zoom, scale, minimumSpeed: settings.minimumSpeed, pixelAspect, spacing },
      leastLength: LEAST_ARROW_LENGTH,
      mostLength: longestArrow(spacing),
    };
    const placement = { ...on, scaleX: on.scaleX / zoom, scaleY: on.scaleY / zoom };
    const paint = (samples: Float32Array, look: ArrowLook): void => {
      this.geometry = arrowGeometry(grid, samples, style, this.geometry);
      if (this.quickArrows(surface, this.geometry, { spacing, pixelAspect, placement, look })) return;
      const brush = this.brushFor(surface, ground);
      brush.placement = placement;
      paintArrows(brush, this.geometry, spacing, pixelAspect, look);
    };
    if (field.flags === undefined) {
      paint(this.samples, arrowLook(settings));
      return;
    }
    const flags = flagsOnGrid(grid, field.width, field.flags);
    const flagged = (as: Flagged | null): Float32Array => {
      this.flagged = samplesFlagged(this.samples.subarray(0, 2 * flags.length), flags, as, this.flagged);
      return this.flagged;
    };
    paint(flagged(null), arrowLook(settings));
    for (const as of FLAGGED) paint(flagged(as), arrowLook(settingsFlagged(settings, as)));
  }

  private paintLegend(surface: Surface, settings: OverlaySettings, ground: Ground): void {
    const { width, height } = surface;
    const { scaleX, scaleY } = placementOn(surface, ground);
    const pixelAspect = width === ground.width ? ground.pixelAspect : scaleY / scaleX;
    const said = { ...settings, treated: this.treated };
    const key = `${legendKey(said)} ${width} ${height} ${pixelAspect} ${scaleY}`;
    if (key !== this.legendKey) {
      this.legend = frameLegend(said, width, height, pixelAspect, scaleY);
      this.legendKey = key;
    }
    for (const { x, y, picture } of this.legend) surface.blendPicture(picture, x, y, 1);
  }
}

/** Where the arrows of a movie stand on a surface that has all of it, as {@link OverlayPainter} paints them. */
export function overlayGrid({ arrows }: OverlaySettings, ground: Ground, surface: Size): ArrowGrid {
  const zoom = placementOn(surface, ground).scaleY;
  return arrowGrid(ground.width, ground.height, arrows.spacing / zoom, ground.pixelAspect);
}

/** Where the movie's picture lies on a surface that has all of it. */
function placementOn(surface: Size, { pixelAspect, ...movie }: Ground): Placement {
  return surface.width === movie.width && surface.height === movie.height
    ? framePlacement(pixelAspect)
    : scaledPlacement(movie, surface, pixelAspect);
}

/**
 * Lines are light, as arrows are that nobody has coloured, or as dark as arrows that are dark; they have a halo where arrows have
 * one.
 */
export function streamlineLook({ arrows }: OverlaySettings): StreamlineLook {
  const chosen = parseColour(arrows.colour);
  const fill = isDark(chosen) ? chosen : parseColour(DEFAULT_ARROW_COLOUR);
  return { fill, halo: arrows.halo ? haloOf(fill) : null };
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
