import { DamagedFile } from "../paged/random-file";
import type { ByteWindow } from "./byte-window";

/** How the elements of a data set are written (DICOM PS3.5, A.1, A.2 and the retired A.3). */
export interface DataSetSyntax {
  /** True where each element says of which kind its value is. */
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** An element that was kept. */
export interface DicomElement {
  readonly littleEndian: boolean;
  /** Of a sequence: its items; the value is empty then. */
  readonly items: readonly DataSet[];
  readonly value: Uint8Array;
}

/** Elements by their tags, group * 65536 + element. */
export type DataSet = ReadonlyMap<number, DicomElement>;

/** Where the pixels of a file are. */
export interface PixelData {
  readonly offset: number;
  /** Null where the length is not stated, since the pixels lie in fragments. */
  readonly length: number | null;
}

export interface TopDataSet {
  readonly elements: DataSet;
  readonly pixels: PixelData | null;
}

const PIXEL_DATA = 0x7fe00010;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const UNKNOWN_LENGTH = 0xffffffff;
/** Kinds whose length takes four bytes, after two that are reserved (PS3.5, 7.1.2). */
const LONG_KINDS = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));
/** Bytes of a value that are kept at most: a palette has 128 kB, the times of a long loop one megabyte. */
const LONGEST_VALUE = 1 << 24;
/** Elements of a file, in all its sequences: more are damage. */
const MOST_ELEMENTS = 2_000_000;
const DEEPEST = 32;

/** Reads data sets and keeps the elements that somebody wants. */
export class DataSetReader {
  readonly #bytes: ByteWindow;
  readonly #wanted: ReadonlySet<number>;
  #elements = 0;

  constructor(bytes: ByteWindow, wanted: ReadonlySet<number>) {
    this.#bytes = bytes;
    this.#wanted = wanted;
  }

  /** Reads from the window's position up to the pixels or the end of the file. @throws DamagedFile */
  async top(syntax: DataSetSyntax): Promise<TopDataSet> {
    const elements = new Map<number, DicomElement>();
    while (this.#bytes.position < this.#bytes.size) {
      const { tag, kind, length } = await this.#header(syntax);
      if (tag === PIXEL_DATA) {
        const offset = this.#bytes.position;
        return { elements, pixels: { offset, length: length === UNKNOWN_LENGTH ? null : length } };
      }
      await this.#value(tag, kind, length, syntax, elements, 0);
    }
    return { elements, pixels: null };
  }

  /** Reads the elements of group 2, which say how the others are written. */
  async meta(): Promise<DataSet> {
    const elements = new Map<number, DicomElement>();
    const syntax = { explicit: true, littleEndian: true };
    while ((await this.#bytes.peek(2)).getUint16(0, true) === 2) {
      const { tag, kind, length } = await this.#header(syntax);
      await this.#value(tag, kind, length, syntax, elements, 0);
    }
    return elements;
  }

  async #header({ explicit, littleEndian }: DataSetSyntax): Promise<ElementHeader> {
    if (++this.#elements > MOST_ELEMENTS) throw new DamagedFile("The data set has too many elements.");
    const head = await this.#bytes.take(8);
    const tag = head.getUint16(0, littleEndian) * 0x10000 + head.getUint16(2, littleEndian);
    // Items have no kind.
    if (!explicit || tag >= ITEM) return { tag, kind: "", length: head.getUint32(4, littleEndian) };
    const kind = String.fromCharCode(head.getUint8(4), head.getUint8(5));
    if (!/^[A-Z]{2}$/.test(kind)) throw new DamagedFile("An element is of no kind that there is.");
    const short = head.getUint16(6, littleEndian);
    if (!LONG_KINDS.has(kind)) return { tag, kind, length: short };
    return { tag, kind, length: (await this.#bytes.take(4)).getUint32(0, littleEndian) };
  }

  /** Keeps the value of an element, or goes past it. */
  async #value(
    tag: number,
    kind: string,
    length: number,
    syntax: DataSetSyntax,
    kept: Map<number, DicomElement>,
    depth: number,
  ): Promise<void> {
    const wanted = this.#wanted.has(tag);
    const isSequence = kind === "SQ" || length === UNKNOWN_LENGTH || (wanted && SEQUENCES.has(tag));
    const { littleEndian } = syntax;
    if (isSequence && (wanted || length === UNKNOWN_LENGTH)) {
      // What is of no known kind is written without kinds (PS3.5, 6.2.2, note 2).
      const inside = kind === "UN" ? { explicit: false, littleEndian: true } : syntax;
      const items = await this.#items(length, inside, depth + 1);
      if (wanted) kept.set(tag, { littleEndian, items, value: new Uint8Array(0) });
      return;
    }
    if (length > this.#bytes.size - this.#bytes.position)
      throw new DamagedFile("A value is longer than the file.");
    if (wanted && length <= LONGEST_VALUE) {
      const { buffer, byteOffset } = await this.#bytes.take(length);
      // The window's memory is used again.
      kept.set(tag, { littleEndian, items: [], value: new Uint8Array(buffer, byteOffset, length).slice() });
    } else {
      this.#bytes.position += length;
    }
  }

  /** The items of a sequence, after its header. */
  async #items(length: number, syntax: DataSetSyntax, depth: number): Promise<readonly DataSet[]> {
    if (depth > DEEPEST) throw new DamagedFile("Sequences lie too deep in each other.");
    const end = length === UNKNOWN_LENGTH ? Number.POSITIVE_INFINITY : this.#bytes.position + length;
    const items: DataSet[] = [];
    while (this.#bytes.position < end) {
      const { tag, length: itemLength } = await this.#header(syntax);
      if (tag === SEQUENCE_END) break;
      if (tag !== ITEM) throw new DamagedFile("A sequence holds something else than items.");
      items.push(await this.#item(itemLength, syntax, depth));
    }
    return items;
  }

  async #item(length: number, syntax: DataSetSyntax, depth: number): Promise<DataSet> {
    const end = length === UNKNOWN_LENGTH ? Number.POSITIVE_INFINITY : this.#bytes.position + length;
    const elements = new Map<number, DicomElement>();
    while (this.#bytes.position < end) {
      const header = await this.#header(syntax);
      if (header.tag === ITEM_END) break;
      await this.#value(header.tag, header.kind, header.length, syntax, elements, depth);
    }
    return elements;
  }
}

interface ElementHeader {
  readonly tag: number;
  /** Two letters; empty where it is not written. */
  readonly kind: string;
  readonly length: number;
}

/** Tags of sequences that are wanted, for files that do not say so. */
const SEQUENCES: ReadonlySet<number> = new Set([0x00186011, 0x52009229, 0x00289110]);
