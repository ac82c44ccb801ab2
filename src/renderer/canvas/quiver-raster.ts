import {
  ARROW_NUMBERS,
  type ArrowGeometry,
  arrowHaloWidth,
  markHalos,
} from "../../shared/overlay/arrow-geometry";
import type { Colour } from "../../shared/overlay/surface";
import { createCanvasKernels } from "./canvas-kernels";

/** Where arrows come to be: coordinates times the scale, plus the offset, are pixels of the raster. */
export interface RasterPlacement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** How arrows are added to a {@link QuiverRaster}. */
export interface QuiverStyle {
  /** Of the arrows, in the unit of their coordinates: it decides how wide halos are. */
  readonly spacing: number;
  readonly pixelAspect: number;
  readonly placement: RasterPlacement;
  /** Arrows are made wider by this many pixels of the raster, so that thin ones stay visible. */
  readonly extraWidth: number;
  readonly halo: boolean;
  /** How far halos reach at most, in pixels of the raster; absent where they grow with the picture. */
  readonly mostHalo?: number;
}

/** A step of the kernel has four pixels, and may begin at the last one of a row. */
const BEYOND_ROW = 3;
/** Pixels by their coverage, which has 16 bits. */
const TABLE_LENGTH = 65536;
const ALIGNMENT = 16;
/** Rows that are made pixels of at a time: they are still in the processor's cache when they are passed on. */
const BAND_ROWS = 64;

/** Takes rows of finished pixels with straight alpha, as `ImageData` has them; good until the call ends. */
export type TakeRows = (y: number, rows: number, rgba: Uint8ClampedArray<ArrayBuffer>) => void;

/**
 * Paints arrows into an RGBA bitmap. An arrow is a rectangle and a triangle; how much of a pixel they cover follows from
 * its distance to their sides. ARCHITECTURE.md says what that is measured against.
 *
 * Halos and arrows are united before anything is painted, as in an export: where two overlap, nothing is painted twice.
 */
export class QuiverRaster {
  readonly #kernels = createCanvasKernels();
  #width = 0;
  #height = 0;
  /** Pixels of a row of coverage or of tints. */
  #stride = 0;
  // Where things lie in the memory of the kernels; see assembly/quiver and shared/overlay/assembly.
  readonly #table = 0;
  readonly #coverage = 4 * TABLE_LENGTH;
  #rgba = 0;
  /** Last but for the arrows, which are scratch: memory for tints is asked for only when there are any. */
  #tints = 0;
  #end = 0;
  #coloured = false;
  #tableKey = "";

  /** @param width in pixels, as height */
  constructor(width: number, height: number) {
    this.resize(width, height);
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** Starts anew with a bitmap of another size. */
  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#stride = width + BEYOND_ROW;
    this.#rgba = aligned(this.#coverage + 2 * this.#stride * height);
    this.#tints = aligned(this.#rgba + 4 * width * Math.min(BAND_ROWS, height));
    this.#end = aligned(this.#tints + 4 * this.#stride * height);
    this.#coloured = false;
    const memory = this.#kernels.memory(this.#tints);
    new Uint8Array(memory, this.#coverage, 2 * this.#stride * height).fill(0);
  }

  /**
   * Adds arrows.
   *
   * @param colours R, G, B of each arrow; null gives all of them the colour of {@link finish}
   */
  add(geometry: ArrowGeometry, style: QuiverStyle, colours: Uint8Array | null): void {
    const { coordinates, count } = geometry;
    const { spacing, pixelAspect, extraWidth } = style;
    const { scaleX, scaleY, offsetX, offsetY } = style.placement;
    const reach = Math.min(arrowHaloWidth(spacing) * scaleY, style.mostHalo ?? Number.POSITIVE_INFINITY);
    const bytes = count * ARROW_NUMBERS * Float32Array.BYTES_PER_ELEMENT;
    if (colours !== null) this.#coloured = true;
    const arrows = this.#coloured ? this.#end : this.#tints;
    const ownColours = arrows + bytes;
    const halos = ownColours + 4 * count;
    const memory = this.#kernels.memory(halos + count);
    new Float32Array(memory, arrows).set(coordinates.subarray(0, count * ARROW_NUMBERS));
    const hasHalo = new Uint8Array(memory, halos, count);
    if (style.halo) markHalos(coordinates, 0, reach / scaleY, pixelAspect, hasHalo);
    else hasHalo.fill(0);
    if (colours !== null) {
      const target = new Uint32Array(memory, ownColours, count);
      for (let i = 0; i < count; i++) {
        target[i] = packed(colours[3 * i], colours[3 * i + 1], colours[3 * i + 2]);
      }
    }
    this.#kernels.addArrows(
      ...[arrows, halos, count, scaleX, scaleY, offsetX, offsetY],
      ...[reach, extraWidth / 2],
      ...(colours === null ? ([0, 0] as const) : ([ownColours, this.#tints] as const)),
      ...[this.#coverage, this.#width, this.#height, this.#stride, 1, 0],
    );
  }

  /** Paints what was added, all rows from the top on, and starts anew. */
  finish(fill: Colour, halo: Colour, take: TakeRows): void {
    this.#prepareTable(fill, halo);
    const memory = this.#kernels.memory(0);
    for (let y = 0; y < this.#height; y += BAND_ROWS) {
      const rows = Math.min(BAND_ROWS, this.#height - y);
      const before = this.#stride * y;
      this.#kernels.finishQuiver(
        ...[this.#coverage + 2 * before, this.#width, rows, this.#stride, this.#table],
        ...[this.#coloured ? this.#tints + 4 * before : 0, packed(halo.r, halo.g, halo.b), this.#rgba],
      );
      take(y, rows, new Uint8ClampedArray(memory, this.#rgba, 4 * this.#width * rows));
    }
    this.#coloured = false;
  }

  #prepareTable(fill: Colour, halo: Colour): void {
    const key = JSON.stringify([fill, halo]);
    if (key === this.#tableKey) return;
    this.#tableKey = key;
    const bytes = new Uint8ClampedArray(this.#kernels.memory(0), this.#table, 4 * TABLE_LENGTH);
    for (let level = 1; level < TABLE_LENGTH; level++) {
      const arrow = ((level >> 8) / 255) * fill.alpha;
      const shade = ((level & 255) / 255) * halo.alpha * (1 - arrow);
      const alpha = arrow + shade;
      const share = arrow / alpha;
      bytes[4 * level] = halo.r + (fill.r - halo.r) * share;
      bytes[4 * level + 1] = halo.g + (fill.g - halo.g) * share;
      bytes[4 * level + 2] = halo.b + (fill.b - halo.b) * share;
      bytes[4 * level + 3] = 255 * alpha;
    }
  }
}

/** R, G, B and 0 as the bytes of a number. */
function packed(red = 0, green = 0, blue = 0): number {
  return red | (green << 8) | (blue << 16);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
