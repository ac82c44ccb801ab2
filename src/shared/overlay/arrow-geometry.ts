import type { ArrowGrid } from "./arrow-grid";
import { isKnownFlow } from "./colour-wheel";

/**
 * Numbers per arrow in {@link ArrowGeometry.coordinates}: eight points, x before y, in movie pixels.
 *
 * | offset | point                                                      |
 * |--------|------------------------------------------------------------|
 * | 0, 1   | tail: the centre of the pixel whose motion is shown        |
 * | 2, 3   | tip: tail + (u, v) * scale                                 |
 * | 4, 5   | left side of the shaft at the tail                         |
 * | 6, 7   | left side of the shaft where the head begins               |
 * | 8, 9   | left barb of the head                                      |
 * | 10, 11 | right barb of the head                                     |
 * | 12, 13 | right side of the shaft where the head begins              |
 * | 14, 15 | right side of the shaft at the tail                        |
 *
 * The outline of the arrow is the closed polygon 4-6-8-2-10-12-14.
 */
export const ARROW_NUMBERS = 16;

/** The outlines of all arrows of one frame. */
export interface ArrowGeometry {
  /** {@link ARROW_NUMBERS} per arrow; what follows the last arrow is left over from earlier calls. */
  readonly coordinates: Float32Array;
  readonly count: number;
}

export interface ArrowGeometryStyle {
  /** Drawn length in movie pixels for a motion of one pixel per frame. */
  readonly scale: number;
  /** Slower motions, in pixels per frame, get no arrow. */
  readonly minimumSpeed: number;
  /** Width of a movie pixel as displayed, by its height. */
  readonly pixelAspect: number;
}

/** Width of the shaft of a long arrow, in movie pixels (heights of them, where pixels are not square). */
export function arrowStrokeWidth(spacing: number): number {
  return Math.max(1, 0.08 * spacing);
}

/** How far the dark halo reaches beyond the arrow on every side, in movie pixels. */
export function arrowHaloWidth(spacing: number): number {
  return Math.max(0.65, 0.055 * spacing);
}

/** The head and the shaft of an arrow of a given length; all in heights of a movie pixel. */
export interface ArrowProportions {
  readonly headLength: number;
  readonly headWidth: number;
  readonly shaftWidth: number;
}

const HEAD_SHARE_OF_LENGTH = 0.5;
const HEAD_WIDTH_BY_LENGTH = 0.86;
const SHAFT_SHARE_OF_HEAD = 0.42;

/** The largest length of a head among arrows of this spacing, which long arrows have. */
function headLengthLimit(spacing: number): number {
  return Math.max(0.36 * spacing, 3.4 * arrowStrokeWidth(spacing));
}

/**
 * Short arrows are scaled copies of one shape, so that even they have a direction to see; long ones keep a
 * head and a shaft in proportion to the spacing.
 */
export function arrowProportions(length: number, spacing: number): ArrowProportions {
  const headLength = Math.min(HEAD_SHARE_OF_LENGTH * length, headLengthLimit(spacing));
  const headWidth = HEAD_WIDTH_BY_LENGTH * headLength;
  return {
    headLength,
    headWidth,
    shaftWidth: Math.min(arrowStrokeWidth(spacing), SHAFT_SHARE_OF_HEAD * headWidth),
  };
}

/**
 * The arrows of a sampled field. An arrow starts at the centre of its pixel and ends at exactly
 * (u, v) * scale from it: the length is proportional to the speed with no floor and no cap, and one factor
 * serves both components, so the angle is that of the motion. Only the shape of the head and the thickness
 * know of `pixelAspect`; they are laid out on the displayed picture, where x is `pixelAspect` times wider.
 *
 * No arrow where the motion is zero, below `minimumSpeed` or unknown ({@link isKnownFlow}).
 *
 * @param samples u, v in pixels per frame as {@link sampleGrid} returns them
 * @param out holds the coordinates when it is long enough (ARROW_NUMBERS per grid position), else a new array does
 */
export function arrowGeometry(
  grid: ArrowGrid,
  samples: Float32Array,
  style: ArrowGeometryStyle,
  out?: Float32Array,
): ArrowGeometry {
  const { columns, rows, spacing, firstX, firstY } = grid;
  const { scale, minimumSpeed, pixelAspect } = style;
  const needed = ARROW_NUMBERS * columns * rows;
  const c = out !== undefined && out.length >= needed ? out : new Float32Array(needed);
  const limit = headLengthLimit(spacing);
  const stroke = arrowStrokeWidth(spacing);
  let at = 0;
  let sample = 0;
  for (let row = 0; row < rows; row++) {
    const tailY = firstY + row * spacing + 0.5;
    for (let column = 0; column < columns; column++) {
      const u = samples[sample++];
      const v = samples[sample++];
      const speed = Math.sqrt(u * u + v * v);
      if (!(speed > 0 && speed >= minimumSpeed && isKnownFlow(u, v))) continue;
      const tailX = firstX + column * spacing + 0.5;
      const tipX = tailX + u * scale;
      const tipY = tailY + v * scale;
      const length = Math.hypot(u * pixelAspect, v) * scale;
      if (!(length > 0)) continue;
      // The unit vector along the arrow as displayed; its left side, seen along it with y down, is (dirY, -dirX).
      const dirX = (u * pixelAspect * scale) / length;
      const dirY = (v * scale) / length;
      // The same rules as arrowProportions, without its object: this runs for every arrow of every frame.
      const headLength = Math.min(HEAD_SHARE_OF_LENGTH * length, limit);
      const headWidth = HEAD_WIDTH_BY_LENGTH * headLength;
      const half = Math.min(stroke, SHAFT_SHARE_OF_HEAD * headWidth) / 2;
      const baseX = tipX - (dirX * headLength) / pixelAspect;
      const baseY = tipY - dirY * headLength;
      const shaftX = (dirY * half) / pixelAspect;
      const shaftY = -dirX * half;
      const barbX = (dirY * headWidth) / 2 / pixelAspect;
      const barbY = (-dirX * headWidth) / 2;
      c[at] = tailX;
      c[at + 1] = tailY;
      c[at + 2] = tipX;
      c[at + 3] = tipY;
      c[at + 4] = tailX + shaftX;
      c[at + 5] = tailY + shaftY;
      c[at + 6] = baseX + shaftX;
      c[at + 7] = baseY + shaftY;
      c[at + 8] = baseX + barbX;
      c[at + 9] = baseY + barbY;
      c[at + 10] = baseX - barbX;
      c[at + 11] = baseY - barbY;
      c[at + 12] = baseX - shaftX;
      c[at + 13] = baseY - shaftY;
      c[at + 14] = tailX - shaftX;
      c[at + 15] = tailY - shaftY;
      at += ARROW_NUMBERS;
    }
  }
  return { coordinates: c, count: at / ARROW_NUMBERS };
}

/**
 * An arrow little longer than its halo is thick would be a dark dot: it gets none.
 *
 * @param reach of the halo in movie pixels
 */
export function arrowHasHalo(c: Float32Array, offset: number, reach: number, pixelAspect: number): boolean {
  const x = (c[offset + 2] - c[offset]) * pixelAspect;
  const y = c[offset + 3] - c[offset + 1];
  const least = 3 * reach;
  return x * x + y * y >= least * least;
}
