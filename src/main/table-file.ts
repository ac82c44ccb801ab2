import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { type TableOrigin, writeTable } from "../engine/analysis/analysis-csv";
import type { RowFacts } from "../engine/analysis/cut-rows";
import type { FrameAnalysis } from "../shared/analysis";
import { isCancelled } from "../shared/errors";
import type { FlowParameters } from "../shared/flow";
import type { TableOutcome } from "../shared/ipc";
import type { MovieInfo } from "../shared/movie";
import { pairingOf } from "../shared/pairing";
import type { Texts } from "../shared/texts/texts";

/** What is known of the frames of a movie, see `factsOfRows`. */
interface KnownRows {
  readonly rows: readonly FrameAnalysis[];
  readonly facts: ReadonlyMap<number, RowFacts>;
}

/**
 * Asks where to, and writes the table of what is known of a movie's frames there.
 *
 * @param known called when the place is known: the analysis may have gone on while the dialog was open
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export function saveTable(
  window: BrowserWindow,
  movie: MovieInfo,
  texts: Texts,
  { figures, flow, measure }: Pick<TableOrigin, "figures" | "measure"> & { readonly flow: FlowParameters },
  known: () => Promise<KnownRows>,
): Promise<TableOutcome> {
  return askForTable(window, movie, texts, "motion", async (path) => {
    const { rows, facts } = await known();
    await writeTable(path, rows, { times: movie.times, figures, pairing: pairingOf(flow), measure }, facts);
    return rows.length;
  });
}

/**
 * Asks where to, and has a table written there.
 *
 * @param of what the table is, for the name that is suggested
 * @param write resolves to the number of frames that it wrote
 * @throws KinoflowError what `write` throws, but `cancelled`
 */
export async function askForTable(
  window: BrowserWindow,
  { name }: Pick<MovieInfo, "name">,
  { dialogs }: Texts,
  of: "motion" | "probes" | "tracks",
  write: (path: string) => Promise<number>,
): Promise<TableOutcome> {
  const choice = await dialog.showSaveDialog(window, {
    title: dialogs.tableTitle,
    defaultPath: join(app.getPath("documents"), `${basename(name, extname(name))} ${of}.csv`),
    filters: [{ name: dialogs.csv, extensions: ["csv"] }],
    properties: ["showOverwriteConfirmation"],
  });
  if (choice.canceled || !choice.filePath) return { status: "cancelled" };
  try {
    const frames = await write(choice.filePath);
    return { status: "done", fileName: basename(choice.filePath), frames };
  } catch (error) {
    if (isCancelled(error)) return { status: "cancelled" };
    throw error;
  }
}
