import { expect, it } from "vitest";
import { IN_PIXELS } from "../measure/calibration";
import { Units } from "../measure/units";
import { NEXT_FRAME } from "../pairing";
import { pinInk } from "./pin-colours";
import { paintPins, pinText } from "./pin-paint";
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

it("lists places and motions along the axes in units, by the time of the pair", () => {
  const [width, height] = [8, 6];
  const field = { u: new Float32Array(48), v: new Float32Array(48), reliability: new Float32Array(48) };
  field.u[2 * width + 3] = 3;
  field.v[2 * width + 3] = -4;
  const units = new Units({
    calibration: {
      pixel: { value: 0.5, unit: "mm" },
      axes: { ...IN_PIXELS.axes, origin: [0, 5], yUp: true },
    },
    grid: { width, height, pixelAspect: 1 },
    ...{ pairing: NEXT_FRAME, times: [0, 0.04, 0.14], frameRate: 25, variableFrameRate: true },
  });
  const movie = { width };
  const mark = { number: 1, x: 3, y: 2 };
  const said = units.onPicture(0.1);
  expect(pinText(mark, { movie, field, units: said })).toEqual(["1", "(1.5, 1.5) mm", "25 mm/s", "53 deg"]);
  expect(pinText(mark, { movie, field })).toEqual(["1", "(3, 2)", "5 px/frame", "307 deg"]);
  // Nobody knows how fast what takes no time is.
  expect(pinText(mark, { movie, field, units: units.onPicture(Number.NaN) })[2]).toBe("no motion known");
  expect(pinText(mark, { movie, field: null, units: said })[2]).toBe("no motion known");
});
