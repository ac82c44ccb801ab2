/** Writes recordings of cameras and instruments for tests. */

export interface NorpixFileOptions {
  readonly width: number;
  readonly height: number;
  /** Pictures, as they lie in the file. */
  readonly frames: readonly Uint8Array[];
  /** Microseconds of each frame since the first one, which was taken in 2023. */
  readonly stamps: readonly number[];
  readonly framesPerSecond: number;
  readonly depth?: number;
  readonly version?: number;
  /** 8192 by default, which is what version 5 has. */
  readonly headerBytes?: number;
  readonly format?: number;
  readonly compression?: number;
  /** What the header says; as many as there are by default. */
  readonly stated?: number;
  /** Bytes from frame to frame; as few as there can be by default. */
  readonly stride?: number;
}

const FIRST_SECOND = 1_700_000_000;

/** A sequence of StreamPix. */
export function norpixFile(options: NorpixFileOptions): Buffer {
  const { width, height, frames, stamps, depth = 8, version = 5, headerBytes = 8192 } = options;
  const imageBytes = frames[0].length;
  const stride = options.stride ?? imageBytes + 8;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(0xfeed, 0);
  header.write("Norpix seq", 4, "utf16le");
  header.writeInt32LE(version, 28);
  header.writeInt32LE(1024, 32);
  const numbers = [width, height, depth, depth, imageBytes, options.format ?? 100];
  for (const [k, value] of numbers.entries()) header.writeUInt32LE(value, 548 + 4 * k);
  header.writeUInt32LE(options.stated ?? frames.length, 572);
  header.writeUInt32LE(stride, 580);
  header.writeDoubleLE(options.framesPerSecond, 584);
  header.writeUInt32LE(options.compression ?? 0, 620);
  const bodies = frames.map((frame, k) => {
    const body = Buffer.alloc(stride);
    body.set(frame);
    const microseconds = stamps[k];
    body.writeUInt32LE(FIRST_SECOND + Math.floor(microseconds / 1e6), imageBytes);
    body.writeUInt16LE(Math.floor(microseconds / 1000) % 1000, imageBytes + 4);
    if (version >= 5) body.writeUInt16LE(microseconds % 1000, imageBytes + 6);
    return body;
  });
  return Buffer.concat([header, ...bodies]);
}

/** A part of a FITS file: its cards but the last one, and its data, big-endian. */
export function fitsPart(
  cards: readonly (readonly [string, number | string | boolean])[],
  data: Uint8Array,
): Buffer {
  const lines = cards.map(([name, value]) => {
    const text =
      typeof value === "string"
        ? `'${value}'`
        : typeof value === "boolean"
          ? value
            ? "T"
            : "F"
          : String(value);
    return `${name.padEnd(8)}= ${text.padStart(20)} / said`.padEnd(80);
  });
  return Buffer.concat([block(Buffer.from([...lines, "END"].join("")), 0x20), block(data, 0)]);
}

/** The cards of a file of pictures. */
export function fitsPicture(
  bitpix: number,
  ...axes: readonly number[]
): readonly (readonly [string, number | boolean])[] {
  return [
    ["SIMPLE", true],
    ["BITPIX", bitpix],
    ["NAXIS", axes.length],
    ...axes.map((length, k) => [`NAXIS${k + 1}`, length] as const),
  ];
}

function block(bytes: Uint8Array, filler: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((2880 - (bytes.length % 2880)) % 2880, filler)]);
}

/** Numbers as big-endian bytes. */
export function bigEndian(kind: "u8" | "i16" | "i32" | "f32" | "f64", values: readonly number[]): Buffer {
  const size = { u8: 1, i16: 2, i32: 4, f32: 4, f64: 8 }[kind];
  const bytes = Buffer.alloc(values.length * size);
  for (const [k, value] of values.entries()) {
    if (kind === "u8") bytes.writeUInt8(value, k);
    else if (kind === "i16") bytes.writeInt16BE(value, 2 * k);
    else if (kind === "i32") bytes.writeInt32BE(value, 4 * k);
    else if (kind === "f32") bytes.writeFloatBE(value, 4 * k);
    else bytes.writeDoubleBE(value, 8 * k);
  }
  return bytes;
}

/** A picture of floats, whose rows are given from the top. */
export function pfmFile(width: number, rows: readonly (readonly number[])[], scale: string): Buffer {
  const little = scale.startsWith("-");
  const values = [...rows].reverse().flat();
  const bytes = Buffer.alloc(values.length * 4);
  for (const [k, value] of values.entries()) {
    if (little) bytes.writeFloatLE(value, 4 * k);
    else bytes.writeFloatBE(value, 4 * k);
  }
  const kind = values.length === width * rows.length ? "Pf" : "PF";
  return Buffer.concat([Buffer.from(`${kind}\n${width} ${rows.length}\n${scale}\n`), bytes]);
}

export interface WebpFileFrame {
  readonly x: number;
  readonly y: number;
  readonly milliseconds: number;
  readonly blends: boolean;
  readonly clears: boolean;
  /** A still WebP file. */
  readonly still: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** An animation of stills. */
export function webpFile(width: number, height: number, frames: readonly WebpFileFrame[]): Buffer {
  const features = Buffer.alloc(10);
  features[0] = 0x12;
  features.writeUIntLE(width - 1, 4, 3);
  features.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([
    Buffer.from("WEBP"),
    chunk("VP8X", features),
    chunk("ANIM", Buffer.alloc(6)),
    ...frames.map((frame) => {
      const head = Buffer.alloc(16);
      const numbers = [frame.x / 2, frame.y / 2, frame.width - 1, frame.height - 1, frame.milliseconds];
      for (const [k, value] of numbers.entries()) head.writeUIntLE(value, 3 * k, 3);
      head[15] = (frame.blends ? 0 : 2) | (frame.clears ? 1 : 0);
      return chunk("ANMF", Buffer.concat([head, stillChunks(frame.still)]));
    }),
  ]);
  return chunk("RIFF", body);
}

/** The chunks of a still file but those of features. */
function stillChunks(still: Uint8Array): Buffer {
  const bytes = Buffer.from(still);
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (["ALPH", "VP8 ", "VP8L"].includes(name))
      kept.push(chunk(name, bytes.subarray(at + 8, at + 8 + length)));
    at += 8 + length + (length % 2);
  }
  return Buffer.concat(kept);
}

function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
