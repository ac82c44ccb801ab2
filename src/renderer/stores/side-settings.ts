import { DEFAULT_DENSE_PRESET } from "../../shared/flow";
import { pairingOf, withPairing } from "../../shared/pairing";
import type { Side } from "../../shared/picture";
import { withoutRange } from "../../shared/preparation";
import type { PresetSettings } from "../../shared/presets";
import { methodChoiceOf } from "../lib/methods";
import { type FlowSettings, type ViewSettings, withMethodChoice } from "./view-settings";

/** How a side is computed. A side B that is not to be seen is nobody's: A stands for it. */
export function flowOfSide({ flow, basePreset, split }: ViewSettings, side: Side): FlowSettings {
  return side === "b" && split.visible && split.b !== null ? split.b : { flow, basePreset };
}

/** The settings with a side that is computed in another way. */
export function withFlowOfSide(
  settings: ViewSettings,
  side: Side,
  { flow, basePreset }: FlowSettings,
): ViewSettings {
  return side === "b" && settings.split.visible
    ? { ...settings, split: { ...settings.split, b: { flow, basePreset } } }
    : { ...settings, flow, basePreset };
}

/**
 * What is worth being compared with: the way with the smallest errors, or, where that is the one already, the usual one.
 * Both follow motions of tens of pixels, so a difference says something of the movie and not of the method's reach.
 */
export function otherWay(settings: FlowSettings): FlowSettings {
  const isAccurate = methodChoiceOf(settings.flow) === "accurate";
  return withMethodChoice(settings, isAccurate ? DEFAULT_DENSE_PRESET : "accurate");
}

/** The settings with two sides of the same frame, or with one again; B is computed as the last time. */
export function withSplitToggled(settings: ViewSettings): ViewSettings {
  const { visible, b } = settings.split;
  return { ...settings, split: { visible: !visible, b: b ?? otherWay(settings), moment: null } };
}

/** Puts a frame beside the others, computed the same way unless there is a B already; or lets B be of the same frame again. */
export function withMoment(settings: ViewSettings, moment: number | null): ViewSettings {
  const { flow, basePreset, split } = settings;
  if (moment === null) return { ...settings, split: { ...split, moment } };
  const b = split.visible && split.b !== null ? split.b : { flow, basePreset };
  return { ...settings, split: { visible: true, b, moment } };
}

/** The settings with A and B in each other's place. */
export function withSidesSwapped(settings: ViewSettings): ViewSettings {
  const { flow, basePreset, split } = settings;
  if (!split.visible || split.b === null) return settings;
  return { ...settings, ...split.b, split: { ...split, b: { flow, basePreset } } };
}

/** The settings that a preset stands for, with its flow on a side; its colour scale is a person's own choice. */
export function withPreset(
  settings: ViewSettings,
  side: Side,
  {
    flow,
    basePreset,
    overlay,
    arrowScaling,
    minimumShare,
    reliabilityThreshold,
    deinterlace,
  }: PresetSettings,
): ViewSettings {
  const drawn = {
    ...{ ...settings, overlay, arrowScaling, minimumShare, reliabilityThreshold, deinterlace },
    colourScaling: "chosen",
  } as const;
  const ofAnyMovie = { ...flow, preparation: withoutRange(flow.preparation) };
  const own = withPairing(ofAnyMovie, pairingOf(settings.flow));
  return withFlowOfSide(drawn, side, { flow: own, basePreset });
}
