import type { AnalysisColumn, FrameAnalysis } from "../../shared/analysis";
import { AtomicFile } from "../field-io/atomic-file";

const COLUMNS = [
  ["mean_u", "meanU"],
  ["mean_v", "meanV"],
  ["mean_speed", "meanSpeed"],
  ["median_speed", "medianSpeed"],
  ["p95_speed", "p95Speed"],
  ["max_speed", "maxSpeed"],
  ["reliable_share", "reliableShare"],
  ["decode_ms", "decodeMs"],
  ["flow_ms", "flowMs"],
  ["bytes", "bytes"],
  ["luma_difference", "lumaDifference"],
  ["histogram_distance", "histogramDistance"],
] as const satisfies readonly (readonly [string, AnalysisColumn])[];

export const CSV_HEADER = ["frame", "time", "dt", ...COLUMNS.map(([name]) => name)].join(",");

/**
 * One line of the table, without its end: numbers as exact as they are, and nothing where a number is not known.
 *
 * @param times presentation times of all frames in seconds, from the first frame on
 */
export function csvLine(row: FrameAnalysis, times: ArrayLike<number>): string {
  const time = times[row.frame];
  const next = row.frame + 1 < times.length ? times[row.frame + 1] : Number.NaN;
  const numbers = [row.frame, time, next - time, ...COLUMNS.map(([, column]) => row[column])];
  return numbers.map((value) => (Number.isNaN(value) ? "" : String(value))).join(",");
}

/** Text is handed to the system in pieces of about this many characters. */
const PIECE = 1 << 16;

/** The table of an analysis in a file, which gets its name when it is complete. */
export class CsvFile {
  private text = `${CSV_HEADER}\n`;
  private writing: Promise<void> = Promise.resolve();

  /** @param onFailure is told at once when something could not be written; {@link finish} fails then too */
  private constructor(
    private readonly file: AtomicFile,
    private readonly times: ArrayLike<number>,
    private readonly onFailure: () => void,
  ) {}

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string, times: ArrayLike<number>, onFailure: () => void): Promise<CsvFile> {
    return new CsvFile(await AtomicFile.create(path), times, onFailure);
  }

  add(row: FrameAnalysis): void {
    this.text += `${csvLine(row, this.times)}\n`;
    if (this.text.length >= PIECE) this.flush();
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  async finish(): Promise<void> {
    this.flush();
    try {
      await this.writing;
    } catch (error) {
      await this.file.abort();
      throw error;
    }
    await this.file.finish();
  }

  /** Leaves nothing behind. Resolves with what could not be written before, or null. */
  async abort(): Promise<unknown> {
    const failure = await this.writing.then(
      () => null,
      (error: unknown) => error,
    );
    await this.file.abort();
    return failure;
  }

  private flush(): void {
    const piece = this.text;
    this.text = "";
    this.writing = this.writing.then(() => this.file.write(piece));
    this.writing.catch(this.onFailure);
  }
}

/**
 * Writes the table of rows that are there already.
 *
 * @param times presentation times of all frames in seconds, from the first frame on
 * @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then
 */
export async function writeTable(
  path: string,
  rows: readonly FrameAnalysis[],
  times: ArrayLike<number>,
): Promise<void> {
  // What cannot be written is told at the end.
  const file = await CsvFile.create(path, times, () => undefined);
  for (const row of rows) file.add(row);
  await file.finish();
}
