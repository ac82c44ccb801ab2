import type { Bookmark } from "../../shared/bookmarks";
import { countedPartsOf } from "../../shared/counted-parts";
import { type CutMarks, NO_CUT_MARKS } from "../../shared/cut-marks";
import type { FigureChoice, FigurePixels } from "../../shared/figures";
import {
  DEFAULT_DENSE_PRESET,
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  type DenseParameters,
  type DensePreset,
  type FlowParameters,
  presetOf,
} from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import type { RequestPayload } from "../../shared/ipc";
import { type Marks, NO_MARKS } from "../../shared/marks/marks";
import type { MovieInfo } from "../../shared/movie";
import { DEFAULT_MINIMUM_SHARE } from "../../shared/movie-speed";
import {
  defaultOverlaySettings,
  defaultStreamlineSpacing,
  type OverlaySettings,
} from "../../shared/overlay/settings";
import { NEXT_FRAME, type Pairing, withPairing } from "../../shared/pairing";
import { withoutRange } from "../../shared/preparation";
import type { ArrowScaling, PresetSettings } from "../../shared/presets";
import type { ReliabilityChoice } from "../../shared/reliability";
import { withTreatment } from "../../shared/treatment";
import type { MethodChoice } from "../lib/methods";
import type { Pin } from "../lib/pins";

/** How the flow is computed. */
export interface FlowSettings {
  readonly flow: FlowParameters;
  /** The preset that the dense parameters are, or were before somebody changed them: the one to go back to. */
  readonly basePreset: DensePreset;
}

/** Two ways to compute, beside each other on the picture. */
export interface SplitSettings {
  readonly visible: boolean;
  /** How B is computed; null until somebody wanted to see one. */
  readonly b: FlowSettings | null;
  /** The frame that B shows, whatever A shows; null where it is that of A. */
  readonly moment: number | null;
}

/** The next frame over the footage: what moved is seen twice, and arrows lead from the one to the other. */
export interface OnionSettings {
  readonly visible: boolean;
  /** 0 shows the frame alone, 1 the next one alone. */
  readonly opacity: number;
}

/** What a person chose to see: how the flow is computed and how it is drawn. */
export interface ViewSettings extends FlowSettings {
  readonly split: SplitSettings;
  readonly onion: OnionSettings;
  /** True shows the luma that the flow of A is computed of, in place of the picture, where anything is done to it. */
  readonly showPrepared: boolean;
  readonly overlay: OverlaySettings;
  /** The pixels that all figures on the motion are over: those that are reliable enough to be drawn, or all. */
  readonly figurePixels: FigurePixels;
  /** What grey frames are shown through; null where that follows from the recording. */
  readonly levels: Levels | null;
  /** True rebuilds whole frames from fields, where the movie is interlaced. */
  readonly deinterlace: boolean;
  /** "auto" has the arrows' scale follow from their spacing and the speeds of the movie, see {@link MovieSpeed}. */
  readonly arrowScaling: ArrowScaling;
  /** True keeps the scale of the arrows as it is, for the next movies too. */
  readonly arrowScaleLocked: boolean;
  /** Slower motions than this share of the movie's typical speed are not shown. */
  readonly minimumShare: number;
  /** "auto" has the overlay's minimum reliability follow from the method. */
  readonly reliabilityThreshold: ReliabilityChoice;
  /**
   * "auto" has the scale of the colours follow from the speeds of the movie. Never does it follow single frames: colours of
   * different frames would mean different speeds.
   */
  readonly colourScaling: ArrowScaling;
  /** True keeps the scale of the colours as it is, for the next movies too. */
  readonly colourScaleLocked: boolean;
  /** Places of the movie whose motion is read in every frame, in the order of their numbers. */
  readonly pins: readonly Pin[];
  /** What a person says of the cuts of the movie. */
  readonly cutMarks: CutMarks;
  /** Frames with names, in their order; main keeps them with the movie. */
  readonly bookmarks: readonly Bookmark[];
  /** What is laid over the movie to measure it; main keeps it with the movie. */
  readonly marks: Marks;
}

/** A movie and how it is analysed. */
export type AnalysisWish = RequestPayload<"analysis:recall">;

const NO_SPLIT: SplitSettings = { visible: false, b: null, moment: null };

/** Settings for a movie of this size that nobody has touched. */
export function initialViewSettings(width: number, height: number): ViewSettings {
  return {
    flow: DEFAULT_FLOW_PARAMETERS,
    basePreset: DEFAULT_DENSE_PRESET,
    split: NO_SPLIT,
    onion: { visible: false, opacity: 0.5 },
    showPrepared: false,
    overlay: defaultOverlaySettings(width, height),
    figurePixels: "reliable",
    levels: null,
    arrowScaling: "auto",
    arrowScaleLocked: false,
    minimumShare: DEFAULT_MINIMUM_SHARE,
    reliabilityThreshold: "auto",
    deinterlace: true,
    colourScaling: "auto",
    colourScaleLocked: false,
    pins: [],
    cutMarks: NO_CUT_MARKS,
    bookmarks: [],
    marks: NO_MARKS,
  };
}

/**
 * The settings for the next movie: what a person chose stays, but what depends on the movie itself (the scales of arrows and
 * colours that are not locked, levels, the density of the lines, the pins, the range of a background, which frames are compared) starts afresh, and so does a comparison: nobody has asked yet
 * what to compare in this movie, and two flows take the time of both.
 */
export function settingsForMovie(
  settings: ViewSettings,
  width: number,
  height: number,
  pairing: Pairing = NEXT_FRAME,
): ViewSettings {
  const { overlay, arrowScaleLocked, colourScaleLocked } = settings;
  const { arrows, streamlines } = overlay;
  const { flow } = settings;
  const { scale } = arrowScaleLocked ? arrows : defaultOverlaySettings(width, height).arrows;
  return {
    ...settings,
    flow: withPairing({ ...flow, preparation: withoutRange(flow.preparation) }, pairing),
    overlay: {
      ...overlay,
      arrows: { ...arrows, scale },
      streamlines: { ...streamlines, spacing: defaultStreamlineSpacing(width, height) },
      minimumSpeed: 0,
    },
    split: NO_SPLIT,
    showPrepared: false,
    levels: null,
    arrowScaling: arrowScaleLocked ? settings.arrowScaling : "auto",
    colourScaling: colourScaleLocked ? settings.colourScaling : "auto",
    pins: [],
    cutMarks: NO_CUT_MARKS,
    bookmarks: [],
    marks: NO_MARKS,
  };
}

/** The pixels that figures are over with these settings. */
export function figuresOf({
  figurePixels,
  overlay,
}: Pick<ViewSettings, "figurePixels" | "overlay">): FigureChoice {
  return { figurePixels, minimumReliability: overlay.minimumReliability };
}

/** How a movie is analysed with these settings. */
export function analysisWishOf(
  movie: Pick<MovieInfo, "token" | "interlaced" | "width" | "height" | "pixelAspect">,
  settings: ViewSettings,
): AnalysisWish {
  const { flow, deinterlace, marks } = settings;
  const { token, interlaced } = movie;
  const parts = countedPartsOf(marks, movie);
  return {
    ...{ token, flow, deinterlace: interlaced && deinterlace, figures: figuresOf(settings) },
    ...(parts && { parts }),
  };
}

/** The table of an analysis with these settings. */
export function tableWishOf(
  movie: Parameters<typeof analysisWishOf>[0],
  settings: ViewSettings,
): RequestPayload<"analysis:save-table"> {
  const { calibration, regions, lines } = settings.marks;
  const names = { regions: regions.map(({ name }) => name), lines: lines.map(({ name }) => name) };
  return { ...analysisWishOf(movie, settings), calibration, ...names };
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

/** The settings with other frames that are compared, on both sides. */
export function withFramesCompared(settings: ViewSettings, pairing: Pairing): ViewSettings {
  const { flow, split } = settings;
  const b = split.b && { ...split.b, flow: withPairing(split.b.flow, pairing) };
  return { ...settings, flow: withPairing(flow, pairing), split: { ...split, b } };
}

/** The settings with other dense parameters. Values that are a preset again count as that preset. */
export function withDense({ flow, basePreset }: FlowSettings, dense: DenseParameters): FlowSettings {
  return { flow: { ...flow, dense }, basePreset: presetOf(dense) ?? basePreset };
}

/** The part of the settings that a preset keeps. */
export function presetSettingsOf(settings: PresetSettings): PresetSettings {
  const { flow, basePreset, overlay, arrowScaling, minimumShare, reliabilityThreshold, deinterlace } =
    settings;
  // Which frames are compared, and what is done to fields, is the recording's own.
  const kept = withTreatment(withPairing(flow, NEXT_FRAME), null);
  return {
    ...{ flow: kept, basePreset, overlay, arrowScaling, minimumShare, reliabilityThreshold, deinterlace },
  };
}

/** What the settings have besides those that a preset keeps. */
const BESIDES = [
  ...(["flow", "split", "onion", "showPrepared", "figurePixels", "arrowScaleLocked"] as const),
  ...(["colourScaling", "colourScaleLocked", "pins", "cutMarks", "levels", "bookmarks", "marks"] as const),
] as const satisfies readonly (keyof ViewSettings)[];

/** The settings without what else lies beside them. */
export function viewSettingsOf(settings: ViewSettings): ViewSettings {
  const besides = Object.fromEntries(BESIDES.map((name) => [name, settings[name]]));
  return { ...presetSettingsOf(settings), ...(besides as Pick<ViewSettings, (typeof BESIDES)[number]>) };
}

/** True when nothing that a person could see or choose differs. */
export function sameViewSettings(a: ViewSettings, b: ViewSettings): boolean {
  const [first, second] = [viewSettingsOf(a), viewSettingsOf(b)];
  // Marks may be long: what is the same object need not be looked through.
  return (Object.keys(first) as (keyof ViewSettings)[]).every(
    (name) => first[name] === second[name] || canonical(first[name]) === canonical(second[name]),
  );
}

/**
 * Whether two stand for the same: an automatic scale of arrows is the movie's, as the lowest speed is, an automatic threshold
 * is the method's, a range of frames is the movie's, and none of them a preset's own.
 */
export function samePresetSettings(a: PresetSettings, b: PresetSettings): boolean {
  return canonical(withoutAutomatic(a)) === canonical(withoutAutomatic(b));
}

function withoutAutomatic(settings: PresetSettings): PresetSettings {
  const kept = presetSettingsOf(settings);
  const { arrows } = kept.overlay;
  const scale = kept.arrowScaling === "chosen" ? arrows.scale : 1;
  const minimumReliability = kept.reliabilityThreshold === "chosen" ? kept.overlay.minimumReliability : 0;
  return {
    ...kept,
    flow: { ...kept.flow, preparation: withoutRange(kept.flow.preparation) },
    overlay: { ...kept.overlay, minimumSpeed: 0, minimumReliability, arrows: { ...arrows, scale } },
  };
}

/** Text that is the same for the same values, in whatever order they were stated. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A map that is less transparent than this leaves too little of two frames to tell them apart. */
const COVERING_OPACITY = 0.5;

/** True while the next frame is asked for over this one, and a map hides both. */
export function isOnionCovered({ onion, overlay: { colour } }: ViewSettings): boolean {
  return onion.visible && colour.visible && colour.opacity > COVERING_OPACITY;
}
