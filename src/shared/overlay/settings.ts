import { RELIABILITY_THRESHOLD } from "../flow";

/** What is drawn over the footage, on the screen and in an export alike. Lengths are in movie pixels. */
export interface OverlaySettings {
  readonly arrows: {
    readonly visible: boolean;
    /** Distance of neighbouring arrows in movie pixels, an integer >= 2. */
    readonly spacing: number;
    /** Drawn length of an arrow in movie pixels for a motion of one pixel per frame. */
    readonly scale: number;
    /** Motions slower than this, in pixels per frame, get no arrow. */
    readonly minimumSpeed: number;
  };
  /** Pixels whose flow is less reliable than this get neither arrow nor colour; 0 shows all. See shared/flow. */
  readonly minimumReliability: number;
  readonly colour: {
    readonly visible: boolean;
    /** 0 (invisible) to 1 (hides the footage). */
    readonly opacity: number;
    /** The speed in pixels per frame that has the full colour of the wheel. */
    readonly maxSpeed: number;
  };
  /** The wheel with its speed (for the colours) and the reference arrow (for the arrows). */
  readonly legend: boolean;
}

/** Limits of the settings, for controls and for checks of what crosses a boundary. */
export const OVERLAY_LIMITS = {
  spacing: { min: 2, max: 200 },
  scale: { min: 0.5, max: 100 },
  minimumSpeed: { min: 0, max: 100 },
  maxSpeed: { min: 0.05, max: 1000 },
} as const;

/** About forty arrows along the mean side of the picture: dense enough to read, sparse enough to tell apart. */
export function defaultSpacing(width: number, height: number): number {
  const spacing = Math.round(Math.sqrt(width * height) / 40);
  return Math.min(Math.max(spacing, 8), OVERLAY_LIMITS.spacing.max);
}

/** Settings for a movie of this size that nobody has touched yet. */
export function defaultOverlaySettings(width: number, height: number): OverlaySettings {
  const spacing = defaultSpacing(width, height);
  return {
    // Two pixels per frame reach from one arrow to the next, and never less than a length that can be seen.
    arrows: { visible: true, spacing, scale: Math.max(8, Math.round(spacing / 2)), minimumSpeed: 0.1 },
    minimumReliability: RELIABILITY_THRESHOLD.default,
    colour: { visible: false, opacity: 0.75, maxSpeed: 4 },
    legend: true,
  };
}
