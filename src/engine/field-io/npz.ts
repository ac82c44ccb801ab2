import { crc32 } from "node:zlib";
import { AtomicFile } from "./atomic-file";

/** NumPy's types of the values that are written: float32, uint32, little-endian both. */
export type NpzValues = Float32Array | Uint32Array;

/** Where an array's header and its values begin, a multiple of this: programs that map the file want aligned values. */
const ALIGNMENT = 64;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Of ZIP's extra fields, one that nobody has a meaning for: it only fills up. */
const PADDING_ID = 0x6b66;
/** The first day of ZIP's calendar, so that the same numbers give the same file. */
const DATE = 0x21;

interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly bytes: number;
  readonly offset: number;
}

/**
 * A `.npz` file: a ZIP archive of `.npy` arrays (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), not compressed, as
 * `numpy.savez` writes it, with the values at multiples of 64 bytes. It gets its name when it is complete.
 */
export class NpzFile {
  private readonly entries: Entry[] = [];
  private offset = 0;

  private constructor(private readonly file: AtomicFile) {}

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
    const type = values instanceof Float32Array ? "<f4" : "<u4";
    await this.addBytes(name, type, shape, bytesOf(values));
  }

  /** Adds a text, as an array without dimensions. Throws like {@link add}. */
  async addText(name: string, text: string): Promise<void> {
    const points = [...text];
    const codes = Uint32Array.from(points, (character) => character.codePointAt(0) ?? 0);
    await this.addBytes(name, `<U${Math.max(points.length, 1)}`, [], bytesOf(codes));
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  async finish(): Promise<void> {
    const start = this.offset;
    const directory = Buffer.concat(this.entries.map(centralHeader));
    const end = Buffer.alloc(END_BYTES);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(start, 16);
    try {
      await this.file.write(directory);
      await this.file.write(end);
    } catch (error) {
      await this.file.abort();
      throw error;
    }
    await this.file.finish();
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    await this.file.abort();
  }

  private async addBytes(
    name: string,
    type: string,
    shape: readonly number[],
    values: Uint8Array,
  ): Promise<void> {
    const header = npyHeader(type, shape);
    const entry: Entry = {
      name: `${name}.npy`,
      crc: crc32(values, crc32(header)),
      bytes: header.length + values.byteLength,
      offset: this.offset,
    };
    const local = localHeader(entry);
    this.entries.push(entry);
    for (const piece of [local, header, values]) await this.file.write(piece);
    this.offset += local.length + entry.bytes;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: NpzValues): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function npyHeader(type: string, shape: readonly number[]): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // 10 bytes before the dictionary, and a line feed after its padding.
  const length = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(length, " ");
  header.write("\x93NUMPY\x01\x00", 0, "latin1");
  header.writeUInt16LE(length - 10, 8);
  header.write(dictionary, 10, "latin1");
  header.write("\n", length - 1, "latin1");
  return header;
}

function localHeader(entry: Entry): Buffer {
  const { name, offset } = entry;
  const least = LOCAL_BYTES + name.length + 4;
  const padding = (ALIGNMENT - ((offset + least) % ALIGNMENT)) % ALIGNMENT;
  const header = Buffer.alloc(least + padding);
  header.writeUInt32LE(0x04034b50, 0);
  writeFacts(header, 4, entry);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(4 + padding, 28);
  header.write(name, LOCAL_BYTES, "latin1");
  header.writeUInt16LE(PADDING_ID, LOCAL_BYTES + name.length);
  header.writeUInt16LE(padding, LOCAL_BYTES + name.length + 2);
  return header;
}

function centralHeader(entry: Entry): Buffer {
  const { name, offset } = entry;
  const header = Buffer.alloc(CENTRAL_BYTES + name.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeFacts(header, 6, entry);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  header.write(name, CENTRAL_BYTES, "latin1");
  return header;
}

/** What both headers say of a file, from the version of ZIP that is needed to its size. */
function writeFacts(header: Buffer, at: number, { crc, bytes }: Entry): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(bytes, at + 14);
  header.writeUInt32LE(bytes, at + 18);
}
