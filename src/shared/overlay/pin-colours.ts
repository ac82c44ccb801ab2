import { parseColour } from "./arrow-look";
import type { Colour } from "./surface";

/** Those of the curves on dark ground (`--pin-1` and on in over-time.css): on a picture the numbers have a dark rim. */
const COLOURS = [
  ...["#f2a93b", "#5bb8f0", "#4fc48c", "#e58fd0"],
  ...["#ff7f5c", "#e6dc57", "#a99bff", "#5ed6d3"],
] as const;

/** "#rrggbb" of a pin's number on a picture. @param number from 1 */
export function pinColour(number: number): string {
  return COLOURS[(number - 1) % COLOURS.length] ?? COLOURS[0];
}

/** The same for pictures that we draw ourselves. */
export function pinInk(number: number): Colour {
  return parseColour(pinColour(number));
}
