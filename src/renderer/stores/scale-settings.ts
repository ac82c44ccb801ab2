import type { ChosenScales } from "../../shared/chosen-scales";
import { fullColourSpeed, lowestShownSpeed } from "../../shared/movie-speed";
import { fittedArrowScale } from "../../shared/overlay/arrow-scale";
import { type MapKind, OVERLAY_LIMITS } from "../../shared/overlay/settings";
import { roundNumberAbove } from "../../shared/round-number";
import { clampTo } from "../lib/clamp";
import type { ViewSettings } from "./view-settings";

/** What is known of the speeds of a movie; for all of its frames, since arrows of different frames are to be compared. */
export interface MovieSpeed {
  /** See `MovieSurvey`. */
  readonly typicalSpeed: number;
  readonly fastSpeed: number;
  readonly restSpeed: number;
  /** A picture is all that is known until the movie has been surveyed, a second later. */
  readonly source: "picture" | "survey";
}

/** A round value of the full colour for a map whose values are as large as this (see `mapExtent`), in its unit. */
export function fittedMapLimit(kind: MapKind, extent: number): number {
  const limits = limitsOf(kind) ?? { min: 1, max: 1 };
  return clampTo(limits, roundNumberAbove(Math.max(extent, limits.min)));
}

/** A round full-colour speed for motions of which 95 of 100 are not faster than this. */
export function fittedMaxSpeed(fastSpeed: number): number {
  return clampTo(OVERLAY_LIMITS.maxSpeed, fullColourSpeed(fastSpeed));
}

/** What is known of the speeds when more is offered: the survey of all of the movie decides, and until then the first picture. */
export function movieSpeedAfter(known: MovieSpeed | null, offered: MovieSpeed): MovieSpeed {
  return known === null || offered.source === "survey" ? offered : known;
}

/** The settings as the speeds of the movie have them, where that is automatic and not locked, and they are known. */
export function withMovieSpeed(settings: ViewSettings, speed: MovieSpeed | null): ViewSettings {
  if (speed === null) return settings;
  const { overlay, arrowScaling, arrowScaleLocked, colourScaling, colourScaleLocked, minimumShare } =
    settings;
  const { arrows, colour } = overlay;
  const fitsArrows = arrowScaling === "auto" && !arrowScaleLocked;
  const fitsColours = colourScaling === "auto" && !colourScaleLocked;
  const scale = fitsArrows ? fittedArrowScale(arrows.spacing, speed.typicalSpeed) : arrows.scale;
  const maxSpeed = fitsColours ? fittedMaxSpeed(speed.fastSpeed) : colour.maxSpeed;
  const minimumSpeed = clampTo(OVERLAY_LIMITS.minimumSpeed, lowestShownSpeed(minimumShare, speed));
  const same =
    scale === arrows.scale && maxSpeed === colour.maxSpeed && minimumSpeed === overlay.minimumSpeed;
  if (same) return settings;
  return {
    ...settings,
    overlay: {
      ...overlay,
      minimumSpeed,
      // What stays the same stays the same object: it is compared as such.
      arrows: scale === arrows.scale ? arrows : { ...arrows, scale },
      colour: maxSpeed === colour.maxSpeed ? colour : { ...colour, maxSpeed },
    },
  };
}

/** The settings with the levels and the scales that a person chose for this movie the last time, where they are not locked. */
export function withChosenScales(settings: ViewSettings, chosen: ChosenScales): ViewSettings {
  const { overlay, arrowScaleLocked, colourScaleLocked } = settings;
  const arrows = arrowScaleLocked ? null : chosen.arrows;
  const colours = colourScaleLocked ? null : chosen.colours;
  return {
    ...settings,
    overlay: {
      ...overlay,
      arrows: { ...overlay.arrows, scale: arrows ?? overlay.arrows.scale },
      colour: { ...overlay.colour, maxSpeed: colours ?? overlay.colour.maxSpeed },
    },
    arrowScaling: arrows === null ? settings.arrowScaling : "chosen",
    colourScaling: colours === null ? settings.colourScaling : "chosen",
    levels: chosen.levels,
  };
}

/** The scales and levels that a person chose. */
export function chosenScalesOf({ overlay, arrowScaling, colourScaling, levels }: ViewSettings): ChosenScales {
  return {
    arrows: arrowScaling === "chosen" ? overlay.arrows.scale : null,
    colours: colourScaling === "chosen" ? overlay.colour.maxSpeed : null,
    levels,
  };
}

/** Differences of movies of 8 bits a sample are not greater. */
const LEVELS_OF_BYTES = 255;

/** Limits of what has the full colour in a map; null where there is nothing to choose. */
export function limitsOf(kind: MapKind): { readonly min: number; readonly max: number } | null {
  switch (kind) {
    case "direction":
    case "speed":
      return OVERLAY_LIMITS.maxSpeed;
    case "divergence":
    case "vorticity":
    case "shear":
      return OVERLAY_LIMITS.maxGradient;
    case "reliability":
      return null;
    case "uncertainty":
    case "forward-backward":
      return OVERLAY_LIMITS.maxError;
    case "difference":
      return { ...OVERLAY_LIMITS.maxDifference, max: LEVELS_OF_BYTES };
  }
}
