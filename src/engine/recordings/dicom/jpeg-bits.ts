import { DamagedFile } from "../paged/random-file";

/** Entropy-coded data of differences, in which a zero is stuffed behind each byte of ones. */
export class JpegBits {
  readonly #bytes: Uint8Array;
  #at: number;
  /** Bits that have been loaded and not been read: the lowest ones. */
  #held = 0;
  #count = 0;
  /** Bits that were loaded behind the end of the data. */
  #missing = 0;

  /** @param from where the data begin */
  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#at = from;
  }

  /**
   * Reads a difference (ITU-T T.81, F.2.2.1 and H.1.2.2): the code of a number of bits, and as many bits.
   *
   * @param table made by {@link huffmanTable}
   */
  difference(table: Uint16Array): number {
    // At most 15 bits are held in between: with 32 of them, a code and its bits are there.
    if (this.#count < 16) this.#load();
    const found = table[(this.#held >>> (this.#count - 16)) & 0xffff];
    if (found === 0) throw new DamagedFile("There is no such code.");
    this.#count -= found >> 8;
    const size = found & 255;
    if (size === 0) return 0;
    // No bits follow: it can only be this one.
    if (size === 16) return 32_768;
    if (size > 16) throw new DamagedFile("There is no such difference.");
    if (this.#count < 16) this.#load();
    this.#count -= size;
    const value = (this.#held >>> this.#count) & ((1 << size) - 1);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** Goes behind a restart marker, which comes next. @throws DamagedFile where there is none */
  restart(): void {
    this.#held = 0;
    this.#count = 0;
    this.#missing = 0;
    const marker = this.#bytes[this.#at + 1] ?? 0;
    if (this.#bytes[this.#at] !== 0xff || (marker & 0xf8) !== 0xd0)
      throw new DamagedFile("The data end early.");
    this.#at += 2;
  }

  /** Where the marker behind the data is. */
  get end(): number {
    return this.#at;
  }

  /** @throws DamagedFile where more bits were read than there were */
  check(): void {
    if (this.#missing > this.#count) throw new DamagedFile("The data end early.");
  }

  /** Loads two bytes, zeros where there are no more. */
  #load(): void {
    let held = this.#held;
    let at = this.#at;
    for (let k = 0; k < 2; k++) {
      const byte = this.#bytes[at];
      if (byte === undefined || (byte === 0xff && this.#bytes[at + 1] !== 0)) {
        this.#missing += 8;
        held <<= 8;
      } else {
        at += byte === 0xff ? 2 : 1;
        held = (held << 8) | byte;
      }
    }
    this.#held = held;
    this.#at = at;
    this.#count += 16;
  }
}

/**
 * Makes a table that tells from 16 bits which symbol they begin with: its length * 256 + the symbol, 0 where there is none.
 *
 * @param content of a Huffman table (ITU-T T.81, B.2.4.2) behind its first byte
 * @returns the table, and bytes that were read
 */
export function huffmanTable(content: Uint8Array): { readonly table: Uint16Array; readonly bytes: number } {
  const table = new Uint16Array(1 << 16);
  let code = 0;
  let symbol = 16;
  for (let length = 1; length <= 16; length++) {
    for (let k = 0; k < (content[length - 1] ?? 0); k++, symbol++) {
      const first = code << (16 - length);
      const end = (code + 1) << (16 - length);
      if (symbol >= content.length || end > table.length)
        throw new DamagedFile("A table of codes makes no sense.");
      table.fill(length * 256 + content[symbol], first, end);
      code++;
    }
    code *= 2;
  }
  return { table, bytes: symbol };
}
