import {
  DENSE_PRESETS,
  type DensePreset,
  type FlowMethod,
  type FlowParameters,
  isSingleScale,
  presetOf,
  SINGLE_SCALE_METHODS,
  type SingleScaleMethod,
} from "../../shared/flow";

/** What a person chooses in one list: an implementation at a single scale, or `dense-pyramidal` by its preset. */
export type MethodChoice = DensePreset | "custom" | SingleScaleMethod;

const METHOD_CHOICES: readonly MethodChoice[] = [...DENSE_PRESETS, "custom", ...SINGLE_SCALE_METHODS];

export const SINGLE_SCALE_LABELS: Readonly<Record<SingleScaleMethod, string>> = {
  "lucas-kanade": "Exact (WebAssembly)",
  streaming: "Streaming",
  "summed-area": "Summed-area tables",
  naive: "Naive",
};

/** What people call the methods. */
export const METHOD_LABELS: Readonly<Record<FlowMethod, string>> = {
  "dense-pyramidal": "Coarse-to-fine",
  ...SINGLE_SCALE_LABELS,
};

export const PRESET_LABELS: Readonly<Record<DensePreset | "custom", string>> = {
  fast: "Fast",
  balanced: "Balanced",
  accurate: "Accurate",
  custom: "Custom",
};

/** What a preset is for, in a sentence. */
export const PRESET_NOTES: Readonly<Record<DensePreset | "custom", string>> = {
  fast: "The quickest preset, for playback and large pictures",
  balanced: "Small errors for little time: the one to begin with",
  accurate: "The smallest errors; takes the longest",
  custom: "A parameter under Advanced was changed by hand",
};

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

/** The method with what matters most about it, for summaries. */
export function describeFlow({ method, windowRadius, dense }: FlowParameters): string {
  if (isSingleScale(method)) {
    return `Lucas-Kanade at a single scale, ${SINGLE_SCALE_LABELS[method]}, window of ${windowSize(windowRadius)}`;
  }
  const preset = presetOf(dense);
  return `${METHOD_LABELS[method]} (${method}), ${preset === null ? "custom parameters" : `${PRESET_LABELS[preset]} preset`}`;
}

/** "5 × 5 px": the window of a radius. */
export function windowSize(radius: number): string {
  const side = 2 * radius + 1;
  return `${side} × ${side} px`;
}
