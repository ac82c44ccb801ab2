import { roundNumberNear } from "../round-number";
import { DEFAULT_ARROW_SPACING, OVERLAY_LIMITS, type OverlaySettings } from "./settings";

/** Length of an arrow of the typical speed, in spacings: longer than one, to show small differences of speed and direction. */
const TYPICAL_CELLS = 1.75;
/** What is slower than the typical speed still has to be read: where the spacing is small, arrows are as long as this, in the same pixels, */
const LEAST_TYPICAL_LENGTH = 37;
/** but no longer than so many spacings, or nearly all that is faster would be cut. */
const MOST_TYPICAL_CELLS = 2.25;

/** Arrows end after so many spacings: longer ones would hide what lies between. */
const MOST_CELLS = 3;

/** Arrows that would be shorter, in pixels of the picture as it is shown, would be specks without a direction. */
export const LEAST_ARROW_LENGTH = 4;

/** The longest arrow, in the unit of the spacing. */
export function longestArrow(spacing: number): number {
  return MOST_CELLS * spacing;
}

/**
 * A round arrow scale (drawn pixels for a motion of one pixel per frame) with which an arrow of the typical speed is nearly two spacings
 * long, in small spacings a little more: see {@link TYPICAL_CELLS}. Round numbers make it up to a sixth longer or shorter.
 *
 * @param spacing distance of neighbouring arrows in the same pixels
 * @param typicalSpeed px/frame, above 0
 */
export function fittedArrowScale(spacing: number, typicalSpeed: number): number {
  const { min, max } = OVERLAY_LIMITS.scale;
  const readable = Math.min(LEAST_TYPICAL_LENGTH, MOST_TYPICAL_CELLS * spacing);
  const length = Math.max(TYPICAL_CELLS * spacing, readable);
  return Math.min(Math.max(roundNumberNear(length / typicalSpeed), min), max);
}

/** Mean side of a video that is looked at in its own size: 1920 x 1080. */
const FULL_SIDE = 1440;
/** Of small videos, which are looked at enlarged: arrows of a few pixels have no shape. */
const SMALL_UNIT = 0.75;
/** Of large ones: arrows are still to be read where the video is seen pixel by pixel. */
const MOST_UNIT = 1.25;
/** Places for arrows that a picture should have: what moves in a twentieth of it has thirty then. */
const PLACES = 600;
/** Unit of the smallest videos, where so many do not fit: arrows of two spacings still have a shape. */
const LEAST_UNIT = 0.625;

/**
 * Pixels of an exported video for one of the screen: 1 for full HD, and in proportion to the root of its side for others, since both
 * arrows and what moves have to be seen.
 *
 * @param width of the video in pixels, as height
 */
export function exportUnit(width: number, height: number): number {
  const side = Math.sqrt(width * height);
  const fair = Math.min(Math.max(Math.sqrt(side / FULL_SIDE), SMALL_UNIT), MOST_UNIT);
  const roomy = side / Math.sqrt(PLACES) / DEFAULT_ARROW_SPACING;
  return Math.min(fair, Math.max(roomy, LEAST_UNIT));
}

/**
 * The arrows of the screen for a video of this size.
 *
 * @param typicalSpeed px/frame, that the scale follows from; null keeps the scale that they have, in proportion
 */
export function exportedArrows(
  arrows: OverlaySettings["arrows"],
  { width, height }: { readonly width: number; readonly height: number },
  typicalSpeed: number | null,
): OverlaySettings["arrows"] {
  const unit = exportUnit(width, height);
  const { spacing: spacings, scale: scales } = OVERLAY_LIMITS;
  const within = ({ min, max }: { min: number; max: number }, value: number): number =>
    Math.min(Math.max(value, min), max);
  const spacing = within(spacings, Math.round(arrows.spacing * unit));
  const scale =
    typicalSpeed === null ? within(scales, arrows.scale * unit) : fittedArrowScale(spacing, typicalSpeed);
  return { ...arrows, spacing, scale };
}
