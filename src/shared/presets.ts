import type { DensePreset, FlowParameters } from "./flow";
import type { OverlaySettings } from "./overlay/settings";
import type { ReliabilityChoice } from "./reliability";

/** "auto" fits the scale of the arrows to the movie; "chosen" is a number of a person's own, for any movie. */
export const ARROW_SCALINGS = ["auto", "chosen"] as const;
export type ArrowScaling = (typeof ARROW_SCALINGS)[number];

/** How the flow is computed and drawn, as a person kept it. */
export interface PresetSettings {
  readonly flow: FlowParameters;
  /** The preset that the dense parameters are, or were before somebody changed them. */
  readonly basePreset: DensePreset;
  readonly overlay: OverlaySettings;
  readonly arrowScaling: ArrowScaling;
  /** Slower motions than this share of the movie's typical speed are not shown; `overlay.minimumSpeed` follows from it. */
  readonly minimumShare: number;
  readonly reliabilityThreshold: ReliabilityChoice;
  /** True rebuilds whole frames from fields, where the movie is interlaced. */
  readonly deinterlace: boolean;
}

/** Settings under a name of a person's own; no two of the same name are kept. */
export interface ViewPreset {
  readonly name: string;
  readonly settings: PresetSettings;
}

/** Most characters of a name. */
export const PRESET_NAME_LENGTH = 60;
/** So many presets are kept at most. */
export const MOST_PRESETS = 100;
