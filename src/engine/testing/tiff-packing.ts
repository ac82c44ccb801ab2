/** Packers for TIFF files of tests. They are simple rather than small; the readers under test share nothing with them. */

/** Codes of varying width, one after the other, from the highest bit of each byte on or from the lowest. */
class BitWriter {
  private readonly bits: number[] = [];

  constructor(private readonly lowestFirst: boolean) {}

  put(value: number, width: number): void {
    for (let k = 0; k < width; k++) this.bits.push((value >> (this.lowestFirst ? k : width - 1 - k)) & 1);
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.bits.length / 8));
    this.bits.forEach((bit, k) => {
      bytes[k >> 3] |= bit << (this.lowestFirst ? k & 7 : 7 - (k & 7));
    });
    return bytes;
  }
}

/**
 * LZW as TIFF 6.0 describes its compressor.
 * @param old as before TIFF 5.0: from the lowest bit on, codes grow one later
 */
export function packLzw(bytes: Uint8Array, old = false): Buffer {
  const writer = new BitWriter(old);
  const early = old ? 0 : 1;
  let table = new Map<string, number>();
  let next = 258;
  let width = 9;
  let prefix = "";
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) ?? -1));
  const clear = () => {
    writer.put(256, width);
    table = new Map();
    next = 258;
    width = 9;
  };
  clear();
  for (const byte of bytes) {
    const longer = prefix + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      prefix = longer;
      continue;
    }
    writer.put(codeOf(prefix), width);
    table.set(longer, next++);
    // The one who unpacks knows an entry one code later.
    if (next + early > 1 << width) width++;
    if (next === 4094) clear();
    prefix = String.fromCharCode(byte);
  }
  if (prefix !== "") {
    writer.put(codeOf(prefix), width);
    if (next + 1 + early > 1 << width && width < 12) width++;
  }
  writer.put(257, width);
  return writer.bytes();
}

/** PackBits, with runs of three and more. */
export function packPackBits(bytes: Uint8Array): Buffer {
  const packed: number[] = [];
  let at = 0;
  const runAt = (start: number) => {
    let length = 1;
    while (length < 128 && start + length < bytes.length && bytes[start + length] === bytes[start]) length++;
    return length;
  };
  while (at < bytes.length) {
    const run = runAt(at);
    if (run >= 3) {
      packed.push(257 - run, bytes[at]);
      at += run;
      continue;
    }
    let end = at;
    while (end < bytes.length && end - at < 128 && runAt(end) < 3) end++;
    packed.push(end - at - 1, ...bytes.subarray(at, end));
    at = end;
  }
  return Buffer.from(packed);
}

/** Samples of 1 to 15 bits as TIFF packs them; each row begins with a new byte. */
export function packBits(values: readonly number[], bits: number): Buffer {
  const writer = new BitWriter(false);
  for (const value of values) writer.put(value, bits);
  return writer.bytes();
}
