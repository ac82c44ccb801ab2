import { formatSpeed } from "../overlay/legend-numbers";

/** What is said of arrows, their scale, and pictures without any, in English; part of the catalogue in en.ts. */
export const sightEn = {
  /** Why nothing of the motion is to be seen. */
  quiet: {
    cut: "Cut: the next frame shows another scene, so there is no motion here",
    black: "Black picture",
    equal: "The two frames are equal",
    unreliable: "Nothing reliable here",
    invalid: "No vector is valid here: all fail the validation",
    slow: (speed: number, unit: string) => `All slower than ${formatSpeed(speed)} ${unit}`,
  },
  spacingNote:
    "Distance of neighbouring arrows on the screen, at any zoom; exports choose one for their size",
  scaleNote:
    "Length of an arrow on the screen in pixels, for a motion of one pixel per frame; arrows longer than three spacings are cut, and marked by a second head",
  autoNote:
    "Fits the length of arrows to their spacing and to the speeds of the whole movie; a scale set by hand stays with its movie",
  fit: "Fit arrows",
  fitNote:
    "Fit the arrows to this frame: those of the typical speed of what moves are about one and three quarters of a spacing long",
  lock: "Lock the arrow scale",
  lockNote: "Keeps the scale of the arrows as it is, for the next movies too",
  minimumNote:
    "Slower motions, by their share of the movie's typical speed, get neither arrow nor line nor colour of direction or speed, nor does the noise of a ground that stands still; 0 % shows everything",
};

export type SightTexts = typeof sightEn;
