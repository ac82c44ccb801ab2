import { DEFAULT_SETTINGS, type Settings } from "../../shared/settings";
import { useSettingsStore } from "./settings-store";

/** The unit in which a person wants to read times. */
export function useTimeUnit(): Settings["timeUnit"] {
  return useSettingsStore((state) => (state.settings ?? DEFAULT_SETTINGS).timeUnit);
}
