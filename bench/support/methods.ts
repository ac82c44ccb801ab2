import { DENSE_PRESET_PARAMETERS, DENSE_PRESETS, type DensePreset } from "../../src/shared/flow";
import { parametersFor } from "./workbench";

/** A preset of `dense-pyramidal` with the peer that it has to beat. */
export interface PresetRival {
  readonly preset: DensePreset;
  readonly rival: string;
}

const RIVALS: Readonly<Record<DensePreset, string>> = {
  fast: "dis-ultrafast",
  balanced: "dis-fast",
  accurate: "dis-medium",
};

export const PRESET_RIVALS: readonly PresetRival[] = DENSE_PRESETS.map((preset) => ({
  preset,
  rival: RIVALS[preset],
}));

export function presetParameters(preset: DensePreset) {
  return parametersFor({ method: "dense-pyramidal", dense: DENSE_PRESET_PARAMETERS[preset] });
}

export function lucasKanadeParameters(windowRadius: number) {
  return parametersFor({ method: "lucas-kanade", windowRadius });
}

/** Those that bands of a frame and frames in parallel are measured with. */
export const PARALLEL_METHODS = [
  { name: "lucas-kanade r=2", parameters: lucasKanadeParameters(2) },
  ...DENSE_PRESETS.map((preset) => ({ name: preset, parameters: presetParameters(preset) })),
] as const;
