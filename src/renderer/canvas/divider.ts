import type { Rectangle } from "./viewport";

/** What a person may do with the divider at once, by the keys that do it. Shares of the visible width of the picture. */
const STEP = 0.01;
const LARGE_STEP = 0.1;

/** In the middle. */
export const CENTRE = 0.5;

/**
 * The first column of the canvas that belongs to B, in device pixels: a whole number, so that each pixel belongs to one side.
 *
 * @param share of the visible part of the picture that belongs to A, 0 to 1. It goes by what is seen, not by a place of the
 *   movie, so that the divider stays where it is while the picture is zoomed and moved under it.
 */
export function dividerColumn(share: number, visible: Rectangle): number {
  return visible.x + Math.round(share * visible.width);
}

/** The share for a divider at this column, within the limits; the inverse of {@link dividerColumn}. */
export function shareAt(column: number, visible: Rectangle): number {
  if (visible.width === 0) return CENTRE;
  return Math.min(Math.max((column - visible.x) / visible.width, 0), 1);
}

/** Where a key moves the divider, null where it does not. Steps end on whole per cents, where a screen reader counts. */
export function shareAfterKey(share: number, key: string, shiftKey: boolean): number | null {
  const step = shiftKey ? LARGE_STEP : STEP;
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return stepped(share, -step);
    case "ArrowRight":
    case "ArrowUp":
      return stepped(share, step);
    case "PageDown":
      return stepped(share, -LARGE_STEP);
    case "PageUp":
      return stepped(share, LARGE_STEP);
    case "Home":
      return 0;
    case "End":
      return 1;
    default:
      return null;
  }
}

function stepped(share: number, by: number): number {
  return Math.min(Math.max(Math.round((share + by) / STEP) * STEP, 0), 1);
}

/** The two parts of an area of the canvas, left and right of a column. */
export function partsAt(column: number, { width, height }: { width: number; height: number }) {
  return {
    a: { x: 0, y: 0, width: column, height },
    b: { x: column, y: 0, width: width - column, height },
  } as const;
}

/**
 * The row of the canvas above which the divider's line ends: it does not run through a plate of the legend.
 *
 * @param column of the divider, in device pixels of the canvas, as all lengths
 * @param reach how far the line reaches to either side
 */
export function lineEnd(
  column: number,
  reach: number,
  visible: Rectangle,
  plates: readonly Rectangle[],
): number {
  const met = plates.filter(({ x, width }) => column + reach > x && column - reach < x + width);
  return Math.min(visible.y + visible.height, ...met.map(({ y }) => y));
}
