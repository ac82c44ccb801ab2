import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { KinoflowError } from "../../shared/errors";
import { writeError } from "../field-io/atomic-file";
import type { SampledField } from "./sampled-field";
import type { SeriesPlan, SeriesWriter } from "./series-writer";

/** A format with a file a frame. */
export interface FrameFormat {
  /** With its dot. */
  readonly ending: string;
  encode(field: SampledField, plan: SeriesPlan): Uint8Array | Promise<Uint8Array>;
  /** A file that lists the others, where the format has one. */
  readonly list?: (frames: readonly ListedFrame[]) => { readonly ending: string; readonly text: string };
}

export interface ListedFrame {
  /** Name of its file. */
  readonly name: string;
  readonly frame: number;
  /** In seconds; NaN where nobody knows. */
  readonly time: number;
}

/** Digits of frame numbers in names, so that names in their order are frames in theirs. */
const DIGITS = 6;
/** What the fields of a folder are, beside them. */
const ABOUT = "about.json";

/**
 * A folder with a file a frame, called by the folder and the frame's number (`flow_000012.vti`); frames without a flow have none. The folder
 * gets its name when all of it is there.
 */
export class FolderSeries implements SeriesWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #format: FrameFormat;
  readonly #plan: SeriesPlan;
  readonly #frames: ListedFrame[] = [];

  private constructor(path: string, format: FrameFormat, plan: SeriesPlan) {
    this.#path = path;
    this.#partial = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.partial`);
    this.#format = format;
    this.#plan = plan;
  }

  /** @throws KinoflowError `output-unwritable` where something of that name is there already, or `disk-full` */
  static async create(path: string, format: FrameFormat, plan: SeriesPlan): Promise<FolderSeries> {
    await checkFolder(path);
    const series = new FolderSeries(path, format, plan);
    try {
      await mkdir(series.#partial);
    } catch (error) {
      throw writeError(error, path);
    }
    return series;
  }

  async add(field: SampledField, isThere: boolean): Promise<void> {
    if (!isThere) return;
    const { frame, time } = field;
    const name = `${basename(this.#path)}_${String(frame).padStart(DIGITS, "0")}${this.#format.ending}`;
    await this.#write(name, await this.#format.encode(field, this.#plan));
    this.#frames.push({ name, frame, time });
  }

  async finish(): Promise<void> {
    try {
      const list = this.#format.list?.(this.#frames);
      if (list) await this.#write(`${basename(this.#path)}${list.ending}`, Buffer.from(list.text));
      await this.#write(ABOUT, Buffer.from(`${JSON.stringify(this.#plan.about, null, 2)}\n`));
      // An empty folder of that name was there before.
      await rmdir(this.#path).catch(() => undefined);
      await rename(this.#partial, this.#path);
    } catch (error) {
      await this.abort();
      throw error instanceof KinoflowError ? error : writeError(error, this.#path);
    }
  }

  async abort(): Promise<void> {
    await rm(this.#partial, { recursive: true, force: true }).catch(() => undefined);
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    try {
      const file = await open(join(this.#partial, name), "wx");
      try {
        await file.writeFile(bytes);
        // Some disks say only now that they are full.
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }
}

/**
 * Refuses the name of a folder that something has already: nothing in it is replaced.
 *
 * @throws KinoflowError `output-unwritable`
 */
export async function checkFolder(path: string): Promise<void> {
  let there: readonly string[];
  try {
    there = await readdir(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return;
    there = [basename(path)];
  }
  if (there.length === 0) return;
  throw new KinoflowError(
    "output-unwritable",
    `${basename(path)} is there already, and is no empty folder; choose another name for the folder of the fields.`,
  );
}
