import { create } from "zustand";
import type { Settings } from "../../shared/settings";
import { request } from "../api";
import { reportProblem } from "./movie-store";

/** What a person set once and for all, as main keeps it; null until main has told. */
export const useSettingsStore = create<{ readonly settings: Settings | null }>()(() => ({ settings: null }));

/** Asks main for the settings. */
export async function loadSettings(): Promise<void> {
  const outcome = await request("settings:get");
  if (outcome.ok) useSettingsStore.setState({ settings: outcome.value });
  else reportProblem(outcome.error);
}

/** Has main change some settings. They are shown at once; then what main answers is what holds. */
export async function changeSettings(change: Partial<Omit<Settings, "ffmpegPath">>): Promise<void> {
  useSettingsStore.setState(({ settings }) => ({ settings: settings && { ...settings, ...change } }));
  const outcome = await request("settings:set", change);
  if (outcome.ok) {
    useSettingsStore.setState({ settings: outcome.value });
    return;
  }
  reportProblem(outcome.error);
  await loadSettings();
}
