import type { Outcome } from "../../../shared/ipc";
import { request } from "../../api";
import { reportProblem } from "../../stores/movie-store";

/** A failure to open comes as an event with the movie's name; this is for failures of the asking itself. */
function report(outcome: Outcome<null>): void {
  if (!outcome.ok) reportProblem(outcome.error);
}

/** Asks for a movie with the system's dialog. */
export async function openWithDialog(): Promise<void> {
  report(await request("movie:open-dialog"));
}

/** Opens the built-in sample. */
export async function openSample(): Promise<void> {
  report(await request("movie:open-sample"));
}

/** Opens a file that was dropped on the window. */
export async function openDropped(file: File): Promise<void> {
  report(await window.kinoflow.openDroppedFile(file));
}
