import type { ArrowGrid } from "./arrow-grid";
import { isKnownFlow } from "./colour-wheel";

/**
 * Numbers per arrow in {@link ArrowGeometry.coordinates}: eight points, x before y, in pixels of the picture as it is shown, whose
 * height is that of a movie pixel divided by the zoom, and whose width is in the same proportion to its own.
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
  /** {@link ARROW_NUMBERS} per outline; what follows the last one is left over from earlier calls. */
  readonly coordinates: Float32Array;
  /** u, v in px/frame of each outline. */
  readonly motions: Float32Array;
  /** Of the outlines: the arrows, and a second head for each that was cut. */
  readonly count: number;
  /** Of the arrows alone. */
  readonly arrows: number;
  /** Of the arrows that are longer than they are drawn. */
  readonly cut: number;
}

/** Lengths are in pixels of the picture as it is shown. */
export interface ArrowGeometryStyle {
  /** Pixels of the picture as it is shown for the height of a movie pixel. Default 1. */
  readonly zoom?: number;
  /** Drawn length for a motion of one pixel per frame. */
  readonly scale: number;
  /** Slower motions, in pixels per frame, get no arrow. */
  readonly minimumSpeed: number;
  /** Width of a movie pixel as displayed, by its height. */
  readonly pixelAspect: number;
  /** Distance of neighbouring arrows, which decides how thick they are. */
  readonly spacing: number;
  /** Arrows that would be shorter are left out. Default 0. */
  readonly leastLength?: number;
  /** Arrows that would be longer end here, with a second head. Default: none. */
  readonly mostLength?: number;
}

/** Width of the shaft of a long arrow, in the unit of the spacing (heights of pixels, where these are not square). */
export function arrowStrokeWidth(spacing: number): number {
  return Math.max(1, 0.08 * spacing);
}

/** How far the dark halo reaches beyond the arrow on every side, in the unit of the spacing. */
export function arrowHaloWidth(spacing: number): number {
  return Math.max(0.65, 0.055 * spacing);
}

/** The head and the shaft of an arrow of a given length; all in heights of a pixel. */
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
 * The arrows of a sampled field. An arrow starts at the centre of its pixel and ends at exactly (u, v) * scale from it: the
 * length is proportional to the speed, and one factor serves both components, so the angle is that of the motion. Only one
 * that would be longer than `mostLength` ends there, in its direction, and says so by a second head behind the first.
 * The shape of the head and the thickness are laid out on the displayed picture, where x is `pixelAspect` times wider.
 *
 * No arrow where the motion is zero, below `minimumSpeed` or unknown ({@link isKnownFlow}), or its arrow too short.
 *
 * @param samples u, v in pixels per frame as {@link sampleGrid} returns them
 * @param out its arrays are used again where they are long enough
 */
export function arrowGeometry(
  grid: ArrowGrid,
  samples: Float32Array,
  style: ArrowGeometryStyle,
  out: Pick<ArrowGeometry, "coordinates" | "motions"> = NO_ARRAYS,
): ArrowGeometry {
  const { columns, rows, stepX, stepY, firstX, firstY } = grid;
  const { scale, minimumSpeed, pixelAspect, spacing } = style;
  const { zoom = 1, leastLength = 0, mostLength = Number.POSITIVE_INFINITY } = style;
  // Each may have a second head.
  const most = 2 * columns * rows;
  const roomy = out.motions.length >= 2 * most;
  const c = roomy ? out.coordinates : new Float32Array(ARROW_NUMBERS * most);
  const motions = roomy ? out.motions : new Float32Array(2 * most);
  const limit = headLengthLimit(spacing);
  const stroke = arrowStrokeWidth(spacing);
  let count = 0;
  let cut = 0;
  let sample = 0;
  for (let row = 0; row < rows; row++) {
    const tailY = (firstY + row * stepY + 0.5) * zoom;
    for (let column = 0; column < columns; column++) {
      const u = samples[sample++];
      const v = samples[sample++];
      const speed = Math.sqrt(u * u + v * v);
      if (!(speed > 0 && speed >= minimumSpeed && isKnownFlow(u, v))) continue;
      const whole = Math.hypot(u * pixelAspect, v) * scale;
      if (!(whole > 0 && whole >= leastLength)) continue;
      const isCut = whole > mostLength;
      const length = isCut ? mostLength : whole;
      // Beside which a rounding of the limit would not be seen.
      const reach = isCut ? (scale * mostLength) / whole : scale;
      const tailX = (firstX + column * stepX + 0.5) * zoom;
      const tipX = tailX + u * reach;
      const tipY = tailY + v * reach;
      // The unit vector along the arrow as displayed; its left side, seen along it with y down, is (dirY, -dirX).
      const dirX = (u * pixelAspect * reach) / length;
      const dirY = (v * reach) / length;
      // The same rules as arrowProportions, without its object: this runs for every arrow of every frame.
      const headLength = Math.min(HEAD_SHARE_OF_LENGTH * length, limit);
      const headWidth = HEAD_WIDTH_BY_LENGTH * headLength;
      const half = Math.min(stroke, SHAFT_SHARE_OF_HEAD * headWidth) / 2;
      const alongX = dirX / pixelAspect;
      const acrossX = dirY / pixelAspect;
      const headX = alongX * headLength;
      const headY = dirY * headLength;
      outline(c, count, tailX, tailY, tipX, tipY, headX, headY, acrossX, -dirX, half, headWidth / 2);
      motions[2 * count] = u;
      motions[2 * count + 1] = v;
      count++;
      if (!isCut) continue;
      // A head whose shaft is none, as the shaft of the arrow goes through it.
      const backX = tipX - headX;
      const backY = tipY - headY;
      const endX = backX - SECOND_HEAD * headX;
      const endY = backY - SECOND_HEAD * headY;
      outline(c, count, endX, endY, backX, backY, headX, headY, acrossX, -dirX, half, headWidth / 2);
      motions[2 * count] = u;
      motions[2 * count + 1] = v;
      count++;
      cut++;
    }
  }
  return { coordinates: c, motions, count, arrows: count - cut, cut };
}

const NO_ARRAYS = { coordinates: new Float32Array(0), motions: new Float32Array(0) };

/** Length of the outline of a second head, in lengths of a head: a hair of shaft for whoever asks for its direction. */
const SECOND_HEAD = 1.02;

/**
 * Writes an outline.
 *
 * @param headX the head's length along the arrow, as headY
 * @param acrossX unit vector to the left of the arrow, as acrossY
 * @param half of the shaft's width
 * @param barb half of the head's width
 */
function outline(
  c: Float32Array,
  place: number,
  tailX: number,
  tailY: number,
  tipX: number,
  tipY: number,
  headX: number,
  headY: number,
  acrossX: number,
  acrossY: number,
  half: number,
  barb: number,
): void {
  const at = place * ARROW_NUMBERS;
  const baseX = tipX - headX;
  const baseY = tipY - headY;
  const shaftX = acrossX * half;
  const shaftY = acrossY * half;
  const barbX = acrossX * barb;
  const barbY = acrossY * barb;
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
}

/**
 * An arrow little longer than its halo is thick would be a dark dot: it gets none.
 *
 * @param reach of the halo, in the unit of the coordinates
 */
export function arrowHasHalo(c: Float32Array, offset: number, reach: number, pixelAspect: number): boolean {
  const x = (c[offset + 2] - c[offset]) * pixelAspect;
  const y = c[offset + 3] - c[offset + 1];
  const least = 3 * reach;
  return x * x + y * y >= least * least;
}

/** Notes for arrows [from, from + out.length) whether they have a halo of that reach: 1 or 0. */
export function markHalos(
  coordinates: Float32Array,
  from: number,
  reach: number,
  pixelAspect: number,
  out: Uint8Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = Number(arrowHasHalo(coordinates, (from + i) * ARROW_NUMBERS, reach, pixelAspect));
  }
}
