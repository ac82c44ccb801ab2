import { crc32 } from "node:zlib";
import { AtomicFile } from "./atomic-file";
import { NPY_ALIGNMENT, type NpyType, npyHeader, npyText } from "./npy-header";
import { localHeader, type ZipEntry, zipDirectory } from "./zip-headers";

/** Values that are written. */
export type NpzValues = Float32Array | Uint32Array | Uint8Array;

/**
 * A `.npz` file: a ZIP archive of `.npy` arrays (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), not compressed, as
 * `numpy.savez` writes it, with the values at multiples of 64 bytes. It gets its name when it is complete.
 */
export class NpzFile {
  readonly #file: AtomicFile;
  readonly #entries: ZipEntry[] = [];
  #offset = 0;

  private constructor(file: AtomicFile) {
    this.#file = file;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string): Promise<NpzFile> {
    return new NpzFile(await AtomicFile.create(path));
  }

  /**
   * Adds an array in C order.
   *
   * @param shape slowest dimension first; its product is the length of the values
   * @throws KinoflowError `output-unwritable` or `disk-full`
   */
  async add(name: string, values: NpzValues, shape: readonly number[]): Promise<void> {
    const { buffer, byteOffset, byteLength } = values;
    await this.#addBytes(name, typeOf(values), shape, new Uint8Array(buffer, byteOffset, byteLength));
  }

  /** Adds a text, as an array without dimensions. Throws like {@link add}. */
  async addText(name: string, text: string): Promise<void> {
    const { type, values } = npyText(text);
    await this.#addBytes(name, type, [], values);
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  async finish(): Promise<void> {
    try {
      await this.#file.write(zipDirectory(this.#entries, this.#offset));
    } catch (error) {
      await this.#file.abort();
      throw error;
    }
    await this.#file.finish();
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    await this.#file.abort();
  }

  async #addBytes(name: string, type: NpyType, shape: readonly number[], values: Uint8Array): Promise<void> {
    const header = npyHeader(type, shape);
    const entry: ZipEntry = {
      name: `${name}.npy`,
      crc: crc32(values, crc32(header)),
      bytes: header.length + values.byteLength,
      offset: this.#offset,
    };
    const local = localHeader(entry, NPY_ALIGNMENT);
    this.#entries.push(entry);
    for (const piece of [local, header, values]) await this.#file.write(piece);
    this.#offset += local.length + entry.bytes;
  }
}

function typeOf(values: NpzValues): NpyType {
  if (values instanceof Float32Array) return "<f4";
  return values instanceof Uint32Array ? "<u4" : "|u1";
}
