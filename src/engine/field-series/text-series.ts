import { AtomicFile } from "../field-io/atomic-file";
import type { SampledField } from "./sampled-field";
import type { SeriesPlan, SeriesWriter } from "./series-writer";

/** A format of text, all frames in one file. */
export interface TextFormat {
  /** What stands before the first frame. */
  head(plan: SeriesPlan): string;
  /** The rows of the grid, one after the other, of a frame with a flow. */
  frame(field: SampledField, plan: SeriesPlan): Iterable<string>;
}

/** So many characters are written at once. */
const CHUNK = 1 << 16;

/** Writes one file of text; frames without a flow are left out. */
export class TextSeries implements SeriesWriter {
  readonly #file: AtomicFile;
  readonly #format: TextFormat;
  readonly #plan: SeriesPlan;

  private constructor(file: AtomicFile, format: TextFormat, plan: SeriesPlan) {
    this.#file = file;
    this.#format = format;
    this.#plan = plan;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string, format: TextFormat, plan: SeriesPlan): Promise<TextSeries> {
    const series = new TextSeries(await AtomicFile.create(path), format, plan);
    try {
      await series.#file.write(format.head(plan));
    } catch (error) {
      await series.abort();
      throw error;
    }
    return series;
  }

  async add(field: SampledField, isThere: boolean): Promise<void> {
    if (!isThere) return;
    let text = "";
    for (const piece of this.#format.frame(field, this.#plan)) {
      text += piece;
      if (text.length < CHUNK) continue;
      await this.#file.write(text);
      text = "";
    }
    await this.#file.write(text);
  }

  async finish(): Promise<void> {
    await this.#file.finish();
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}
