import { type ColourMap, colourIndex, colourMapOf } from "../colour-maps/colour-map";
import { percentile } from "../percentile";
import { roundNumberAbove } from "../round-number";

/** What a space-time picture may be of: the grey values that were recorded along a line, or the motion there. */
export const KYMOGRAPH_QUANTITIES = ["luma", "speed", "along", "across"] as const;
export type KymographQuantity = (typeof KYMOGRAPH_QUANTITIES)[number];

/** A picture of what lies along a line (from left to right) over time (from top to bottom): a row for each frame. */
export interface Kymograph {
  readonly of: KymographQuantity;
  /** Places along the line, and frames. */
  readonly columns: number;
  readonly rows: number;
  /** Row by row; NaN where nothing is known. */
  readonly values: Float32Array;
  /** The frame of each row. */
  readonly frames: Int32Array;
  /** Their presentation times in seconds. */
  readonly times: Float64Array;
  /** From one column to the next one, in the unit of length. */
  readonly step: number;
}

/** The values that have the first and the last colour. */
export interface KymographScale {
  readonly least: number;
  readonly most: number;
}

/** What lies beyond is too rare to decide the colours. */
const RARE = 0.002;
/** What is not known is violet, which no scale comes near. */
const UNKNOWN = [200, 64, 200, 255] as const;

/** The scale that fits a space-time picture: a round number for motion, about 0 where it has a direction, and for grey values those that are there. */
export function kymographScale({ of, values }: Kymograph): KymographScale {
  const below = (share: number): number => percentile(values, values.length, share);
  const [low, high] = [below(RARE), below(1 - RARE)];
  if (of === "luma") return high > low ? { least: low, most: high } : { least: 0, most: 255 };
  const most = roundNumberAbove(Math.max(Math.abs(low), Math.abs(high)));
  return { least: isSigned(of) ? -most : 0, most };
}

/** Whether values have a direction, and their colours grey in the middle. */
export function isSigned(of: KymographQuantity): boolean {
  return of === "along" || of === "across";
}

/**
 * Paints rows of a space-time picture as opaque RGBA. What is not known has a colour of no value, on any ground.
 *
 * @returns 4 bytes for each value
 */
export function paintKymograph(
  { of, values }: Pick<Kymograph, "of" | "values">,
  { least, most }: KymographScale,
): Uint8ClampedArray<ArrayBuffer> {
  const map = of === "luma" ? null : coloursOf(of);
  const rgba = new Uint8ClampedArray(4 * values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (Number.isNaN(value)) {
      rgba.set(UNKNOWN, 4 * at);
      continue;
    }
    if (map === null) rgba.fill((255 * (value - least)) / (most - least), 4 * at, 4 * at + 3);
    else rgba.set(colourAt(map, value, most), 4 * at);
    rgba[4 * at + 3] = 255;
  }
  return rgba;
}

/** The colours of a scale from its least value to its most one, as R, G, B. */
export function kymographColours(of: KymographQuantity, count: number): readonly (readonly number[])[] {
  const map = of === "luma" ? null : coloursOf(of);
  return Array.from({ length: count }, (_, k) => {
    const share = k / (count - 1);
    if (map === null) return [255 * share, 255 * share, 255 * share].map(Math.round);
    return [...colourAt(map, isSigned(of) ? 2 * share - 1 : share, 1)];
  });
}

function coloursOf(of: Exclude<KymographQuantity, "luma">): ColourMap {
  return colourMapOf(isSigned(of) ? "difference" : "speed");
}

function colourAt(map: ColourMap, value: number, most: number): Uint8Array {
  const at = 3 * colourIndex(map, value, most);
  return map.colours.subarray(at, at + 3);
}
