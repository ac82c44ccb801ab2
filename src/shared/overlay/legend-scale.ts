import { colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";

/** A wheel of directions on a picture: its rim stands for `limit`, in px/frame. Lengths in pixels of that picture. */
export interface WheelScale {
  readonly kind: "wheel";
  readonly limit: number;
  /** Width of a movie pixel by its height. */
  readonly pixelAspect: number;
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A bar of colours on a picture; diverging maps go from -limit to limit, the others from 0 to limit, in their own unit. */
export interface BarScale {
  readonly kind: "bar";
  readonly map: ScalarMapKind;
  readonly limit: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a legend has which colour. */
export type LegendScale = WheelScale | BarScale;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The scale on another picture, which has `pixels` of its pixels for each of this one, from (x, y) on. */
export function placedScale(scale: LegendScale, x: number, y: number, pixels: number): LegendScale {
  const place = { x: x + scale.x * pixels, y: y + scale.y * pixels };
  return scale.kind === "wheel"
    ? { ...scale, ...place, radius: scale.radius * pixels }
    : { ...scale, ...place, width: scale.width * pixels, height: scale.height * pixels };
}

/**
 * Where the wheel has the colour of a motion: in the direction that it has on the displayed picture. A motion beyond the
 * limit is on the rim.
 */
export function wheelPlace({ x, y, radius, limit, pixelAspect }: WheelScale, u: number, v: number): Point {
  const length = Math.hypot(u * pixelAspect, v);
  if (length === 0) return { x, y };
  const reach = (radius * Math.min(Math.hypot(u, v) / limit, 1)) / length;
  return { x: x + u * pixelAspect * reach, y: y + v * reach };
}

/** The motion whose colour the wheel has at a place, in px/frame; null beyond its rim. */
export function wheelMotion(
  { x, y, radius, limit, pixelAspect }: WheelScale,
  at: Point,
): { readonly u: number; readonly v: number } | null {
  const dx = at.x - x;
  const dy = at.y - y;
  const place = Math.hypot(dx, dy) / radius;
  if (place > 1) return null;
  const u = dx / pixelAspect;
  const factor = place === 0 ? 0 : (place * limit) / Math.hypot(u, dy);
  return { u: u * factor, v: dy * factor };
}

/** Where the bar has the colour of a value; one beyond its ends is at the end. */
export function barPlace({ x, y, width, height, map, limit }: BarScale, value: number): Point {
  const share = colourMapOf(map).diverging ? (value / limit + 1) / 2 : value / limit;
  return { x: x + width * Math.min(Math.max(share, 0), 1), y: y + height / 2 };
}

/** The value whose colour the bar has at a place; null outside. */
export function barValue({ x, y, width, height, map, limit }: BarScale, at: Point): number | null {
  const share = (at.x - x) / width;
  if (!(share >= 0 && share <= 1 && at.y >= y && at.y <= y + height)) return null;
  return limit * (colourMapOf(map).diverging ? 2 * share - 1 : share);
}
