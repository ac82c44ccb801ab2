import { AtomicFile } from "../field-io/atomic-file";
import { npyHeader } from "../field-io/npy-header";
import type { SampledField } from "./sampled-field";
import type { SeriesPlan, SeriesWriter } from "./series-writer";

/**
 * One `.npy` of frames x 2 x rows x columns, u before v: `numpy.load(path, mmap_mode="r")` reads no more of it than is looked at. Frames without
 * a flow are NaN.
 */
export class NpySeries implements SeriesWriter {
  readonly #file: AtomicFile;

  private constructor(file: AtomicFile) {
    this.#file = file;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string, { grid, count }: SeriesPlan): Promise<NpySeries> {
    const file = await AtomicFile.create(path);
    try {
      await file.write(npyHeader("<f4", [count, 2, grid.rows.length, grid.columns.length]));
    } catch (error) {
      await file.abort();
      throw error;
    }
    return new NpySeries(file);
  }

  async add({ u, v }: SampledField): Promise<void> {
    for (const { buffer, byteOffset, byteLength } of [u, v]) {
      await this.#file.write(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }

  async finish(): Promise<void> {
    await this.#file.finish();
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}
