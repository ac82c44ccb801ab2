import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { writeTable } from "../engine/analysis/analysis-csv";
import type { FrameAnalysis } from "../shared/analysis";
import type { FigureChoice } from "../shared/figures";
import type { TableOutcome } from "../shared/ipc";
import type { MovieInfo } from "../shared/movie";
import type { Texts } from "../shared/texts/texts";

/** What is known of the frames of a movie, and the frames whose pairs cross a cut. */
interface KnownRows {
  readonly rows: readonly FrameAnalysis[];
  readonly cuts: ReadonlySet<number>;
}

/**
 * Asks where to, and writes the table of what is known of a movie's frames there.
 *
 * @param known called when the place is known: the analysis may have gone on while the dialog was open
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function saveTable(
  window: BrowserWindow,
  { name, times }: Pick<MovieInfo, "name" | "times">,
  { dialogs }: Texts,
  figures: FigureChoice,
  known: () => Promise<KnownRows>,
): Promise<TableOutcome> {
  const choice = await dialog.showSaveDialog(window, {
    title: dialogs.tableTitle,
    defaultPath: join(app.getPath("documents"), `${basename(name, extname(name))} motion.csv`),
    filters: [{ name: dialogs.csv, extensions: ["csv"] }],
    properties: ["showOverwriteConfirmation"],
  });
  if (choice.canceled || !choice.filePath) return { status: "cancelled" };
  const { rows, cuts } = await known();
  await writeTable(choice.filePath, rows, { times, figures }, cuts);
  return { status: "done", fileName: basename(choice.filePath), frames: rows.length };
}
