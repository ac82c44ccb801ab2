import type { CommandId } from "../../../shared/commands";
import type { PreparationStage } from "../../../shared/preparation";
import type { Texts } from "../../../shared/texts/texts";
import type { ControlPlace } from "../../components/control-place";
import type { InspectorTab } from "../../stores/view-store";

/** A control that can be gone to by its name; what carries it in the page has it as {@link CONTROL_ATTRIBUTE}. */
export type ControlId = ControlPlace;

export const CONTROL_ATTRIBUTE = "data-control";

/** Where a control is, and what it is called there. */
export interface ControlSpec {
  /** The tab of the inspector that has it; null for the bar at the top and what is below the tabs. */
  readonly tab: InspectorTab | null;
  readonly label: (texts: Texts) => string;
  /** What to go to where the control itself is not there now: what makes it appear. */
  readonly otherwise?: ControlId;
  /** The command that does the same at once: the palette has that, and does not go here. */
  readonly command?: CommandId;
}

function ofView(label: (view: Texts["panels"]["view"]) => string, otherwise?: ControlId): ControlSpec {
  return { tab: "view", label: ({ panels }) => label(panels.view), ...(otherwise && { otherwise }) };
}

function ofFlow(label: (texts: Texts) => string, otherwise?: ControlId): ControlSpec {
  return { tab: "flow", label, ...(otherwise && { otherwise }) };
}

function ofValidation(label: (texts: Texts["validation"]) => string): ControlSpec {
  return { tab: "measure", label: ({ validation }) => label(validation) };
}

/** A stage before the flow: what has them all may be folded. */
function ofStage(stage: PreparationStage): ControlSpec {
  return ofFlow(({ preparation }) => preparation.stages[stage].label, "preparation");
}

/** All controls of the inspector and the bar at the top, in their order. Buttons are commands, which the palette has anyway. */
export const CONTROLS: Readonly<Record<ControlId, ControlSpec>> = {
  map: { tab: null, label: ({ panels }) => panels.toolbar.map },
  "toolbar-method": { tab: null, label: ({ panels }) => panels.toolbar.method },

  look: { tab: "view", label: ({ looks }) => looks.title },
  "arrow-spacing": ofView((view) => view.spacing),
  "arrow-scale": ofView((view) => view.scale),
  "arrow-lock": { tab: "view", label: ({ sight }) => sight.lock, command: "lock-arrows" },
  "minimum-speed": ofView((view) => view.minimumSpeed),
  "arrow-colouring": ofView((view) => view.colouring),
  "arrow-colour": ofView((view) => view.colour),
  "arrow-opacity": ofView((view) => view.arrowOpacity),
  "arrow-halo": { ...ofView((view) => view.halo), command: "toggle-halo" },
  "line-spacing": ofView((view) => view.streamlineSpacing),
  "line-opacity": ofView((view) => view.streamlineOpacity),
  "map-opacity": { tab: "view", label: ({ layout }) => layout.mapOpacity },
  "map-fading": { tab: "view", label: ({ layout }) => layout.fading, command: "toggle-fading" },
  "map-limit": ofView((view) => view.limit, "map-opacity"),
  "map-lock": { ...ofView((view) => view.lock), command: "lock-colours" },
  levels: { tab: "view", label: ({ levels }) => levels.title, otherwise: "brightness" },
  "black-point": { tab: "view", label: ({ levels }) => levels.black, otherwise: "brightness" },
  "white-point": { tab: "view", label: ({ levels }) => levels.white, otherwise: "brightness" },
  gamma: { tab: "view", label: ({ levels }) => levels.gamma, otherwise: "brightness" },
  brightness: ofView((view) => view.brightness),
  wash: { tab: "view", label: ({ looks }) => looks.wash },
  onion: { tab: "view", label: ({ panels }) => panels.split.onion, command: "toggle-onion" },
  "onion-opacity": { tab: "view", label: ({ panels }) => panels.split.onionOpacity, otherwise: "onion" },
  "minimum-reliability": ofView((view) => view.minimumReliability),
  legend: { ...ofView((view) => view.legend), command: "toggle-legend" },
  "scale-bar": { tab: "view", label: ({ units }) => units.scaleBar, otherwise: "legend" },

  split: { ...ofFlow(({ panels }) => panels.split.compare), command: "toggle-split" },
  method: ofFlow(({ panels }) => panels.flow.method),
  pairing: ofFlow(({ panels }) => panels.pairing.name),
  preset: ofFlow(({ panels }) => panels.flow.preset, "method"),
  "window-radius": ofFlow(({ panels }) => panels.flow.radius, "method"),
  "dense-parameters": ofFlow(({ layout }) => layout.denseParameters, "method"),
  preparation: ofFlow(({ preparation }) => preparation.title),
  "prepare-flicker": ofStage("flicker"),
  "prepare-background": ofStage("background"),
  "prepare-cap": ofStage("cap"),
  "prepare-clahe": ofStage("clahe"),
  "prepare-highpass": ofStage("highpass"),
  "prepare-smooth": ofStage("smooth"),
  "prepare-show": ofFlow(({ preparation }) => preparation.show, "preparation"),
  "video-track": ofFlow(({ moviePanel }) => moviePanel.videoTrack, "method"),
  "picture-order": ofFlow(({ rates }) => rates.order, "method"),
  "frame-rate": ofFlow(({ rates }) => rates.frameRate, "method"),
  "capture-rate": { ...ofFlow(({ rates }) => rates.captureRate, "method"), command: "say-rates" },
  "raw-layout": ofFlow(({ raw }) => raw.layout, "method"),
  deinterlace: ofFlow(({ moviePanel }) => moviePanel.deinterlace, "method"),
  "own-presets": ofFlow(({ panels }) => panels.presets.title),

  calibration: { tab: "measure", label: ({ units }) => units.title },
  probes: { tab: "measure", label: ({ probe }) => probe.title },
  validation: ofValidation(({ title }) => title),
  camera: ofValidation(({ camera }) => camera),
  "speed-limits": ofValidation(({ speedLimits }) => speedLimits),
  "median-test": ofValidation(({ medianTest }) => medianTest),
  "forward-backward": ofValidation(({ forwardBackward }) => forwardBackward),
  "frame-memory": { tab: null, label: ({ layout }) => layout.frameMemory },
};

export const CONTROL_IDS = Object.keys(CONTROLS) as readonly ControlId[];
