import type { Side } from "../../shared/picture";
/** A pixel of the movie: whole numbers, counted from the top left corner of the picture, from 0. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** A pixel of one of the two flows that are beside each other on the picture; without a divider all is A. */
export interface Place extends Pixel {
  readonly side: Side;
}

/** A place whose motion is read in every frame. */
export interface Pin extends Pixel {
  /** From 1; no two have the same. */
  readonly number: number;
}

/** More could not be told apart, neither on the picture nor in the table. */
export const MOST_PINS = 8;

/** Custom properties of the style sheet that have the colours of pins, by their numbers less one. */
export const PIN_COLOURS: readonly string[] = Array.from(
  { length: MOST_PINS },
  (_, place) => `--pin-${place + 1}`,
);

export function samePixel(a: Pixel | null, b: Pixel | null): boolean {
  return a === null || b === null ? a === b : a.x === b.x && a.y === b.y;
}

/** The pins with one more, which gets the lowest number that is free; they stay in the order of their numbers. */
export function withPin(pins: readonly Pin[], { x, y }: Pixel): readonly Pin[] {
  if (pins.length >= MOST_PINS) return pins;
  const taken = new Set(pins.map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number += 1;
  return [...pins, { number, x, y }].sort((a, b) => a.number - b.number);
}

export function withPinAt(pins: readonly Pin[], number: number, { x, y }: Pixel): readonly Pin[] {
  return pins.map((pin) => (pin.number === number ? { number, x, y } : pin));
}

export function withoutPin(pins: readonly Pin[], number: number): readonly Pin[] {
  return pins.filter((pin) => pin.number !== number);
}

/** The pixel of a picture of this size that is nearest to a place, which may be between pixels or beyond the picture. */
export function pixelWithin(x: number, y: number, size: { width: number; height: number }): Pixel {
  const nearest = (value: number, count: number): number =>
    Math.min(Math.max(Math.floor(value), 0), count - 1);
  return { x: nearest(x, size.width), y: nearest(y, size.height) };
}
