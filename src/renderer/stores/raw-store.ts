import { create } from "zustand";
import type { Outcome } from "../../shared/ipc";
import type { RawFile } from "../../shared/raw-question";
import { request } from "../api";
import { openDialog } from "./dialog-store";
import { reportProblem } from "./movie-store";

/** The file whose layout is asked for. */
export const useRawStore = create<{ readonly file: RawFile | null }>()(() => ({ file: null }));

/** Asks how the frames of a file lie that could not be opened. */
export async function askForLayout(id: string): Promise<void> {
  ask(await request("raw:describe", { id }));
}

/** Asks how the frames of the open movie lie, to have them read otherwise. */
export async function changeLayout(token: string): Promise<void> {
  ask(await request("raw:describe-movie", { token }));
}

/** Asks for a file with the system's dialog, and how its frames lie. */
export async function chooseRawFile(): Promise<void> {
  ask(await request("raw:choose-file"));
}

function ask(outcome: Outcome<RawFile | null>): void {
  if (!outcome.ok) {
    reportProblem(outcome.error);
    return;
  }
  if (outcome.value === null) return;
  useRawStore.setState({ file: outcome.value });
  openDialog("raw");
}
