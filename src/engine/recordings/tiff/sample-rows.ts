import type { Band } from "./page-bands";
import type { SampleFormat } from "./page-layout";

/** Which numbers are shown as 0 and as 65535; what is beyond is shown as the nearer one. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** How samples of a file become values of a frame. */
export interface Conversion {
  readonly channels: 1 | 3;
  readonly bits: 8 | 16;
  /** Which samples of a pixel are taken: one for grey, three for colours; one where there is a palette. */
  readonly samples: readonly number[];
  /** Bits that are turned round in each value: all of them for white-is-zero, the highest one for signed numbers. */
  readonly turned: number;
  /** For numbers that are no counts of up to 16 bits; null otherwise. */
  readonly range: ValueRange | null;
  /** Red, green and blue of each value; null where there is no palette. */
  readonly palette: Uint8Array | null;
}

/** What the samples of a file are, as far as reading a row of them goes. */
export interface RowKind {
  readonly bits: number;
  readonly format: SampleFormat;
  /** Samples of a pixel beside each other in a row. */
  readonly samples: number;
}

/** A row of numbers as they are in the file. */
export type Row = Uint8Array | Uint16Array | Float64Array;

/** Reads rows of a band; a row is valid until the next one is read. */
export class RowReader {
  readonly #kind: RowKind;
  #words = new Uint16Array(0);
  #numbers = new Float64Array(0);

  constructor(kind: RowKind) {
    this.#kind = kind;
  }

  read(band: Band, row: number): Row {
    const { bits, format, samples } = this.#kind;
    const count = band.columns * samples;
    const at = row * band.rowBytes;
    const bytes = band.rows.subarray(at, at + band.rowBytes);
    if (format !== "float" && bits === 8) return bytes.subarray(0, count);
    if (format !== "float" && bits <= 16) return this.#wordsOf(bytes, count);
    if (this.#numbers.length < count) this.#numbers = new Float64Array(count);
    readNumbers(bytes, bits, format, this.#numbers, count);
    return this.#numbers.subarray(0, count);
  }

  #wordsOf(bytes: Buffer, count: number): Uint16Array {
    const { bits } = this.#kind;
    if (bits === 16 && bytes.byteOffset % 2 === 0) {
      return new Uint16Array(bytes.buffer, bytes.byteOffset, count);
    }
    if (this.#words.length < count) this.#words = new Uint16Array(count);
    if (bits === 16) for (let k = 0; k < count; k++) this.#words[k] = bytes[2 * k] | (bytes[2 * k + 1] << 8);
    else unpackBits(bytes, bits, this.#words, count);
    return this.#words.subarray(0, count);
  }
}

/** Samples of 1 to 15 bits, packed from the highest bit of each byte on, whatever the order of bytes in the file. */
export function unpackBits(packed: Uint8Array, bits: number, target: Uint16Array, count: number): void {
  const mask = (1 << bits) - 1;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (let k = 0; k < count; k++) {
    while (heldBits < bits) {
      held = ((held << 8) | packed[at++]) & 0x7fffff;
      heldBits += 8;
    }
    heldBits -= bits;
    target[k] = (held >> heldBits) & mask;
  }
}

function readNumbers(
  bytes: Buffer,
  bits: number,
  format: SampleFormat,
  target: Float64Array,
  count: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[`${format}${bits}`];
  for (let k = 0; k < count; k++) target[k] = read(view, (k * bits) >> 3);
}

const READERS: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  float16: (view, at) => halfFloat(view.getUint16(at, true)),
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int32: (view, at) => view.getInt32(at, true),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
};

/** A number of IEEE 754 binary16. */
function halfFloat(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 0x1f;
  const fraction = word & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Writes bands of a page into a frame: rows without padding. */
export class FrameWriter {
  readonly #conversion: Conversion;
  readonly #reader: RowReader;
  readonly #samples: number;
  readonly #separate: boolean;

  constructor(conversion: Conversion, kind: RowKind, separate: boolean) {
    this.#conversion = conversion;
    this.#reader = new RowReader(kind);
    this.#samples = kind.samples;
    this.#separate = separate;
  }

  /** @param frame its values, of the type that the conversion's bits ask for */
  write(band: Band, frame: Uint8Array | Uint16Array, width: number): void {
    const { channels, samples, palette } = this.#conversion;
    for (let row = 0; row < band.rowCount; row++) {
      const from = this.#reader.read(band, row);
      const start = ((band.y + row) * width + band.x) * channels;
      const values = frame.subarray(start, start + band.columns * channels);
      if (palette !== null) paint(from, this.#samples, palette, values);
      else if (this.#separate) this.#take(from, 0, 1, values, samples.indexOf(band.plane));
      else if (this.#samples === channels) this.#take(from, 0, 1, values, null);
      else {
        for (const [channel, sample] of samples.entries()) {
          this.#take(from, sample, this.#samples, values, channel);
        }
      }
    }
  }

  /** Puts every `step`th number from the one at `first` on into a channel; into all of them one by one where it is null. */
  #take(from: Row, first: number, step: number, values: Uint8Array | Uint16Array, channel: number | null) {
    const { channels, turned, range } = this.#conversion;
    const stride = channel === null ? 1 : channels;
    const start = channel ?? 0;
    if (range !== null) {
      const scale = 65535 / (range.high - range.low);
      for (let k = start, at = first; k < values.length; k += stride, at += step) {
        const level = (from[at] - range.low) * scale;
        // What is no number is black.
        values[k] = Number.isNaN(level) ? 0 : Math.round(Math.min(65535, Math.max(0, level))) ^ turned;
      }
      return;
    }
    if (stride === 1 && step === 1 && turned === 0) {
      values.set(from);
      return;
    }
    for (let k = start, at = first; k < values.length; k += stride, at += step) values[k] = from[at] ^ turned;
  }
}

function paint(from: Row, step: number, palette: Uint8Array, values: Uint8Array | Uint16Array): void {
  for (let k = 0, at = 0; k < values.length; k += 3, at += step) {
    const entry = 3 * from[at];
    values[k] = palette[entry];
    values[k + 1] = palette[entry + 1];
    values[k + 2] = palette[entry + 2];
  }
}
