import { barValue, type LegendScale, wheelMotion } from "../../shared/overlay/legend-scale";
import type { LegendMeaning } from "../canvas/legend-places";
import { type Point, type ShownMovie, toCanvas, toMovie } from "../canvas/view-transform";
import type { Rectangle } from "../canvas/viewport";
import { type Pin, type Pixel, pixelWithin } from "../lib/pins";

/** The pixel of the movie under a place of the canvas; null beside the picture. */
export function pixelUnder(at: Point, { picture, movie }: ShownMovie): Pixel | null {
  const { x, y } = toMovie(at, picture, movie);
  return x >= 0 && y >= 0 && x < movie.width && y < movie.height ? pixelWithin(x, y, movie) : null;
}

/** Where on the canvas the middle of a pixel is. */
export function middleOf({ x, y }: Pixel, { picture, movie }: ShownMovie): Point {
  return toCanvas({ x: x + 0.5, y: y + 0.5 }, picture, movie);
}

/** The pin whose mark is at a place of the canvas: of several the nearest one, of those as near the last. */
export function pinUnder(
  at: Point,
  pins: readonly Pin[],
  shown: ShownMovie,
  /** Device pixels around its middle that belong to a mark. */
  reach: number,
): Pin | null {
  let nearest: Pin | null = null;
  let least = reach;
  for (const pin of pins) {
    const { x, y } = middleOf(pin, shown);
    const distance = Math.hypot(at.x - x, at.y - y);
    if (distance > least) continue;
    nearest = pin;
    least = distance;
  }
  return nearest;
}

/** Whether a plate of the legend is at a place of the canvas. */
export function isOnPlate({ x, y }: Point, plates: readonly Rectangle[]): boolean {
  return plates.some(
    (plate) => x >= plate.x && y >= plate.y && x < plate.x + plate.width && y < plate.y + plate.height,
  );
}

/** What the legend means at a place of the canvas; null where it has no colour. */
export function meaningAt(at: Point, scales: readonly LegendScale[]): LegendMeaning | null {
  for (const scale of scales) {
    if (scale.kind === "wheel") {
      const motion = wheelMotion(scale, at);
      if (motion !== null) return { kind: "motion", ...motion };
    } else {
      const value = barValue(scale, at);
      if (value !== null) return { kind: "value", map: scale.map, value };
    }
  }
  return null;
}
