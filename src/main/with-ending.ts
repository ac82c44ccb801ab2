import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import type { Texts } from "../shared/texts/texts";

/**
 * Gives a name without an ending the one that files of its kind have. The system's dialog has asked only about the name as it was typed, so
 * whether a file of the longer name may be replaced is asked here. Null when it may not.
 *
 * @param ending with its point
 */
export async function withEnding(
  window: BrowserWindow,
  path: string,
  ending: string,
  texts: Texts,
): Promise<string | null> {
  return extname(path) === "" ? unlessTaken(window, `${path}${ending}`, texts) : path;
}

/** A name that nobody was asked about yet; null where a file has it that may not be replaced. */
export async function unlessTaken(
  window: BrowserWindow,
  output: string,
  { dialogs, common }: Texts,
): Promise<string | null> {
  if (!existsSync(output)) return output;
  const answer = await dialog.showMessageBox(window, {
    type: "question",
    message: dialogs.replaceIt(basename(output)),
    buttons: [dialogs.replace, common.cancel],
    defaultId: 1,
    cancelId: 1,
  });
  return answer.response === 0 ? output : null;
}
