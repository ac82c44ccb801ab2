import {
  DENSE_PRESETS,
  type DensePreset,
  type FlowParameters,
  isSingleScale,
  presetOf,
  SINGLE_SCALE_METHODS,
  type SingleScaleMethod,
} from "../../shared/flow";
import { isNextFrame, type Pairing, pairingInWords, pairingOf } from "../../shared/pairing";
import {
  hasStage,
  isPrepared,
  PREPARATION_STAGES,
  type Preparation,
  preparationText,
} from "../../shared/preparation";
import type { Texts } from "../../shared/texts/texts";

/** What a person chooses in one list: an implementation at a single scale, or `dense-pyramidal` by its preset. */
export type MethodChoice = DensePreset | "custom" | SingleScaleMethod;

const METHOD_CHOICES: readonly MethodChoice[] = [...DENSE_PRESETS, "custom", ...SINGLE_SCALE_METHODS];

/** From the one to use to the one to learn from. */
export const SINGLE_SCALE_CHOICES: readonly SingleScaleMethod[] = [
  "lucas-kanade",
  "streaming",
  "summed-area",
  "naive",
];

export function isMethodChoice(value: string): value is MethodChoice {
  return METHOD_CHOICES.some((choice) => choice === value);
}

/** The choice that these parameters are. */
export function methodChoiceOf({ method, dense }: FlowParameters): MethodChoice {
  return isSingleScale(method) ? method : (presetOf(dense) ?? "custom");
}

/** The method with what matters most about it, what is done to frames before, and which are compared, for summaries. */
export function describeFlow(
  flow: FlowParameters,
  texts: Pick<Texts, "methods" | "preparation" | "panels">,
): string {
  const stages = preparationNames(flow.preparation, texts);
  const pairing = pairingOf(flow);
  const compared = isNextFrame(pairing) ? [] : [describePairing(pairing, texts.panels.pairing)];
  return [describeMethod(flow, texts), ...stages, ...compared].join(" · ");
}

/** The stages that are on, by their names. */
export function preparationNames(
  preparation: Preparation,
  { preparation: texts }: Pick<Texts, "preparation">,
): readonly string[] {
  return PREPARATION_STAGES.filter((stage) => hasStage(preparation, stage)).map(
    (stage) => texts.stages[stage].label,
  );
}

function describeMethod(
  { method, windowRadius, dense }: FlowParameters,
  { methods }: Pick<Texts, "methods">,
): string {
  const name = methods.names[method];
  if (isSingleScale(method)) return methods.describeSingleScale(name, windowSize(windowRadius));
  const preset = presetOf(dense);
  return preset === null
    ? methods.describeCustom(name, method)
    : methods.describePreset(name, method, methods.presets[preset]);
}

/** Which frames are compared, beside the method. */
function describePairing(pairing: Pairing, { described }: Texts["panels"]["pairing"]): string {
  switch (pairing.kind) {
    case "step":
      return described.step(pairing.step);
    case "new":
      return described.new;
    case "pairs":
      return described.pairs(pairing.pulseSeparation);
    case "reference":
      return described.reference(pairing.frame);
  }
}

/** "lucas-kanade r=7", "dense-pyramidal fast": a way to compute as the command line has it, where there is little room. */
export function shortFlowName(flow: FlowParameters): string {
  const { method, windowRadius, dense, preparation } = flow;
  const own = isSingleScale(method) ? `r=${windowRadius}` : (presetOf(dense) ?? "custom");
  const prepared = isPrepared(preparation) ? ` prepare ${preparationText(preparation)}` : "";
  const pairing = pairingOf(flow);
  return `${method} ${own}${prepared}${isNextFrame(pairing) ? "" : `, ${pairingInWords(pairing)}`}`;
}

/** "5 × 5 px": the window of a radius. */
export function windowSize(radius: number): string {
  const side = 2 * radius + 1;
  return `${side} × ${side} px`;
}
