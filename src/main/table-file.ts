import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { writeTable } from "../engine/analysis/analysis-csv";
import type { FrameAnalysis } from "../shared/analysis";
import type { FigureChoice } from "../shared/figures";
import type { TableOutcome } from "../shared/ipc";
import type { MovieInfo } from "../shared/movie";
import type { Texts } from "../shared/texts/texts";

/**
 * Asks where to, and writes the table of what is known of a movie's frames there.
 *
 * @param rows called when the place is known: the analysis may have gone on while the dialog was open
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function saveTable(
  window: BrowserWindow,
  { name, times }: Pick<MovieInfo, "name" | "times">,
  { dialogs }: Texts,
  figures: FigureChoice,
  rows: () => Promise<readonly FrameAnalysis[]>,
): Promise<TableOutcome> {
  const choice = await dialog.showSaveDialog(window, {
    title: dialogs.tableTitle,
    defaultPath: join(app.getPath("documents"), `${basename(name, extname(name))} motion.csv`),
    filters: [{ name: dialogs.csv, extensions: ["csv"] }],
    properties: ["showOverwriteConfirmation"],
  });
  if (choice.canceled || !choice.filePath) return { status: "cancelled" };
  const known = await rows();
  await writeTable(choice.filePath, known, { times, figures });
  return { status: "done", fileName: basename(choice.filePath), frames: known.length };
}
