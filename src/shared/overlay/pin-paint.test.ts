import { expect, it } from "vitest";
import { pinInk } from "./pin-colours";
import { paintPins } from "./pin-paint";
import { RgbaSurface } from "./surface";

const MOVIE = { width: 1920, height: 1080, pixelAspect: 1 };

/** How many pixels of a saved picture have exactly the colour of a pin's curve. */
function inkOf(number: number, drawn: number): number {
  const { width, height } = MOVIE;
  const surface = new RgbaSurface(width, height);
  paintPins(surface, [{ number: drawn, x: 960, y: 540 }], MOVIE, null, null);
  const { r, g, b } = pinInk(number);
  let count = 0;
  for (let at = 0; at < surface.rgba.length; at += 4) {
    if (surface.rgba[at] === r && surface.rgba[at + 1] === g && surface.rgba[at + 2] === b) count += 1;
  }
  return count;
}

it("writes the number of a pin in the colour of its curve, each in its own", () => {
  for (let number = 1; number <= 8; number++) {
    expect(inkOf(number, number)).toBeGreaterThan(3);
    expect(inkOf(number, (number % 8) + 1)).toBe(0);
  }
});
