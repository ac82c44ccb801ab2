import { type ArrowGrid, gridOfSteps, gridWithin, type PicturePart } from "../../shared/overlay/arrow-grid";
import { type MovieView, visiblePart } from "./movie-view";

/** Rows and columns stay where they are while their distance is between these, in spacings: zooming a little moves no arrow. */
const NEAREST = 0.923;
const FARTHEST = 1.23;

/** A grid of up to so many arrows is that of the whole movie, so that moving the picture asks for nothing. */
const WHOLE = 4000;
/** How far the arrows of a part reach beyond what is seen on every side, by its size. */
const MARGIN = 0.5;
/** A part that has so many times the arrows that are seen is more than is wanted. */
const TOO_MANY = 9;

/**
 * Where the arrows stand: so far apart on the screen, whatever the movie's size and the zoom, on whole pixels of the movie and in
 * the same places of it however the picture is moved. Where pixels are larger than the spacing each has an arrow.
 *
 * @param ratio device pixels for a CSS pixel
 * @param spacing wanted, in CSS pixels
 * @param held the grid of before: kept as long as it is good enough; null where nothing of it counts
 */
export function arrowPlaces(
  view: MovieView,
  ratio: number,
  spacing: number,
  held: ArrowGrid | null,
): ArrowGrid {
  const { movie, target } = view;
  const stepX = stepOf(target.width / movie.width / ratio || 1, spacing, held?.stepX);
  const stepY = stepOf(target.height / movie.height / ratio || 1, spacing, held?.stepY);
  const whole = gridOfSteps(movie.width, movie.height, stepX, stepY);
  if (whole.columns * whole.rows <= WHOLE) return whole;
  const seen = seenPart(view);
  const needed = gridWithin(whole, seen);
  const sameSteps = held !== null && held.stepX === stepX && held.stepY === stepY;
  if (sameSteps && covers(held, needed) && countOf(held) <= TOO_MANY * countOf(needed)) return held;
  return gridWithin(whole, widened(seen));
}

/** Movie pixels from one arrow to the next. @param zoom CSS pixels for a movie pixel */
function stepOf(zoom: number, spacing: number, held: number | undefined): number {
  const wanted = spacing / zoom;
  const isGood = (step: number): boolean => step >= NEAREST * wanted && step <= FARTHEST * wanted;
  if (held !== undefined && isGood(held)) return held;
  const below = Math.max(1, Math.floor(wanted));
  const above = below + 1;
  const [nearer, other] = wanted * wanted < below * above ? [below, above] : [above, below];
  return !isGood(nearer) && isGood(other) ? other : nearer;
}

function seenPart(view: MovieView): PicturePart {
  const { movie, target } = view;
  const { x, y, width, height } = visiblePart(view);
  const [perX, perY] = [movie.width / target.width, movie.height / target.height];
  return {
    left: (x - target.x) * perX,
    top: (y - target.y) * perY,
    right: (x + width - target.x) * perX,
    bottom: (y + height - target.y) * perY,
  };
}

function widened({ left, top, right, bottom }: PicturePart): PicturePart {
  const [x, y] = [MARGIN * (right - left), MARGIN * (bottom - top)];
  return { left: left - x, top: top - y, right: right + x, bottom: bottom + y };
}

function countOf({ columns, rows }: ArrowGrid): number {
  return columns * rows;
}

function covers(outer: ArrowGrid, inner: ArrowGrid): boolean {
  return (
    outer.firstX <= inner.firstX &&
    outer.firstY <= inner.firstY &&
    outer.firstX + (outer.columns - 1) * outer.stepX >= inner.firstX + (inner.columns - 1) * inner.stepX &&
    outer.firstY + (outer.rows - 1) * outer.stepY >= inner.firstY + (inner.rows - 1) * inner.stepY
  );
}
