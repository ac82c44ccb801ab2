import { type ColourMap, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { divergenceRow, type FieldRow, shearRow, vorticityRow } from "../fields/gradient";
import { colourField, colourRows, UNKNOWN_FLOW } from "./colour-wheel";
import type { FieldPlanes } from "./field-planes";
import { differenceRow, type LumaPair } from "./flow-difference";
import type { MapKind } from "./settings";

/** What a map is made of. */
export interface MapSource extends FieldPlanes {
  readonly width: number;
  readonly height: number;
  /** The frames that the flow is of, as it was computed from them; only `difference` looks at them. */
  readonly pair: LumaPair | null;
}

export interface MapStyle {
  readonly kind: MapKind;
  /** What has the full colour, in the unit of the map; above 0. */
  readonly limit: number;
  /**
   * Pixels become transparent where the flow that their value is made of (that of their neighbours too, with
   * derivatives) is less reliable than this; 0 hides nothing.
   */
  readonly minimumReliability: number;
}

/**
 * Paints what the flow says as colours. Keeps a row of values and the palettes; make one for many pictures.
 *
 * All pictures are RGBA pixels in memory order, opaque, or fully transparent where there is nothing to be said: where
 * the motion is unknown, too unreliable, or (`difference`) leads out of the picture.
 */
export class MapPainter {
  private values = new Float32Array(0);
  private columns = new Int32Array(0);
  private columnsKey = "";
  private readonly palettes = new Map<ColourMap, Uint32Array>();

  /** Paints every pixel of rows [rowStart, rowEnd) into `out`. */
  paintRows(source: MapSource, style: MapStyle, rowStart: number, rowEnd: number, out: Uint32Array): void {
    const { kind, limit, minimumReliability } = style;
    const { width } = source;
    if (kind === "direction") {
      colourRows(source, width, rowStart, rowEnd, limit, minimumReliability, out);
      return;
    }
    const xs = this.columnsOf(width, 1);
    for (let y = rowStart; y < rowEnd; y++) {
      this.paintRow(source, kind, style, y, xs, out, (y - rowStart) * width);
    }
  }

  /**
   * Paints a picture of ceil(width / step) x ceil(height / step) pixels, each the middle one of a square of `step` pixels
   * (where the border cuts that off: the last one before it). Derivatives are those of the whole field.
   *
   * @param rgba at least 4 bytes for every pixel of the picture
   */
  paintPicture(source: MapSource, style: MapStyle, step: number, rgba: Uint8Array | Uint8ClampedArray): void {
    const { kind, limit, minimumReliability } = style;
    const { width, height } = source;
    if (kind === "direction") {
      colourField(source, width, height, limit, step, minimumReliability, rgba);
      return;
    }
    const xs = this.columnsOf(width, step);
    const rows = Math.ceil(height / step);
    const count = xs.length * rows;
    if (rgba.length < 4 * count) throw new RangeError("The picture for the colours is too small.");
    const aligned = rgba.byteOffset % 4 === 0;
    const out = aligned ? new Uint32Array(rgba.buffer, rgba.byteOffset, count) : new Uint32Array(count);
    for (let row = 0; row < rows; row++) {
      const y = Math.min(row * step + Math.floor(step / 2), height - 1);
      this.paintRow(source, kind, style, y, xs, out, row * xs.length);
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
      const reach = isGradient(kind) ? 1 : 0;
      hideUnreliable(source, minimumReliability, reach, y, xs, out, at);
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

const GRADIENTS = {
  divergence: divergenceRow,
  vorticity: vorticityRow,
  shear: shearRow,
} as const satisfies Record<string, FieldRow>;

function isGradient(kind: ScalarMapKind): kind is keyof typeof GRADIENTS {
  return kind in GRADIENTS;
}

/** The values of some pixels of a row in the unit of the map; NaN where there is none. */
function computeRow(
  source: MapSource,
  kind: ScalarMapKind,
  y: number,
  xs: Int32Array,
  values: Float32Array,
): void {
  switch (kind) {
    case "speed":
      speedRow(source, y, xs, values);
      break;
    case "reliability":
      reliabilityRow(source, y, xs, values);
      break;
    case "difference":
      if (source.pair === null) throw new RangeError("The difference needs both frames.");
      differenceRow(source, source.pair, y, xs, values, 0);
      break;
    default:
      GRADIENTS[kind](source, y, xs, values, 0);
      forgetUnknown(source, y, xs, values);
  }
}

function speedRow({ u, v, width }: MapSource, y: number, xs: Int32Array, values: Float32Array): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    const speed = Math.sqrt(u[pixel] * u[pixel] + v[pixel] * v[pixel]);
    // A motion whose components are both known is no faster than their diagonal.
    values[i] = speed <= UNKNOWN_FLOW * Math.SQRT2 ? speed : Number.NaN;
  }
}

function reliabilityRow(
  { reliability, width }: MapSource,
  y: number,
  xs: Int32Array,
  values: Float32Array,
): void {
  for (let i = 0; i < xs.length; i++) values[i] = reliability[y * width + xs[i]];
}

/** No derivative where the motion of the pixel, or of one of its neighbours, is unknown. */
function forgetUnknown({ u, v, width }: MapSource, y: number, xs: Int32Array, values: Float32Array): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    // Unknown motions are NaN or huge, and so are differences with them.
    const known = Math.abs(values[i]) + Math.abs(u[pixel]) + Math.abs(v[pixel]) < UNKNOWN_FLOW;
    if (!known) values[i] = Number.NaN;
  }
}

/** Makes pixels transparent where they, or their neighbours within `reach` (0 or 1) up, down, left and right, are too unreliable. */
function hideUnreliable(
  { reliability, width, height }: MapSource,
  minimum: number,
  reach: 0 | 1,
  y: number,
  xs: Int32Array,
  out: Uint32Array,
  at: number,
): void {
  const line = y * width;
  if (reach === 0) {
    for (let i = 0; i < xs.length; i++) {
      if (!(reliability[line + xs[i]] >= minimum)) out[at + i] = 0;
    }
    return;
  }
  const up = y > 0 ? line - width : line;
  const down = y < height - 1 ? line + width : line;
  const last = width - 1;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const shown =
      reliability[line + x] >= minimum &&
      reliability[up + x] >= minimum &&
      reliability[down + x] >= minimum &&
      reliability[line + (x > 0 ? x - 1 : x)] >= minimum &&
      reliability[line + (x < last ? x + 1 : x)] >= minimum;
    if (!shown) out[at + i] = 0;
  }
}
