import { ANALYSIS_COLUMNS, type AnalysisColumn, type AnalysisRows } from "../../shared/analysis";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";

/**
 * What an analysis found out, by frame: one typed array a column, NaN where nothing is known. It lives outside React
 * and grows with the highest frame that came.
 */
export class AnalysisTable {
  /** Names what was analysed how; see {@link AnalysisRows}. */
  readonly key: string;
  #known = new Uint8Array(0);
  #columns = new Map<AnalysisColumn, Float32Array>(
    ANALYSIS_COLUMNS.map((column) => [column, new Float32Array(0)]),
  );
  #length = 0;
  #count = 0;
  #greatestBytes = 0;
  #changes = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** The highest analysed frame + 1. */
  get length(): number {
    return this.#length;
  }

  /** How many frames are analysed. */
  get count(): number {
    return this.#count;
  }

  /** The most bytes that any frame's flow held; 0 while there is none. */
  get greatestBytes(): number {
    return this.#greatestBytes;
  }

  /** Grows with everything that comes, so that what is derived from the rows knows when it is out of date. */
  get changes(): number {
    return this.#changes;
  }

  /** 1 for each analysed frame, 0 for the others. At least `length` long. */
  get known(): Uint8Array {
    return this.#known;
  }

  /** A column, by frame. At least `length` long. */
  column(name: AnalysisColumn): Float32Array {
    return this.#columns.get(name) ?? new Float32Array(0);
  }

  /** NaN where the frame is not analysed, or has no such number. */
  value(name: AnalysisColumn, frame: number): number {
    return this.column(name)[frame] ?? Number.NaN;
  }

  /** Takes in rows of this table's key; a frame that comes again is replaced. */
  take({ frames, values }: Pick<AnalysisRows, "frames" | "values">): void {
    this.#changes += 1;
    let highest = this.#length - 1;
    for (const frame of frames) if (frame > highest) highest = frame;
    this.#reserve(highest + 1);
    this.#length = highest + 1;
    for (const frame of frames) {
      this.#count += this.#known[frame] === 1 ? 0 : 1;
      this.#known[frame] = 1;
    }
    for (const [at, name] of ANALYSIS_COLUMNS.entries()) {
      const column = this.column(name);
      for (const [row, frame] of frames.entries()) {
        column[frame] = values[row * ANALYSIS_COLUMNS.length + at] ?? Number.NaN;
      }
    }
    const bytes = this.column("bytes");
    for (const frame of frames) {
      const held = bytes[frame] ?? Number.NaN;
      if (held > this.#greatestBytes) this.#greatestBytes = held;
    }
  }

  /** Makes room for this many frames, with some to spare, so that growing frame by frame copies little. */
  #reserve(frames: number): void {
    if (frames <= this.#known.length) return;
    const capacity = Math.max(frames, 2 * this.#known.length, 1024);
    const known = new Uint8Array(capacity);
    known.set(this.#known);
    this.#known = known;
    for (const [name, before] of this.#columns) {
      const column = new Float32Array(capacity).fill(Number.NaN);
      column.set(before);
      this.#columns.set(name, column);
    }
  }
}

/**
 * The table on the screen, and the one that is to come next. Rows may arrive before anybody has said that theirs is
 * the key to show; they wait in a table of their own, and rows of a third key take their place.
 */
export class AnalysisTables {
  #shown: AnalysisTable | null = null;
  #figures: FigureChoice = DEFAULT_FIGURES;
  #waiting: AnalysisTable | null = null;

  get shown(): AnalysisTable | null {
    return this.#shown;
  }

  /** The pixels that the figures of the shown rows are over. */
  get figures(): FigureChoice {
    return this.#figures;
  }

  /** Whether rows of this key have come. */
  hasRows(key: string): boolean {
    return [this.#shown, this.#waiting].some((table) => table?.key === key && table.count > 0);
  }

  /**
   * Shows the rows of this key from now on, with those that have come already. False when it did so before.
   *
   * @param figures the pixels that they are over
   */
  show(key: string, figures: FigureChoice = DEFAULT_FIGURES): boolean {
    if (this.#shown?.key === key) return false;
    this.#shown = this.#waiting?.key === key ? this.#waiting : new AnalysisTable(key);
    this.#figures = figures;
    this.#waiting = null;
    return true;
  }

  /** True when what is shown has changed. */
  take(rows: AnalysisRows): boolean {
    if (this.#shown?.key === rows.key) {
      this.#shown.take(rows);
      return true;
    }
    if (this.#waiting?.key !== rows.key) this.#waiting = new AnalysisTable(rows.key);
    this.#waiting.take(rows);
    return false;
  }

  clear(): void {
    this.#shown = null;
    this.#waiting = null;
  }
}
