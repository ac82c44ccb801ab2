import { create } from "zustand";
import type { ViewPreset } from "../../shared/presets";
import { request } from "../api";
import { currentTexts } from "../texts/use-texts";
import { reportProblem } from "./movie-store";

/** The presets of the person's own, as main keeps them; null until main has told. */
export const usePresetsStore = create<{ readonly presets: readonly ViewPreset[] | null }>()(() => ({
  presets: null,
}));

/** Asks main for the presets, the first time. */
export async function loadPresets(): Promise<void> {
  if (usePresetsStore.getState().presets !== null) return;
  const outcome = await request("presets:list");
  if (outcome.ok) usePresetsStore.setState({ presets: outcome.value });
  else reportProblem(outcome.error, currentTexts().panels.presets.subject);
}

/** Has main keep these presets in place of all others. They are shown at once; then what main answers is what holds. */
export async function keepPresets(presets: readonly ViewPreset[]): Promise<void> {
  usePresetsStore.setState({ presets });
  const outcome = await request("presets:keep", { presets });
  if (outcome.ok) usePresetsStore.setState({ presets: outcome.value });
  else reportProblem(outcome.error, currentTexts().panels.presets.subject);
}
