import { PRESET_NAME_LENGTH, type PresetSettings, type ViewPreset } from "../../shared/presets";

/** A name as it is kept: without spaces around it, and no longer than may be. Empty where nothing is left. */
export function presetName(typed: string): string {
  return typed.trim().slice(0, PRESET_NAME_LENGTH).trim();
}

export function hasPreset(presets: readonly ViewPreset[], name: string): boolean {
  return presets.some((preset) => preset.name === name);
}

/** The list with settings under a name: in the place of those that had it, or at the end. */
export function withSaved(
  presets: readonly ViewPreset[],
  name: string,
  settings: PresetSettings,
): readonly ViewPreset[] {
  const saved: ViewPreset = { name, settings };
  if (!hasPreset(presets, name)) return [...presets, saved];
  return presets.map((preset) => (preset.name === name ? saved : preset));
}

/** The list with another name for one; null where another one has that name, or it is none. */
export function withRenamed(
  presets: readonly ViewPreset[],
  from: string,
  to: string,
): readonly ViewPreset[] | null {
  if (to === from) return presets;
  if (to === "" || hasPreset(presets, to)) return null;
  return presets.map((preset) => (preset.name === from ? { ...preset, name: to } : preset));
}

export function withoutPreset(presets: readonly ViewPreset[], name: string): readonly ViewPreset[] {
  return presets.filter((preset) => preset.name !== name);
}
