import { type Rgb, rgbOf } from "./lab";

/**
 * The diverging map of Kenneth Moreland, "Diverging Color Maps for Scientific Visualization", ISVC 2009: blue over grey
 * to red, with the end points and the middle that the paper proposes. It goes straight through Msh (L*a*b* in spherical
 * coordinates), where equal steps look equal; both halves have the same lightness at the same distance from the middle.
 */

/** Magnitude, saturation angle and hue angle, in radians. */
type Msh = readonly [magnitude: number, saturation: number, hue: number];

const BLUE: Msh = [80, 1.08, -1.1];
const RED: Msh = [80, 1.08, 0.5];
const MIDDLE_MAGNITUDE = 88;

/** The colour at -1 (blue) to 1 (red); the middle, 0, is grey. */
export function coolWarm(position: number): Rgb {
  const [magnitude, saturation, hue] = position < 0 ? BLUE : RED;
  const share = Math.min(1, Math.abs(position));
  return rgbOfMsh([
    MIDDLE_MAGNITUDE + (magnitude - MIDDLE_MAGNITUDE) * share,
    saturation * share,
    hue + (1 - share) * hueSpin(magnitude, saturation, hue),
  ]);
}

/** How far the hue turns on the way to the lighter middle, or steps would look larger there. */
function hueSpin(magnitude: number, saturation: number, hue: number): number {
  const spin =
    (saturation * Math.sqrt(MIDDLE_MAGNITUDE ** 2 - magnitude ** 2)) / (magnitude * Math.sin(saturation));
  // Away from purple, which is neither of the two.
  return hue > -Math.PI / 3 ? spin : -spin;
}

function rgbOfMsh([magnitude, saturation, hue]: Msh): Rgb {
  const chroma = magnitude * Math.sin(saturation);
  return rgbOf([magnitude * Math.cos(saturation), chroma * Math.cos(hue), chroma * Math.sin(hue)]);
}
