import { create } from "zustand";
import type { Bookmark } from "../../shared/bookmarks";
import type { ChosenScales } from "../../shared/chosen-scales";
import { type CutMarks, withCutMark } from "../../shared/cut-marks";
import {
  DENSE_PRESET_PARAMETERS,
  type DensePreset,
  type FlowParameters,
  WINDOW_RADIUS,
} from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import { withDrawn } from "../../shared/marks/joined";
import type { Marks } from "../../shared/marks/marks";
import { fittedArrowScale } from "../../shared/overlay/arrow-scale";
import { type Look, withLook } from "../../shared/overlay/looks";
import {
  type ArrowColouring,
  type MapKind,
  OVERLAY_LIMITS,
  type OverlaySettings,
  withMapLimit,
} from "../../shared/overlay/settings";
import { NEXT_FRAME, type Pairing, pairingOf, withPairing } from "../../shared/pairing";
import type { Side } from "../../shared/picture";
import type { PresetSettings } from "../../shared/presets";
import type { ProjectSettings } from "../../shared/project";
import { RELIABILITY_THRESHOLD } from "../../shared/reliability";
import { clampTo } from "../lib/clamp";
import {
  type DenseListName,
  type DenseScalarName,
  type Level,
  withDenseLevelValue,
  withDenseValue,
} from "../lib/flow-parameters";
import type { MethodChoice } from "../lib/methods";
import { type Pixel, withoutPin, withPin, withPinAt } from "../lib/pins";
import { withAutomaticReliability } from "./least-reliability";
import { withMarkedTreatment } from "./marked-treatment";
import {
  fittedMapLimit,
  fittedMaxSpeed,
  limitsOf,
  type MovieSpeed,
  movieSpeedAfter,
  withChosenScales,
  withMovieSpeed,
} from "./scale-settings";
import {
  flowOfSide,
  withFlowOfSide,
  withMoment,
  withPreset,
  withSidesSwapped,
  withSplitToggled,
} from "./side-settings";
import { viewHistory } from "./view-history";
import {
  type FlowSettings,
  initialViewSettings,
  presetSettingsOf,
  sameViewSettings,
  settingsForMovie,
  type ViewSettings,
  viewSettingsOf,
  withDense,
  withFramesCompared,
  withMethodChoice,
} from "./view-settings";

/** The part of the settings that the inspector shows. */
export type InspectorTab = "flow" | "view" | "measure";

export interface ViewState extends ViewSettings {
  readonly inspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  /** The side that the controls of the flow are for, while there are two. */
  readonly editedSide: Side;
  /** Of the movie, and not of a person's choice: nothing that is taken back changes it. Null while nothing is known. */
  readonly movieSpeed: MovieSpeed | null;
  /** Of the movie, as well: width of a pixel by its height. */
  readonly pixelAspect: number;
}

/** A size to have defaults for before any movie is open. */
const NO_MOVIE = { width: 854, height: 480 };

export const useViewStore = create<ViewState>()(() => ({
  ...initialViewSettings(NO_MOVIE.width, NO_MOVIE.height),
  inspectorOpen: true,
  inspectorTab: "flow",
  editedSide: "a",
  movieSpeed: null,
  pixelAspect: 1,
}));

/** The side that the controls of the flow are for: A, where nothing is beside it. */
export function editedSide({ split, editedSide: side }: ViewState): Side {
  return split.visible ? side : "a";
}

/** How that side is computed. */
export function editedFlow(state: ViewState): FlowSettings {
  return flowOfSide(state, editedSide(state));
}

/** The settings of that side, as a preset keeps them. */
export function editedPresetSettings(state: ViewState): PresetSettings {
  return presetSettingsOf({ ...state, ...editedFlow(state) });
}

/**
 * Changes settings by a person's wish, so that it can be taken back. Changes of one kind that follow each other soon are
 * taken back together; those of no kind one by one.
 */
function change(kind: string | null, to: (settings: ViewSettings) => Partial<ViewSettings>): void {
  const state = useViewStore.getState();
  const before = viewSettingsOf(state);
  const after = withMovie({ ...before, ...to(before) }, state);
  if (sameViewSettings(before, after)) return;
  viewHistory.record(before, kind);
  useViewStore.setState(after);
}

/** The settings with everything that follows by itself: scales of the speeds, the threshold of reliability, and what is done to fields. */
function withMovie(
  settings: ViewSettings,
  { movieSpeed, pixelAspect }: Pick<ViewState, "movieSpeed" | "pixelAspect">,
): ViewSettings {
  return withMarkedTreatment(withAutomaticReliability(withMovieSpeed(settings, movieSpeed)), pixelAspect);
}

/** Puts settings of before in place; what they leave to the movie is as the movie has it now. */
function restore(settings: ViewSettings | null): void {
  if (settings === null) return;
  useViewStore.setState((state) => withMovie(settings, state));
}

/** Changes how the side that is edited is computed. */
export function changeFlow(kind: string | null, to: (flow: FlowSettings) => FlowSettings): void {
  const side = editedSide(useViewStore.getState());
  // The same number of the other side is another one.
  change(kind === null ? null : `${kind} ${side}`, (settings) =>
    withFlowOfSide(settings, side, to(flowOfSide(settings, side))),
  );
}

function changeOverlay(
  kind: string | null,
  to: (overlay: OverlaySettings) => Partial<OverlaySettings>,
): void {
  change(kind, ({ overlay }) => ({ overlay: { ...overlay, ...to(overlay) } }));
}

function changeArrows(kind: string | null, to: Partial<OverlaySettings["arrows"]>): void {
  changeOverlay(kind, ({ arrows }) => ({ arrows: { ...arrows, ...to } }));
}

/** Everything that changes the view. Numbers are brought within their limits here, once. */
export const viewActions = {
  /** What was done to the view of the movie before cannot be taken back any more: its defaults were others. */
  adaptToMovie(width: number, height: number, pairing: Pairing = NEXT_FRAME, pixelAspect = 1): void {
    useViewStore.setState((state) => ({
      ...withMarkedTreatment(settingsForMovie(state, width, height, pairing), pixelAspect),
      ...{ movieSpeed: null, pixelAspect },
    }));
    viewHistory.clear();
  },
  reset(width: number, height: number): void {
    change(null, ({ flow, pins, cutMarks, bookmarks, marks }) => ({
      ...withFramesCompared(initialViewSettings(width, height), pairingOf(flow)),
      ...{ pins, cutMarks, bookmarks, marks },
    }));
  },
  /** What a person chose for this movie the last time: not to be taken back, as nothing else was seen of it. */
  recallScales(chosen: ChosenScales): void {
    useViewStore.setState((state) => withChosenScales(state, chosen));
  },
  undo(): void {
    restore(viewHistory.back(viewSettingsOf(useViewStore.getState())));
  },
  redo(): void {
    restore(viewHistory.forth(viewSettingsOf(useViewStore.getState())));
  },
  /** Settings that a person kept under a name. */
  applyPreset(preset: PresetSettings): void {
    const side = editedSide(useViewStore.getState());
    change(null, (settings) => withPreset(settings, side, preset));
  },
  /** Other parameters as a whole, with the preset that the dense ones come from; what is done to frames before stays. */
  setFlow(flow: FlowParameters, basePreset: DensePreset): void {
    const pairing = pairingOf(useViewStore.getState().flow);
    changeFlow(null, (before) => ({
      flow: withPairing({ ...flow, preparation: before.flow.preparation }, pairing),
      basePreset,
    }));
  },
  /** Which frames are compared, on both sides. What is known of the speeds is of others. */
  setPairing(pairing: Pairing): void {
    const { kind } = pairing;
    change(`pairing ${kind}`, (settings) => withFramesCompared(settings, pairing));
  },
  /** The pairing that this movie had the last time: not to be taken back. */
  recallPairing(pairing: Pairing): void {
    useViewStore.setState((state) => withFramesCompared(viewSettingsOf(state), pairing));
  },
  /** What is known of the speeds of the movie is of other pairs of frames. */
  forgetSpeed(): void {
    useViewStore.setState({ movieSpeed: null });
  },
  chooseMethod(choice: MethodChoice): void {
    changeFlow(null, (settings) => withMethodChoice(settings, choice));
  },
  setWindowRadius(radius: number): void {
    const windowRadius = clampTo(WINDOW_RADIUS, Math.round(radius));
    changeFlow("window radius", (settings) => ({ ...settings, flow: { ...settings.flow, windowRadius } }));
  },
  setDenseValue(name: DenseScalarName, value: number): void {
    changeFlow(name, (settings) => withDense(settings, withDenseValue(settings.flow.dense, name, value)));
  },
  setDenseLevelValue(name: DenseListName, level: Level, value: number): void {
    changeFlow(`${name} ${level}`, (settings) =>
      withDense(settings, withDenseLevelValue(settings.flow.dense, name, level, value)),
    );
  },
  /** Undoes what was changed by hand since a preset was chosen. */
  resetToPreset(): void {
    changeFlow(null, (settings) => withDense(settings, DENSE_PRESET_PARAMETERS[settings.basePreset]));
  },
  /** Shows another way to compute beside this one, or this one alone. Who wants to see B wants to say what it is. */
  toggleSplit(): void {
    change(null, withSplitToggled);
    useViewStore.setState({ editedSide: "b" });
  },
  /** Has B show a frame of its own beside whatever A shows; null has it follow A. */
  setMoment(frame: number | null): void {
    change(frame === null ? null : "moment", (settings) => withMoment(settings, frame));
  },
  swapSides(): void {
    change(null, withSidesSwapped);
  },
  /** Has the controls of the flow be for this side. */
  editSide(side: Side): void {
    useViewStore.setState({ editedSide: side });
  },
  toggleOnion(): void {
    change(null, ({ onion }) => ({ onion: { ...onion, visible: !onion.visible } }));
  },
  setShowPrepared(showPrepared: boolean): void {
    change(null, () => ({ showPrepared }));
  },
  setOnionOpacity(opacity: number): void {
    const value = clampTo(OVERLAY_LIMITS.opacity, opacity);
    change("onion opacity", ({ onion }) => ({ onion: { ...onion, opacity: value } }));
  },
  toggleArrows(): void {
    changeArrows(null, { visible: !useViewStore.getState().overlay.arrows.visible });
  },
  toggleStreamlines(): void {
    changeOverlay(null, ({ streamlines }) => ({
      streamlines: { ...streamlines, visible: !streamlines.visible },
    }));
  },
  toggleColours(): void {
    changeOverlay(null, ({ colour }) => ({ colour: { ...colour, visible: !colour.visible } }));
  },
  /** Null shows none, and keeps in mind which one there was. */
  chooseMap(kind: MapKind | null): void {
    changeOverlay(null, ({ colour }) => ({
      colour: { ...colour, visible: kind !== null, kind: kind ?? colour.kind },
    }));
  },
  toggleLegend(): void {
    changeOverlay(null, ({ legend }) => ({ legend: !legend }));
  },
  /** Whether a bar of a round length is on the picture, where the size of a pixel is known. */
  toggleScaleBar(): void {
    changeOverlay(null, ({ scaleBar }) => ({ scaleBar: !scaleBar }));
  },
  setSpacing(spacing: number): void {
    changeArrows("spacing", { spacing: clampTo(OVERLAY_LIMITS.spacing, Math.round(spacing)) });
  },
  /** A person's own choice, which stays with the movie. */
  setScale(scale: number): void {
    const value = clampTo(OVERLAY_LIMITS.scale, scale);
    change("scale", ({ overlay }) => ({
      overlay: { ...overlay, arrows: { ...overlay.arrows, scale: value } },
      arrowScaling: "chosen",
    }));
  },
  /** Has the scale of the arrows follow from the movie, or stay as it is. */
  toggleArrowScaling(): void {
    change(null, ({ arrowScaling }) => ({ arrowScaling: arrowScaling === "auto" ? "chosen" : "auto" }));
  },
  /** Fits the arrows to a frame of this typical speed in px/frame, because a person asked for it. */
  fitScale(typicalSpeed: number): void {
    change(null, ({ overlay }) => ({
      overlay: {
        ...overlay,
        arrows: { ...overlay.arrows, scale: fittedArrowScale(overlay.arrows.spacing, typicalSpeed) },
      },
      arrowScaling: "chosen",
    }));
  },
  /** Keeps the scale of the arrows as it is, for the next movies too, or lets go of it. */
  toggleArrowScaleLock(): void {
    change(null, ({ arrowScaleLocked }) => ({ arrowScaleLocked: !arrowScaleLocked }));
  },
  /** Of the movie's typical speed, 0 to 1. */
  setMinimumShare(share: number): void {
    const minimumShare = clampTo(OVERLAY_LIMITS.minimumShare, share);
    change("minimum speed", () => ({ minimumShare }));
  },
  setColouring(colouring: ArrowColouring): void {
    changeArrows(null, { colouring });
  },
  /** @param colour "#rrggbb"; anything else is left alone */
  setArrowColour(colour: string): void {
    const value = colour.toLowerCase();
    if (/^#[0-9a-f]{6}$/.test(value)) changeArrows("arrow colour", { colour: value });
  },
  setHalo(halo: boolean): void {
    changeArrows(null, { halo });
  },
  setArrowOpacity(opacity: number): void {
    changeArrows("arrow opacity", { opacity: clampTo(OVERLAY_LIMITS.opacity, opacity) });
  },
  setStreamlineOpacity(opacity: number): void {
    const value = clampTo(OVERLAY_LIMITS.opacity, opacity);
    changeOverlay("line opacity", ({ streamlines }) => ({ streamlines: { ...streamlines, opacity: value } }));
  },
  setStreamlineSpacing(spacing: number): void {
    const value = clampTo(OVERLAY_LIMITS.streamlineSpacing, spacing);
    changeOverlay("line spacing", ({ streamlines }) => ({ streamlines: { ...streamlines, spacing: value } }));
  },
  setBrightness(brightness: number): void {
    const value = clampTo(OVERLAY_LIMITS.brightness, brightness);
    changeOverlay("brightness", ({ footage }) => ({ footage: { ...footage, brightness: value } }));
  },
  setWash(wash: number): void {
    const value = clampTo(OVERLAY_LIMITS.wash, wash);
    changeOverlay("wash", ({ footage }) => ({ footage: { ...footage, wash: value } }));
  },
  /** Draws as is best for a kind of footage, or of paper; what is drawn stays. */
  setLook(look: Look): void {
    changeOverlay(null, (overlay) => withLook(overlay, look));
  },
  setMinimumReliability(reliability: number): void {
    const value = clampTo(RELIABILITY_THRESHOLD, reliability);
    change("minimum reliability", ({ overlay }) => ({
      overlay: { ...overlay, minimumReliability: value },
      reliabilityThreshold: "chosen",
    }));
  },
  /** Has the threshold of reliability follow from the method, or stay as it is. */
  toggleAutomaticReliability(): void {
    change(null, ({ reliabilityThreshold }) => ({
      reliabilityThreshold: reliabilityThreshold === "auto" ? "chosen" : "auto",
    }));
  },
  /** Has all figures on the motion be over all pixels, or over the reliable ones again. */
  toggleAllPixels(): void {
    change(null, ({ figurePixels }) => ({ figurePixels: figurePixels === "all" ? "reliable" : "all" }));
  },
  setOpacity(opacity: number): void {
    const value = clampTo(OVERLAY_LIMITS.opacity, opacity);
    changeOverlay("opacity", ({ colour }) => ({ colour: { ...colour, opacity: value } }));
  },
  /** Whether the direction colours let the footage through where it is slow. */
  setFading(fading: boolean): void {
    changeOverlay(null, ({ colour }) => ({ colour: { ...colour, fading } }));
  },
  /** A person's own choice, which no fitting overrides. */
  setMaxSpeed(speed: number): void {
    change("map limit", (settings) => withMaxSpeed(settings, clampTo(OVERLAY_LIMITS.maxSpeed, speed)));
  },
  /** Fits the scale to a frame, because a person asked for it; to one without a speed (NaN) nothing can be fitted. */
  fitMaxSpeed(fastSpeed: number): void {
    if (Number.isNaN(fastSpeed)) return;
    change(null, (settings) => withMaxSpeed(settings, fittedMaxSpeed(fastSpeed)));
  },
  /** What has the full colour in the chosen map, in the map's own unit. */
  setMapLimit(limit: number): void {
    const { kind } = useViewStore.getState().overlay.colour;
    const limits = limitsOf(kind);
    if (limits === null) return;
    const value = clampTo(limits, limit);
    if (kind === "direction" || kind === "speed") viewActions.setMaxSpeed(value);
    else changeOverlay("map limit", ({ colour }) => ({ colour: withMapLimit(colour, kind, value) }));
  },
  /** Fits the scale of a map to a frame, because a person asked for it; see `mapExtent`. */
  fitMapLimit(kind: MapKind, extent: number): void {
    changeOverlay(null, ({ colour }) => ({
      colour: { ...withMapLimit(colour, kind, fittedMapLimit(kind, extent)), kind: colour.kind },
    }));
  },
  /**
   * Fits the scales of colours and arrows to what became known of the movie, unless a person chose or locked them, or more
   * was known before. Nobody asked for it, so it is not to be taken back.
   */
  offerSpeed(offered: MovieSpeed): void {
    useViewStore.setState((state) => {
      const movieSpeed = movieSpeedAfter(state.movieSpeed, offered);
      return movieSpeed === state.movieSpeed ? state : { ...withMovieSpeed(state, movieSpeed), movieSpeed };
    });
  },
  /** Keeps the scale of the colours as it is, for the next movies too, or lets go of it. */
  toggleColourScaleLock(): void {
    change(null, ({ colourScaleLocked }) => ({ colourScaleLocked: !colourScaleLocked }));
  },
  /**
   * What grey frames are shown through; null leaves that to the recording.
   *
   * @param kind of the change: what is dragged can be taken back at once
   */
  setLevels(levels: Levels | null, kind: string | null = null): void {
    change(kind, () => ({ levels }));
  },
  /** Whole frames from fields, where the movie is interlaced. */
  setDeinterlace(deinterlace: boolean): void {
    change(null, () => ({ deinterlace }));
  },
  /** With as many pins as there can be, nothing changes. */
  addPin(at: Pixel): void {
    change(null, ({ pins }) => ({ pins: withPin(pins, at) }));
  },
  movePin(number: number, at: Pixel): void {
    change(`pin ${number}`, ({ pins }) => ({ pins: withPinAt(pins, number, at) }));
  },
  removePin(number: number): void {
    change(null, ({ pins }) => ({ pins: withoutPin(pins, number) }));
  },
  clearPins(): void {
    change(null, () => ({ pins: [] }));
  },
  /** Says of a frame that a new scene begins there, or that none does. */
  markCut(cut: number, isCut: boolean): void {
    change(null, ({ cutMarks }) => ({ cutMarks: withCutMark(cutMarks, cut, isCut) }));
  },
  /** What was kept of the movie from before: nothing to take back. */
  recallCutMarks(cutMarks: CutMarks): void {
    useViewStore.setState({ cutMarks });
  },
  setBookmarks(bookmarks: readonly Bookmark[]): void {
    change(null, () => ({ bookmarks }));
  },
  /** @param kind of the change, as {@link change} takes it */
  changeMarks(kind: string | null, to: (marks: Marks) => Marks): void {
    change(kind, ({ marks }) => ({ marks: to(marks) }));
  },
  /** What was kept of the movie from before: nothing to take back, also together with what was done before it came. */
  recallMarks(kept: Marks): void {
    const recall = (settings: ViewSettings): ViewSettings => ({
      ...settings,
      marks: withDrawn(kept, settings.marks),
    });
    viewHistory.revise(recall);
    useViewStore.setState((state) => withMovie(recall(viewSettingsOf(state)), state));
  },
  /** What the project of the movie says, in place of all that was done before it came: nothing to take back. */
  recallProject(settings: ProjectSettings): void {
    viewHistory.clear();
    useViewStore.setState((state) => withMovie({ ...viewSettingsOf(state), ...settings }, state));
  },
  /** Begins anew with a movie: nothing is chosen for it, and nothing laid over it. */
  beginAnew(width: number, height: number, pairing: Pairing): void {
    change(null, () => withFramesCompared(initialViewSettings(width, height), pairing));
  },
  toggleInspector(): void {
    useViewStore.setState((state) => ({ inspectorOpen: !state.inspectorOpen }));
  },
  showTab(inspectorTab: InspectorTab): void {
    useViewStore.setState({ inspectorTab });
  },
} as const;

function withMaxSpeed(settings: ViewSettings, maxSpeed: number): ViewSettings {
  const { overlay } = settings;
  return {
    ...settings,
    overlay: { ...overlay, colour: { ...overlay.colour, maxSpeed } },
    colourScaling: "chosen",
  };
}
