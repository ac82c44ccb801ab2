import { type ColourMap, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { colourField, colourRows } from "./colour-wheel";
import { computeRow, hideUnreliable, type MapSource } from "./map-values";
import type { MapKind } from "./settings";

export interface MapStyle {
  readonly kind: MapKind;
  /** What has the full colour, in the unit of the map; above 0. */
  readonly limit: number;
  /**
   * Pixels become transparent where the flow that their value is made of (that of their neighbours too, with
   * derivatives) is less reliable than this; 0 hides nothing.
   */
  readonly minimumReliability: number;
  /** `direction` only: opaque at the limit and transparent at rest, instead of white; as in the settings. */
  readonly fading: boolean;
  /** Where the motion is slower, in px/frame, colours of direction and speed become transparent; default 0 hides nothing. */
  readonly minimumSpeed?: number;
}

/**
 * Paints what the flow says as colours. Keeps a row of values and the palettes; make one for many pictures.
 *
 * All pictures are RGBA pixels in memory order with straight alpha: opaque but for `fading` directions, and fully transparent
 * where there is nothing to be said: where the motion is unknown, too unreliable, or (`difference`) leads out of the picture.
 */
export class MapPainter {
  private values = new Float32Array(0);
  private columns = new Int32Array(0);
  private columnsKey = "";
  private readonly palettes = new Map<ColourMap, Uint32Array>();

  /** Paints every pixel of rows [rowStart, rowEnd) into `out`. */
  paintRows(source: MapSource, style: MapStyle, rowStart: number, rowEnd: number, out: Uint32Array): void {
    const { kind, limit, minimumReliability, fading } = style;
    const { width } = source;
    if (kind === "direction") {
      colourRows(source, width, rowStart, rowEnd, limit, minimumReliability, fading, out);
      this.hideSlowRows(source, style, rowStart, rowEnd, out);
      return;
    }
    const xs = this.columnsOf(width, 1);
    for (let y = rowStart; y < rowEnd; y++) {
      this.paintRow(source, kind, style, y, xs, out, (y - rowStart) * width);
    }
    this.hideSlowRows(source, style, rowStart, rowEnd, out);
  }

  private hideSlowRows(
    source: MapSource,
    style: MapStyle,
    rowStart: number,
    rowEnd: number,
    out: Uint32Array,
  ): void {
    const { width } = source;
    const xs = this.columnsOf(width, 1);
    for (let y = rowStart; y < rowEnd; y++) hideSlow(source, style, y, xs, out, (y - rowStart) * width);
  }

  /**
   * Paints a picture of ceil(width / step) x ceil(height / step) pixels, each the middle one of a square of `step` pixels
   * (where the border cuts that off: the last one before it). Derivatives are those of the whole field.
   *
   * @param rgba at least 4 bytes for every pixel of the picture
   */
  paintPicture(source: MapSource, style: MapStyle, step: number, rgba: Uint8Array | Uint8ClampedArray): void {
    const { kind, limit, minimumReliability, fading } = style;
    const { width, height } = source;
    if (kind === "direction") {
      colourField(source, width, height, limit, step, minimumReliability, fading, rgba);
    }
    const xs = this.columnsOf(width, step);
    const rows = Math.ceil(height / step);
    const count = xs.length * rows;
    if (rgba.length < 4 * count) throw new RangeError("The picture for the colours is too small.");
    const aligned = rgba.byteOffset % 4 === 0;
    const out = aligned ? new Uint32Array(rgba.buffer, rgba.byteOffset, count) : new Uint32Array(count);
    if (!aligned) new Uint8Array(out.buffer).set(rgba.subarray(0, 4 * count));
    for (let row = 0; row < rows; row++) {
      const y = Math.min(row * step + Math.floor(step / 2), height - 1);
      if (kind !== "direction") this.paintRow(source, kind, style, y, xs, out, row * xs.length);
      hideSlow(source, style, y, xs, out, row * xs.length);
    }
    if (!aligned) rgba.set(new Uint8Array(out.buffer));
  }

  private paintRow(
    source: MapSource,
    kind: ScalarMapKind,
    { limit, minimumReliability }: MapStyle,
    y: number,
    xs: Int32Array,
    out: Uint32Array,
    at: number,
  ): void {
    if (this.values.length < xs.length) this.values = new Float32Array(xs.length);
    const { values } = this;
    computeRow(source, kind, y, xs, values);
    this.colourValues(colourMapOf(kind), values, xs.length, limit, out, at);
    if (minimumReliability > 0) {
      hideUnreliable(source, kind, minimumReliability, y, xs, out, at);
    }
  }

  /** The colours of values, transparent for those that are none. Same as `colourIndex`, for a row. */
  private colourValues(
    map: ColourMap,
    values: Float32Array,
    count: number,
    limit: number,
    out: Uint32Array,
    at: number,
  ): void {
    const palette = this.paletteOf(map);
    const last = palette.length - 1;
    const scale = (map.diverging ? 0.5 : 1) * (last / limit);
    // Half an entry more, as truncation then rounds.
    const offset = (map.diverging ? last / 2 : 0) + 0.5;
    for (let i = 0; i < count; i++) {
      const place = values[i] * scale + offset;
      if (place >= last) out[at + i] = palette[last];
      else if (place > 0) out[at + i] = palette[place | 0];
      // What is neither above nor below has no number.
      else out[at + i] = place <= 0 ? palette[0] : 0;
    }
  }

  private paletteOf(map: ColourMap): Uint32Array {
    const known = this.palettes.get(map);
    if (known) return known;
    const count = map.colours.length / 3;
    const bytes = new Uint8Array(4 * count).fill(255);
    for (let i = 0; i < count; i++) bytes.set(map.colours.subarray(3 * i, 3 * i + 3), 4 * i);
    const palette = new Uint32Array(bytes.buffer);
    this.palettes.set(map, palette);
    return palette;
  }

  private columnsOf(width: number, step: number): Int32Array {
    const key = `${width}/${step}`;
    if (this.columnsKey !== key) {
      const middle = Math.floor(step / 2);
      this.columns = Int32Array.from({ length: Math.ceil(width / step) }, (_, i) =>
        Math.min(i * step + middle, width - 1),
      );
      this.columnsKey = key;
    }
    return this.columns;
  }
}

/** Makes pixels transparent (0) whose motion is too slow to be shown, in maps of the motion itself. */
function hideSlow(
  { u, v, width }: MapSource,
  { kind, minimumSpeed = 0 }: MapStyle,
  y: number,
  xs: Int32Array,
  out: Uint32Array,
  at: number,
): void {
  if (!(minimumSpeed > 0) || (kind !== "direction" && kind !== "speed")) return;
  const least = minimumSpeed * minimumSpeed;
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    if (u[pixel] * u[pixel] + v[pixel] * v[pixel] < least) out[at + i] = 0;
  }
}
