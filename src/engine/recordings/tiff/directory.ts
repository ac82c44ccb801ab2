import { failure } from "../../../shared/errors";
import type { FileBytes } from "./file-bytes";

/** Bytes of a value, by its type in TIFF 6.0 and BigTIFF (13: offset of a directory; 16 to 18: of eight bytes). */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};
const RATIONALS: readonly number[] = [5, 10];
/** Real directories have some dozens of entries. */
const MOST_ENTRIES = 4096;
/** What is read around a directory at once: its values lie before or behind it as a rule, and so does the next one. */
const WINDOW_BYTES = 16_384;
const BEFORE_DIRECTORY = 2048;

/** How the numbers of a file are written, and where its list of pages begins. */
export interface TiffHeader {
  readonly littleEndian: boolean;
  /** BigTIFF: offsets of eight bytes. */
  readonly big: boolean;
  readonly firstDirectory: number;
}

/** The header at the start of a file, or null where there is none. */
export function parseHeader(head: Uint8Array): TiffHeader | null {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 8 || head[0] !== head[1] || (head[0] !== 0x49 && head[0] !== 0x4d)) return null;
  const littleEndian = head[0] === 0x49;
  const magic = bytes.getUint16(2, littleEndian);
  if (magic === 42) return { littleEndian, big: false, firstDirectory: bytes.getUint32(4, littleEndian) };
  if (magic !== 43 || head.length < 16 || bytes.getUint16(4, littleEndian) !== 8) return null;
  return { littleEndian, big: true, firstDirectory: Number(bytes.getBigUint64(8, littleEndian)) };
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where its values lie in the file. */
  readonly offset: number;
}

/** What a directory says of a page. Values are read when they are asked for. */
export class Directory {
  /** @param next offset of the next directory; 0 where there is none */
  constructor(
    readonly offset: number,
    readonly next: number,
    private readonly entries: ReadonlyMap<number, Entry>,
    private readonly reader: DirectoryReader,
  ) {}

  has(tag: number): boolean {
    return this.entries.has(tag);
  }

  /** How many values a tag has; 0 where it is not there. */
  count(tag: number): number {
    return this.entries.get(tag)?.count ?? 0;
  }

  /** The first value of a tag. */
  async number(tag: number): Promise<number | undefined> {
    return (await this.numbers(tag, 1))?.[0];
  }

  /**
   * The values of a tag, at most so many; undefined where it is not there or holds no numbers. Rationals are divided.
   * @throws KinoflowError "tiffDamaged" where they lie outside of the file
   */
  async numbers(tag: number, most: number): Promise<Float64Array | undefined> {
    const entry = this.entries.get(tag);
    if (entry === undefined || entry.count === 0 || entry.type === 2) return undefined;
    const { type } = entry;
    const count = Math.min(entry.count, most);
    const bytes = await this.reader.bytes(entry.offset, count * TYPE_BYTES[type]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float64Array.from({ length: count }, (_, k) => numberAt(view, k, type, this.reader.littleEndian));
  }

  /** The text of a tag, up to its first zero byte, at most so many bytes of it; empty where it is not there. */
  async text(tag: number, most: number): Promise<string> {
    const entry = this.entries.get(tag);
    if (entry === undefined || TYPE_BYTES[entry.type] !== 1) return "";
    const bytes = await this.reader.bytes(entry.offset, Math.min(entry.count, most));
    const end = bytes.indexOf(0);
    const text = (end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
    // ImageJ writes the micro sign as Latin-1.
    return text.includes("\ufffd") ? bytes.subarray(0, end < 0 ? undefined : end).toString("latin1") : text;
  }
}

/** Reads directories, one after the other. What lies near the last one costs no read of the disk. */
export class DirectoryReader {
  readonly littleEndian: boolean;
  readonly #big: boolean;
  readonly #file: FileBytes;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(file: FileBytes, header: TiffHeader) {
    this.#file = file;
    this.littleEndian = header.littleEndian;
    this.#big = header.big;
  }

  /** @throws KinoflowError "tiffDamaged" where no directory can be there */
  async read(offset: number): Promise<Directory> {
    const [countBytes, entryBytes, pointerBytes] = this.#big ? [8, 20, 8] : [2, 12, 4];
    const head = await this.bytes(offset, countBytes);
    const count = this.#big ? this.#pointer(head, 0) : this.#view(head).getUint16(0, this.littleEndian);
    if (count === 0 || count > MOST_ENTRIES) throw failure("tiffDamaged");
    const start = offset + countBytes;
    const table = await this.bytes(start, count * entryBytes);
    const entries = new Map<number, Entry>();
    for (let k = 0; k < count; k++) {
      const at = k * entryBytes;
      const view = this.#view(table);
      const type = view.getUint16(at + 2, this.littleEndian);
      const size = TYPE_BYTES[type];
      // Types that nobody knows are passed over, as the specification asks for.
      if (size === undefined) continue;
      const values = this.#pointer(table, at + 4);
      const place = at + 4 + pointerBytes;
      const inPlace = values * size <= pointerBytes;
      const tag = view.getUint16(at, this.littleEndian);
      const valuesAt = inPlace ? start + place : this.#pointer(table, place);
      if (!entries.has(tag)) entries.set(tag, { type, count: values, offset: valuesAt });
    }
    // A file that ends right behind the entries has no next page.
    const nextAt = start + count * entryBytes;
    const next =
      nextAt + pointerBytes <= this.#file.size ? this.#pointer(await this.bytes(nextAt, pointerBytes), 0) : 0;
    return new Directory(offset, next, entries, this);
  }

  /** @throws KinoflowError "tiffDamaged" where the file does not have them */
  async bytes(offset: number, length: number): Promise<Buffer> {
    if (!(offset >= 0) || !(length >= 0) || offset + length > this.#file.size) throw failure("tiffDamaged");
    if (offset < this.#windowStart || offset + length > this.#windowStart + this.#window.length) {
      if (length > WINDOW_BYTES - BEFORE_DIRECTORY) return this.#whole(offset, length);
      const start = Math.max(0, offset - BEFORE_DIRECTORY);
      this.#window = await this.#file.read(start, WINDOW_BYTES);
      this.#windowStart = start;
    }
    const at = offset - this.#windowStart;
    const bytes = this.#window.subarray(at, at + length);
    if (bytes.length < length) throw failure("tiffDamaged");
    return bytes;
  }

  async #whole(offset: number, length: number): Promise<Buffer> {
    const bytes = await this.#file.read(offset, length);
    if (bytes.length < length) throw failure("tiffDamaged");
    return bytes;
  }

  #pointer(bytes: Buffer, at: number): number {
    const view = this.#view(bytes);
    return this.#big
      ? Number(view.getBigUint64(at, this.littleEndian))
      : view.getUint32(at, this.littleEndian);
  }

  #view(bytes: Buffer): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function numberAt(view: DataView, k: number, type: number, littleEndian: boolean): number {
  const at = k * TYPE_BYTES[type];
  if (RATIONALS.includes(type)) {
    const [over, under] =
      type === 5
        ? [view.getUint32(at, littleEndian), view.getUint32(at + 4, littleEndian)]
        : [view.getInt32(at, littleEndian), view.getInt32(at + 4, littleEndian)];
    return over / under;
  }
  switch (type) {
    case 3:
      return view.getUint16(at, littleEndian);
    case 4:
    case 13:
      return view.getUint32(at, littleEndian);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, littleEndian);
    case 9:
      return view.getInt32(at, littleEndian);
    case 11:
      return view.getFloat32(at, littleEndian);
    case 12:
      return view.getFloat64(at, littleEndian);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, littleEndian));
    case 17:
      return Number(view.getBigInt64(at, littleEndian));
    default:
      return view.getUint8(at);
  }
}
