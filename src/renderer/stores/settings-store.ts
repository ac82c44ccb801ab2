import { create } from "zustand";
import type { KinoflowApi } from "../../shared/ipc";
import type { Settings, SettingsChange } from "../../shared/settings";
import { request } from "../api";
import { speak } from "../texts/use-texts";
import { reportProblem } from "./movie-store";

/** What a person set once and for all, as main keeps it; null until main has told. */
export const useSettingsStore = create<{ readonly settings: Settings | null }>()(() => ({ settings: null }));

/** Shows settings that main keeps. */
export function showSettings(settings: Settings): void {
  useSettingsStore.setState({ settings });
  speak(settings.language);
}

/** Has the window follow the settings, from the start and whenever they change. */
export async function followSettings(api: KinoflowApi): Promise<void> {
  speak("system");
  api.on("settings:changed", showSettings);
  await loadSettings();
}

async function loadSettings(): Promise<void> {
  const outcome = await request("settings:get");
  if (outcome.ok) showSettings(outcome.value);
  else reportProblem(outcome.error);
}

/** Has main keep other settings. They are shown at once; then what main answers is what holds. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  const { settings } = useSettingsStore.getState();
  if (settings !== null) showSettings({ ...settings, ...definedOnly(change) });
  const outcome = await request("settings:set", change);
  if (outcome.ok) {
    showSettings(outcome.value);
    return;
  }
  reportProblem(outcome.error);
  await loadSettings();
}

function definedOnly(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
