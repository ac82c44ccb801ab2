import type { MapPainter, MapStyle } from "./map-picture";
import type { MapSource } from "./map-values";
import { LINEAR, type LineWeights, lineWeights, RowMixer, resampleRow } from "./resample";
import type { Surface } from "./surface";

/** Rows of the output made at a time: even, for the chroma of the surface. */
const STRIP_ROWS = 32;

/**
 * Paints a map of the flow on a surface of another size than the field. Where the map has no colour, and beside such places, it
 * is as transparent there as the field has no colour. Keeps a strip of memory; make one for a movie.
 */
export class ScaledMap {
  private key = "";
  private along: LineWeights | null = null;
  private down: LineWeights | null = null;
  private readonly mixer = new RowMixer();
  private source = new Uint32Array(0);
  private narrow = new Uint8Array(0);
  private strip = new Uint8Array(0);

  paint(surface: Surface, field: MapSource, maps: MapPainter, style: MapStyle, opacity: number): void {
    const { width, height } = surface;
    const { along, down } = this.weightsFor(surface, field);
    const line = 4 * width;
    if (this.strip.length < line * STRIP_ROWS) this.strip = new Uint8Array(line * STRIP_ROWS);
    for (let top = 0; top < height; top += STRIP_ROWS) {
      const bottom = Math.min(height, top + STRIP_ROWS);
      const first = down.starts[top];
      const last = down.starts[bottom - 1] + down.taps;
      this.narrowRows(field, maps, style, first, last, along);
      for (let y = top; y < bottom; y++) {
        this.mixer.mix(this.narrow, first, line, down, y, this.strip, (y - top) * line);
      }
      const rgba = this.strip.subarray(0, (bottom - top) * line);
      straighten(rgba);
      surface.blendPicture({ width, height: bottom - top, rgba }, 0, top, opacity);
    }
  }

  /** Rows [first, last) of the map, as wide as the surface. */
  private narrowRows(
    field: MapSource,
    maps: MapPainter,
    style: MapStyle,
    first: number,
    last: number,
    along: LineWeights,
  ): void {
    const { width } = field;
    const line = 4 * along.starts.length;
    const rows = last - first;
    if (this.source.length < rows * width) this.source = new Uint32Array(rows * width);
    if (this.narrow.length < rows * line) this.narrow = new Uint8Array(rows * line);
    maps.paintRows(field, style, first, last, this.source);
    const bytes = new Uint8Array(this.source.buffer, 0, 4 * rows * width);
    if (style.fading && style.kind === "direction") multiply(bytes);
    for (let y = 0; y < rows; y++) resampleRow(bytes, 4 * y * width, along, 4, this.narrow, y * line);
  }

  private weightsFor(surface: Surface, field: MapSource): { along: LineWeights; down: LineWeights } {
    const key = `${field.width} ${field.height} ${surface.width} ${surface.height}`;
    if (this.along === null || this.down === null || key !== this.key) {
      this.key = key;
      this.along = lineWeights(field.width, surface.width, { kernel: LINEAR });
      this.down = lineWeights(field.height, surface.height, { kernel: LINEAR });
    }
    return { along: this.along, down: this.down };
  }
}

/** What is mixed has its colours multiplied by its alpha; of pixels that are opaque or all zero that is so already. */
function multiply(rgba: Uint8Array): void {
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3];
    if (alpha === 255) continue;
    for (let k = i; k < i + 3; k++) rgba[k] = Math.round((rgba[k] * alpha) / 255);
  }
}

/** Mixtures have their colours multiplied by their alpha; surfaces want straight ones. */
function straighten(rgba: Uint8Array): void {
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3];
    if (alpha === 0 || alpha === 255) continue;
    for (let k = i; k < i + 3; k++) rgba[k] = Math.min(255, Math.round((rgba[k] * 255) / alpha));
  }
}
