import { create } from "zustand";
import { DENSE_PRESET_PARAMETERS, RELIABILITY_THRESHOLD, WINDOW_RADIUS } from "../../shared/flow";
import { OVERLAY_LIMITS, type OverlaySettings } from "../../shared/overlay/settings";
import { clampTo } from "../lib/clamp";
import {
  type DenseListName,
  type DenseScalarName,
  type Level,
  withDenseLevelValue,
  withDenseValue,
} from "../lib/flow-parameters";
import type { MethodChoice } from "../lib/methods";
import {
  fittedMaxSpeed,
  initialViewSettings,
  settingsForMovie,
  type ViewSettings,
  withDense,
  withMethodChoice,
} from "./view-settings";

export interface ViewState extends ViewSettings {
  readonly inspectorOpen: boolean;
}

/** A size to have defaults for before any movie is open. */
const NO_MOVIE = { width: 854, height: 480 };

export const useViewStore = create<ViewState>()(() => ({
  ...initialViewSettings(NO_MOVIE.width, NO_MOVIE.height),
  inspectorOpen: true,
}));

function changeOverlay(change: (overlay: OverlaySettings) => OverlaySettings): void {
  useViewStore.setState((state) => ({ overlay: change(state.overlay) }));
}

function withMaxSpeed(
  { overlay }: ViewState,
  speed: number,
  colourScale: ViewState["colourScale"],
): Partial<ViewState> {
  const maxSpeed = clampTo(OVERLAY_LIMITS.maxSpeed, speed);
  return { overlay: { ...overlay, colour: { ...overlay.colour, maxSpeed } }, colourScale };
}

/** Everything that changes the view. Numbers are brought within their limits here, once. */
export const viewActions = {
  adaptToMovie(width: number, height: number): void {
    useViewStore.setState((state) => settingsForMovie(state, width, height));
  },
  reset(width: number, height: number): void {
    useViewStore.setState(initialViewSettings(width, height));
  },
  chooseMethod(choice: MethodChoice): void {
    useViewStore.setState((state) => withMethodChoice(state, choice));
  },
  setWindowRadius(radius: number): void {
    const windowRadius = clampTo(WINDOW_RADIUS, Math.round(radius));
    useViewStore.setState((state) => ({ flow: { ...state.flow, windowRadius } }));
  },
  setDenseValue(name: DenseScalarName, value: number): void {
    useViewStore.setState((state) => withDense(state, withDenseValue(state.flow.dense, name, value)));
  },
  setDenseLevelValue(name: DenseListName, level: Level, value: number): void {
    useViewStore.setState((state) =>
      withDense(state, withDenseLevelValue(state.flow.dense, name, level, value)),
    );
  },
  /** Undoes what was changed by hand since a preset was chosen. */
  resetToPreset(): void {
    useViewStore.setState((state) => withDense(state, DENSE_PRESET_PARAMETERS[state.basePreset]));
  },
  toggleArrows(): void {
    changeOverlay((overlay) => ({
      ...overlay,
      arrows: { ...overlay.arrows, visible: !overlay.arrows.visible },
    }));
  },
  toggleColours(): void {
    changeOverlay((overlay) => ({
      ...overlay,
      colour: { ...overlay.colour, visible: !overlay.colour.visible },
    }));
  },
  toggleLegend(): void {
    changeOverlay((overlay) => ({ ...overlay, legend: !overlay.legend }));
  },
  setSpacing(spacing: number): void {
    const value = clampTo(OVERLAY_LIMITS.spacing, Math.round(spacing));
    changeOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, spacing: value } }));
  },
  setScale(scale: number): void {
    const value = clampTo(OVERLAY_LIMITS.scale, scale);
    changeOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, scale: value } }));
  },
  setMinimumSpeed(speed: number): void {
    const value = clampTo(OVERLAY_LIMITS.minimumSpeed, speed);
    changeOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, minimumSpeed: value } }));
  },
  setMinimumReliability(reliability: number): void {
    const value = clampTo(RELIABILITY_THRESHOLD, reliability);
    changeOverlay((overlay) => ({ ...overlay, minimumReliability: value }));
  },
  setOpacity(opacity: number): void {
    const value = clampTo({ min: 0, max: 1 }, opacity);
    changeOverlay((overlay) => ({ ...overlay, colour: { ...overlay.colour, opacity: value } }));
  },
  /** A person's own choice, which no fitting overrides. */
  setMaxSpeed(speed: number): void {
    useViewStore.setState((state) => withMaxSpeed(state, speed, "chosen"));
  },
  /** Fits the scale to a frame, because a person asked for it. */
  fitMaxSpeed(p95Speed: number): void {
    viewActions.setMaxSpeed(fittedMaxSpeed(p95Speed));
  },
  /** Fits the scale to what became known of the movie, unless a person chose it, locked it, or more was known before. */
  offerMaxSpeed(p95Speed: number, source: "picture" | "analysis"): void {
    useViewStore.setState((state) => {
      const fits = state.colourScale === "open" || (state.colourScale === "picture" && source === "analysis");
      if (!fits || state.colourScaleLocked) return state;
      return withMaxSpeed(state, fittedMaxSpeed(p95Speed), source);
    });
  },
  /** Keeps the scale of the colours as it is, for the next movies too, or lets go of it. */
  toggleColourScaleLock(): void {
    useViewStore.setState((state) => ({ colourScaleLocked: !state.colourScaleLocked }));
  },
  /** Whole frames from fields, where the movie is interlaced. */
  setDeinterlace(deinterlace: boolean): void {
    useViewStore.setState({ deinterlace });
  },
  toggleInspector(): void {
    useViewStore.setState((state) => ({ inspectorOpen: !state.inspectorOpen }));
  },
} as const;
