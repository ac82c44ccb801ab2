import type { KinoflowApi } from "../../shared/ipc";
import { request } from "../api";
import { reportProblem } from "../stores/movie-store";
import { speak } from "./use-texts";

/** Has the window follow the settings, from the start and whenever they change. */
export async function followSettings(api: KinoflowApi): Promise<void> {
  speak("system");
  api.on("settings:changed", ({ language }) => speak(language));
  const outcome = await request("settings:get");
  if (outcome.ok) speak(outcome.value.language);
  else reportProblem(outcome.error);
}
