import { DEFAULT_FLOW_METHOD, type FlowMethod, WINDOW_RADIUS } from "../../shared/flow";
import {
  defaultOverlaySettings,
  defaultSpacing,
  OVERLAY_LIMITS,
  type OverlaySettings,
} from "../../shared/overlay/settings";
import { roundNumberAbove } from "../lib/round-number";

/** What a person chose to see: how the flow is computed and how it is drawn. */
export interface ViewSettings {
  readonly method: FlowMethod;
  readonly windowRadius: number;
  readonly overlay: OverlaySettings;
  /**
   * True while the colour scale waits for the movie's first flow, to be fitted to it. After that it stays:
   * a scale that followed every frame would make colours of different frames mean different speeds.
   */
  readonly colourScaleOpen: boolean;
}

/** A scale below this would paint the noise of a still picture in full colours. */
const LEAST_FITTED_SPEED = 0.5;

/** Settings for a movie of this size that nobody has touched. */
export function initialViewSettings(width: number, height: number): ViewSettings {
  return {
    method: DEFAULT_FLOW_METHOD,
    windowRadius: WINDOW_RADIUS.default,
    overlay: defaultOverlaySettings(width, height),
    colourScaleOpen: true,
  };
}

/**
 * The settings for the next movie: what a person chose stays, but what depends on the movie itself (the
 * density of the arrows, the scale of the colours) starts afresh.
 */
export function settingsForMovie(settings: ViewSettings, width: number, height: number): ViewSettings {
  const { arrows } = settings.overlay;
  return {
    ...settings,
    overlay: { ...settings.overlay, arrows: { ...arrows, spacing: defaultSpacing(width, height) } },
    colourScaleOpen: true,
  };
}

/** A round full-colour speed for a flow whose 95th percentile of speed this is. */
export function fittedMaxSpeed(p95Speed: number): number {
  const { min, max } = OVERLAY_LIMITS.maxSpeed;
  const fitted = roundNumberAbove(Math.max(p95Speed, LEAST_FITTED_SPEED));
  return Math.min(Math.max(fitted, min), max);
}

/** Keeps a number within limits; what is no number becomes the lower one. */
export function clampTo(limits: { readonly min: number; readonly max: number }, value: number): number {
  if (Number.isNaN(value)) return limits.min;
  return Math.min(Math.max(value, limits.min), limits.max);
}
