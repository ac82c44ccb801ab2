import { DEFAULT_FLOW_METHOD } from "../flow";
import type { PictureUnits } from "../measure/units";
import { automaticReliability } from "../reliability";

/** What the colour layer shows of the flow; one at a time. */
export const MAP_KINDS = [
  "direction",
  "speed",
  "divergence",
  "vorticity",
  "shear",
  "reliability",
  "difference",
  "uncertainty",
  "forward-backward",
] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/** Where the colour of an arrow comes from: one for all, the speed's, or that of its direction in the wheel. */
export const ARROW_COLOURINGS = ["plain", "speed", "direction"] as const;
export type ArrowColouring = (typeof ARROW_COLOURINGS)[number];

/**
 * What is drawn over the footage, on the screen and in an export alike. Lengths of arrows are in pixels of the picture as it
 * is shown, so that they can be read however large the movie is: CSS pixels on the screen, at any zoom, and pixels of the video in
 * an export (see arrow-scale).
 */
export interface OverlaySettings {
  readonly footage: {
    /** Factor of the footage's signals R'G'B' under the overlay: 0 is black, 1 leaves it as it is. */
    readonly brightness: number;
    /** How far they are mixed with white after that: 0 leaves them, 1 is white. */
    readonly wash: number;
  };
  readonly arrows: {
    readonly visible: boolean;
    /** Distance of neighbouring arrows, about: they stand on whole pixels of the movie. */
    readonly spacing: number;
    /** Drawn length of an arrow for a motion of one pixel per frame. */
    readonly scale: number;
    /** `speed` and `direction` have the scale of the colours: `colour.maxSpeed`. */
    readonly colouring: ArrowColouring;
    /** "#rrggbb", the colour of `plain` arrows. */
    readonly colour: string;
    /** Whether arrows have a rim, which keeps them apart from the picture: dark around light ones, light around dark ones. */
    readonly halo: boolean;
    /** Of all arrows with their rims, as one layer: 0 (invisible) to 1. */
    readonly opacity: number;
  };
  readonly streamlines: {
    readonly visible: boolean;
    /** Of all lines with their rims, as one layer: 0 (invisible) to 1. */
    readonly opacity: number;
    /** Distance that neighbouring lines are kept apart, in movie pixels. */
    readonly spacing: number;
  };
  /** Motions slower than this, in pixels per frame, get neither arrow nor line nor colour of direction or speed. */
  readonly minimumSpeed: number;
  /** Pixels whose flow is less reliable than this get neither arrow nor line nor colour; 0 shows all. See shared/flow. */
  readonly minimumReliability: number;
  readonly colour: {
    readonly visible: boolean;
    readonly kind: MapKind;
    /** 0 (invisible) to 1 (hides the footage). */
    readonly opacity: number;
    /** The speed in pixels per frame that has the full colour, in `direction` and `speed`. */
    readonly maxSpeed: number;
    /** What has the full colour in `divergence`, `vorticity` and `shear`, in 1/frame. */
    readonly maxGradient: number;
    /** What has the full colour in `difference`, in levels of the samples that flow is computed of: 0 to 255, or to 65535. */
    readonly maxDifference: number;
    /** What has the full colour in `uncertainty` and `forward-backward`, in px. */
    readonly maxError: number;
    /**
     * True lets the footage through `direction` where it is slow: the opacity goes with the speed, from none to that of the
     * full colour. False is the published wheel, which is white and opaque there.
     */
    readonly fading: boolean;
  };
  /** The scale of the colours and the reference arrow (for the arrows). */
  readonly legend: boolean;
  /** A bar of a round length, where the size of a pixel is known. */
  readonly scaleBar: boolean;
  /** What all of it is lettered in. It belongs to the recording, and is added to what is drawn; absent for pixels. */
  readonly units?: PictureUnits | undefined;
}

export type ColourSettings = OverlaySettings["colour"];

/** Limits of the settings, for controls and for checks of what crosses a boundary. */
export const OVERLAY_LIMITS = {
  brightness: { min: 0, max: 1 },
  wash: { min: 0, max: 1 },
  opacity: { min: 0, max: 1 },
  spacing: { min: 4, max: 200 },
  scale: { min: 0.02, max: 10_000 },
  minimumSpeed: { min: 0, max: 100 },
  /** Of the typical speed of the movie. */
  minimumShare: { min: 0, max: 1 },
  streamlineSpacing: { min: 6, max: 400 },
  maxSpeed: { min: 0.001, max: 1000 },
  maxGradient: { min: 0.001, max: 10 },
  maxDifference: { min: 1, max: 65_535 },
  maxError: { min: 0.001, max: 1000 },
  /** Of a map of any kind, in its own unit. */
  mapLimit: { min: 0.001, max: 65_535 },
} as const;

/** Far enough apart to tell one from the next, and so near that small things get some. */
export const DEFAULT_ARROW_SPACING = 24;

/** Vectors that are wrong by a pixel are good for little. */
export const DEFAULT_MOST_ERROR = 1;

/** Arrows in a plain colour that nobody has chosen. */
export const DEFAULT_ARROW_COLOUR = "#fafaf6";

/** True when something of the flow is to be seen. */
export function anyLayer({ arrows, streamlines, colour }: OverlaySettings): boolean {
  return arrows.visible || streamlines.visible || colour.visible;
}

/** True when the scale of the speeds (`colour.maxSpeed`) decides what is to be seen. */
export function showsSpeedColours({ arrows, colour }: OverlaySettings): boolean {
  const byMap = colour.visible && (colour.kind === "direction" || colour.kind === "speed");
  return byMap || (arrows.visible && arrows.colouring !== "plain");
}

/** The value of the full colour of the chosen map, in the map's own unit (px/frame, 1/frame, grey levels, px; 1 for reliability). */
export function mapLimit({ kind, maxSpeed, maxGradient, maxDifference, maxError }: ColourSettings): number {
  switch (kind) {
    case "direction":
    case "speed":
      return maxSpeed;
    case "divergence":
    case "vorticity":
    case "shear":
      return maxGradient;
    case "reliability":
      return 1;
    case "difference":
      return maxDifference;
    case "uncertainty":
    case "forward-backward":
      return maxError;
  }
}

/** The settings that {@link mapLimit} answers `limit` of. */
export function withMapLimit(colour: ColourSettings, kind: MapKind, limit: number): ColourSettings {
  switch (kind) {
    case "direction":
    case "speed":
      return { ...colour, kind, maxSpeed: limit };
    case "divergence":
    case "vorticity":
    case "shear":
      return { ...colour, kind, maxGradient: limit };
    case "reliability":
      return { ...colour, kind };
    case "difference":
      return { ...colour, kind, maxDifference: limit };
    case "uncertainty":
    case "forward-backward":
      return { ...colour, kind, maxError: limit };
  }
}

/** About fifty lines along the mean side of the picture: they are read along their length, and may lie close. */
export function defaultStreamlineSpacing(width: number, height: number): number {
  const spacing = Math.round((0.75 * Math.sqrt(width * height)) / 40);
  return Math.min(Math.max(8, spacing), OVERLAY_LIMITS.streamlineSpacing.max);
}

/** Settings for a movie of this size that nobody has touched yet. */
export function defaultOverlaySettings(width: number, height: number): OverlaySettings {
  return {
    footage: { brightness: 1, wash: 0 },
    arrows: {
      visible: true,
      spacing: DEFAULT_ARROW_SPACING,
      // Until the speeds of the movie are known, see arrow-scale.
      scale: 10,
      colouring: "plain",
      colour: DEFAULT_ARROW_COLOUR,
      halo: true,
      opacity: 1,
    },
    streamlines: { visible: false, opacity: 1, spacing: defaultStreamlineSpacing(width, height) },
    minimumSpeed: 0,
    minimumReliability: automaticReliability(DEFAULT_FLOW_METHOD),
    colour: {
      visible: false,
      kind: "direction",
      opacity: 0.75,
      maxSpeed: 4,
      maxGradient: 0.1,
      maxDifference: 20,
      maxError: DEFAULT_MOST_ERROR,
      fading: true,
    },
    legend: true,
    scaleBar: true,
  };
}
