import type { AnalysisColumn, FrameAnalysis } from "../../shared/analysis";
import type { FigureChoice } from "../../shared/figures";
import { NEXT_FRAME, type Pairing, saidSeconds } from "../../shared/pairing";
import { AtomicFile } from "../field-io/atomic-file";
import type { RowFacts } from "./cut-rows";
import { MeasuredColumns } from "./measured-columns";
import type { TableMeasure } from "./said-row";
import type { ExtraColumns } from "./trust-columns";

const COLUMNS = [
  ["mean_u", "meanU"],
  ["mean_v", "meanV"],
  ["mean_speed", "meanSpeed"],
  ["median_speed", "medianSpeed"],
  ["p95_speed", "p95Speed"],
  ["p999_speed", "p999Speed"],
  ["max_speed", "maxSpeed"],
  ["max_speed_x", "maxSpeedX"],
  ["max_speed_y", "maxSpeedY"],
  ["reliable_share", "reliableShare"],
  ["reliable_pixels", "reliablePixels"],
  ["decode_ms", "decodeMs"],
  ["flow_ms", "flowMs"],
  ["bytes", "bytes"],
  ["luma_difference", "lumaDifference"],
  ["histogram_distance", "histogramDistance"],
] as const satisfies readonly (readonly [string, AnalysisColumn])[];

export const CSV_HEADER = [
  ...["frame", "time", "dt"],
  ...COLUMNS.map(([name]) => name),
  ...["cut", "figure_pixels", "min_reliability", "repeated", "second"],
].join(",");

/** What has a value also of a pair that crosses a cut: what it cost, and how the picture changes. */
const OF_ANY_PAIR: readonly AnalysisColumn[] = [
  ...(["decodeMs", "flowMs", "bytes", "lumaDifference", "histogramDistance"] as const),
];

/** What a table is of, beside its rows. */
export interface TableOrigin {
  /** Presentation times of all frames in seconds, from the first frame on. */
  readonly times: ArrayLike<number>;
  /** The pixels that the figures are over. Every line says it, so that lines of several tables may be put together. */
  readonly figures: FigureChoice;
  /** Which frames are compared. Default: each with its next one. */
  readonly pairing?: Pairing | undefined;
  /** What the numbers are said in, and which regions have their own. Default: pixels, and none. */
  readonly measure?: TableMeasure | undefined;
  /** Columns behind all others. Default: none. */
  readonly extra?: ExtraColumns | undefined;
}

/**
 * One line of the table, without its end: numbers as exact as they are, and nothing where a number is not known or a
 * place is none.
 *
 * The time `dt` is what the motion takes: with it, px become px/s.
 *
 * @param facts across a cut nothing moves, and `cut` is 1 instead of 0
 */
function csvLine(
  row: FrameAnalysis,
  { times, figures, pairing = NEXT_FRAME, extra }: TableOrigin,
  measured: MeasuredColumns | null,
  { second, isCut, isRepeated }: RowFacts,
): string {
  const time = times[row.frame];
  const dt = saidSeconds(pairing, row.frame, second, times);
  const said = measured?.take(row, dt, isCut) ?? { row, values: [] };
  const columns = COLUMNS.map(([, column]) =>
    isCut && !OF_ANY_PAIR.includes(column) ? Number.NaN : known(said.row, column, measured === null),
  );
  // Of a frame that cannot be decoded nobody knows.
  const isKnown = !Number.isNaN(row.lumaDifference);
  const cut = isCut || isKnown ? Number(isCut) : Number.NaN;
  const values = [row.frame, time, dt, ...columns, cut];
  const last = [isRepeated || isKnown ? Number(isRepeated) : Number.NaN, second ?? Number.NaN];
  const more = extra?.valuesOf(row.frame) ?? [];
  const [numbers, facts, others] = [values, last, [...said.values, ...more]].map((some) =>
    some.map((value) => (Number.isNaN(value) ? "" : String(value))),
  );
  return [...numbers, figures.figurePixels, figures.minimumReliability, ...facts, ...others].join(",");
}

/** Where nothing moves there is no fastest place: as it was counted, that is below 0. */
function known(row: FrameAnalysis, column: AnalysisColumn, isAsCounted: boolean): number {
  const isPlace = column === "maxSpeedX" || column === "maxSpeedY";
  return isAsCounted && isPlace && row[column] < 0 ? Number.NaN : row[column];
}

const NO_FACTS: RowFacts = { second: null, isCut: false, isRepeated: false };

/** Text is handed to the system in pieces of about this many characters. */
const PIECE = 1 << 16;

/** The table of an analysis in a file, which gets its name when it is complete. */
export class CsvFile {
  #text: string;
  readonly #measured: MeasuredColumns | null;
  #writing: Promise<void> = Promise.resolve();
  readonly #file: AtomicFile;
  readonly #origin: TableOrigin;
  readonly #onFailure: () => void;

  /** @param onFailure is told at once when something could not be written; {@link finish} fails then too */
  // biome-ignore lint/style/useConsistentMemberAccessibility: a constructor has no other way to be private
  private constructor(file: AtomicFile, origin: TableOrigin, onFailure: () => void) {
    this.#file = file;
    this.#origin = origin;
    this.#onFailure = onFailure;
    const { measure, times, pairing } = origin;
    this.#measured = measure ? new MeasuredColumns(measure, times, pairing) : null;
    const columns = [CSV_HEADER, ...(this.#measured?.names ?? []), ...(origin.extra?.names ?? [])].join(",");
    this.#text = `${this.#measured?.comment ?? ""}${columns}\n`;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string, origin: TableOrigin, onFailure: () => void): Promise<CsvFile> {
    return new CsvFile(await AtomicFile.create(path), origin, onFailure);
  }

  add(row: FrameAnalysis, facts: RowFacts): void {
    this.#text += `${csvLine(row, this.#origin, this.#measured, facts)}\n`;
    if (this.#text.length >= PIECE) this.#flush();
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  async finish(): Promise<void> {
    this.#flush();
    try {
      await this.#writing;
    } catch (error) {
      await this.#file.abort();
      throw error;
    }
    await this.#file.finish();
  }

  /** Leaves nothing behind. Resolves with what could not be written before, or null. */
  async abort(): Promise<unknown> {
    const failure = await this.#writing.then(
      () => null,
      (error: unknown) => error,
    );
    await this.#file.abort();
    return failure;
  }

  #flush(): void {
    const piece = this.#text;
    this.#text = "";
    this.#writing = this.#writing.then(() => this.#file.write(piece));
    this.#writing.catch(this.#onFailure);
  }
}

/**
 * Writes the table of rows that are there already.
 *
 * @param facts of each row, see `factsOfRows`
 * @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then
 */
export async function writeTable(
  path: string,
  rows: readonly FrameAnalysis[],
  origin: TableOrigin,
  facts: ReadonlyMap<number, RowFacts>,
): Promise<void> {
  // What cannot be written is told at the end.
  const file = await CsvFile.create(path, origin, () => undefined);
  for (const row of rows) file.add(row, facts.get(row.frame) ?? NO_FACTS);
  await file.finish();
}
