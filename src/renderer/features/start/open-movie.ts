import { KinoflowError, toErrorValue } from "../../../shared/errors";
import type { Outcome } from "../../../shared/ipc";
import { request } from "../../api";
import { reportProblem } from "../../stores/movie-store";
import { useDropNoteStore } from "./drop-note";
import { fileOfDrop } from "./dropped";

/** A failure to open comes as an event with the movie's name; this is for failures of the asking itself. */
function report(outcome: Outcome<null>): void {
  if (!outcome.ok) reportProblem(outcome.error);
}

/** Asks for a movie with the system's dialog. */
export async function openWithDialog(): Promise<void> {
  report(await request("movie:open-dialog"));
}

/** Asks for a folder of pictures with the system's dialog. */
export async function openFolderWithDialog(): Promise<void> {
  report(await request("movie:open-folder-dialog"));
}

/** Opens the built-in sample. */
export async function openSample(): Promise<void> {
  report(await request("movie:open-sample"));
}

/** Opens the file that was dropped on the window; says so where it is none, or one of several. */
export function openDrop(transfer: DataTransfer): void {
  const dropped = fileOfDrop(transfer);
  if (dropped instanceof KinoflowError) {
    reportProblem(toErrorValue(dropped));
    return;
  }
  const { file, count } = dropped;
  useDropNoteStore.setState({ note: count > 1 ? { count, name: file.name } : null });
  void window.kinoflow.openDroppedFile(file).then(report);
}
