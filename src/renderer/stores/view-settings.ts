import {
  DEFAULT_DENSE_PRESET,
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  type DenseParameters,
  type DensePreset,
  type FlowParameters,
  presetOf,
} from "../../shared/flow";
import {
  defaultOverlaySettings,
  defaultSpacing,
  defaultStreamlineSpacing,
  type MapKind,
  OVERLAY_LIMITS,
  type OverlaySettings,
} from "../../shared/overlay/settings";
import type { PresetSettings } from "../../shared/presets";
import { clampTo } from "../lib/clamp";
import type { MethodChoice } from "../lib/methods";
import { roundNumberAbove } from "../lib/round-number";

/** How the flow is computed. */
export interface FlowSettings {
  readonly flow: FlowParameters;
  /** The preset that the dense parameters are, or were before somebody changed them: the one to go back to. */
  readonly basePreset: DensePreset;
}

/** What a person chose to see: how the flow is computed and how it is drawn. */
export interface ViewSettings extends FlowSettings {
  readonly overlay: OverlaySettings;
  /** True rebuilds whole frames from fields, where the movie is interlaced. */
  readonly deinterlace: boolean;
  /**
   * Where the scale of the colours comes from. While it is "open" it waits for the movie's first flow, to be fitted to it,
   * and is fitted once more when an analysis knows the whole movie. What a person chose ("chosen") stays, and never does
   * it follow single frames: colours of different frames would mean different speeds.
   */
  readonly colourScale: "open" | "picture" | "analysis" | "chosen";
  /** True keeps the scale of the colours as it is, for the next movies too. */
  readonly colourScaleLocked: boolean;
}

/** A scale below this would paint the noise of a still picture in full colours. */
const LEAST_FITTED_SPEED = 0.5;

/** Settings for a movie of this size that nobody has touched. */
export function initialViewSettings(width: number, height: number): ViewSettings {
  return {
    flow: DEFAULT_FLOW_PARAMETERS,
    basePreset: DEFAULT_DENSE_PRESET,
    overlay: defaultOverlaySettings(width, height),
    deinterlace: true,
    colourScale: "open",
    colourScaleLocked: false,
  };
}

/**
 * The settings for the next movie: what a person chose stays, but what depends on the movie itself (the
 * density of the arrows, the scale of the colours) starts afresh.
 */
export function settingsForMovie(settings: ViewSettings, width: number, height: number): ViewSettings {
  const { arrows, streamlines } = settings.overlay;
  return {
    ...settings,
    overlay: {
      ...settings.overlay,
      arrows: { ...arrows, spacing: defaultSpacing(width, height) },
      streamlines: { ...streamlines, spacing: defaultStreamlineSpacing(width, height) },
    },
    colourScale: settings.colourScaleLocked ? settings.colourScale : "open",
  };
}

/** A round full-colour speed for a flow whose 95th percentile of speed this is. */
export function fittedMaxSpeed(p95Speed: number): number {
  return clampTo(OVERLAY_LIMITS.maxSpeed, roundNumberAbove(Math.max(p95Speed, LEAST_FITTED_SPEED)));
}

/**
 * The settings after a choice of method. A preset sets all dense parameters; "custom" goes back to those that
 * were changed by hand, which the methods at a single scale leave as they are.
 */
export function withMethodChoice({ flow, basePreset }: FlowSettings, choice: MethodChoice): FlowSettings {
  switch (choice) {
    case "fast":
    case "balanced":
    case "accurate":
      return {
        flow: { ...flow, method: "dense-pyramidal", dense: DENSE_PRESET_PARAMETERS[choice] },
        basePreset: choice,
      };
    case "custom":
      return { flow: { ...flow, method: "dense-pyramidal" }, basePreset };
    default:
      return { flow: { ...flow, method: choice }, basePreset };
  }
}

/** The settings with other dense parameters. Values that are a preset again count as that preset. */
export function withDense({ flow, basePreset }: FlowSettings, dense: DenseParameters): FlowSettings {
  return { flow: { ...flow, dense }, basePreset: presetOf(dense) ?? basePreset };
}

/** The settings that a preset stands for; its colour scale is a person's own choice. */
export function withPreset(
  settings: ViewSettings,
  { flow, basePreset, overlay, deinterlace }: PresetSettings,
): ViewSettings {
  return { ...settings, flow, basePreset, overlay, deinterlace, colourScale: "chosen" };
}

/** The part of the settings that a preset keeps. */
export function presetSettingsOf({ flow, basePreset, overlay, deinterlace }: PresetSettings): PresetSettings {
  return { flow, basePreset, overlay, deinterlace };
}

/** The settings without what else lies beside them. */
export function viewSettingsOf(settings: ViewSettings): ViewSettings {
  const { colourScale, colourScaleLocked } = settings;
  return { ...presetSettingsOf(settings), colourScale, colourScaleLocked };
}

/** True when nothing that a person could see or choose differs. */
export function sameViewSettings(a: ViewSettings, b: ViewSettings): boolean {
  const sameScale = a.colourScale === b.colourScale && a.colourScaleLocked === b.colourScaleLocked;
  return samePresetSettings(a, b) && sameScale;
}

export function samePresetSettings(a: PresetSettings, b: PresetSettings): boolean {
  return canonical(presetSettingsOf(a)) === canonical(presetSettingsOf(b));
}

/** Text that is the same for the same values, in whatever order they were stated. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

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
    case "difference":
      return OVERLAY_LIMITS.maxDifference;
  }
}
