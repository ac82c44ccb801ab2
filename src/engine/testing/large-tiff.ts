import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

/** A stack that is larger than what its pages hold: all but the first value of each page are zero, and take no room on the disk. */
export interface LargeStack {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  /** "directories": BigTIFF with a directory before each page; "imagej": one directory, pages behind it, as ImageJ writes above 4 GB. */
  readonly kind: "directories" | "imagej";
  /** ImageJ's own order of bytes; only for its kind. */
  readonly bigEndian?: boolean;
}

/** Room for a directory and what belongs to it. */
const DIRECTORY_BYTES = 512;

/** Writes a stack of 16 bits. The first value of page n is n. Returns the places of the pages. */
export function writeLargeStack(path: string, stack: LargeStack): Float64Array {
  const { width, height, pages, kind, bigEndian = false } = stack;
  const bytes = 2 * width * height;
  const first = kind === "directories" ? 16 + DIRECTORY_BYTES : DIRECTORY_BYTES;
  const stride = kind === "directories" ? DIRECTORY_BYTES + bytes : bytes;
  const places = Float64Array.from({ length: pages }, (_, page) => first + page * stride);
  const file = openSync(path, "w");
  try {
    ftruncateSync(file, places[pages - 1] + bytes);
    if (kind === "imagej") writeSync(file, imageJStart(stack), 0, undefined, 0);
    else writeSync(file, Buffer.from("49492b00080000001000000000000000", "hex"), 0, 16, 0);
    places.forEach((place, page) => {
      if (kind === "directories") {
        const next = page + 1 < pages ? places[page + 1] - DIRECTORY_BYTES : 0;
        writeSync(file, bigDirectory(width, height, place, next), 0, undefined, place - DIRECTORY_BYTES);
      }
      const value = Buffer.alloc(2);
      if (bigEndian) value.writeUInt16BE(page);
      else value.writeUInt16LE(page);
      writeSync(file, value, 0, 2, place);
    });
  } finally {
    closeSync(file);
  }
  return places;
}

function bigDirectory(width: number, height: number, place: number, next: number): Buffer {
  const entries = tags(width, height, place);
  const directory = Buffer.alloc(8 + 20 * entries.length + 8);
  directory.writeBigUInt64LE(BigInt(entries.length), 0);
  entries.forEach(([tag, value], k) => {
    const at = 8 + 20 * k;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(16, at + 2);
    directory.writeBigUInt64LE(1n, at + 4);
    directory.writeBigUInt64LE(BigInt(value), at + 12);
  });
  directory.writeBigUInt64LE(BigInt(next), directory.length - 8);
  return directory;
}

function imageJStart({ width, height, pages, bigEndian = false }: LargeStack): Buffer {
  const description = `ImageJ=1.54f\nimages=${pages}\nframes=${pages}\n\0`;
  const entries = [...tags(width, height, DIRECTORY_BYTES), [270, 0] as const].sort(([a], [b]) => a - b);
  const start = Buffer.alloc(DIRECTORY_BYTES);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  start.write(bigEndian ? "MM\0*" : "II*\0", "latin1");
  view.setUint32(4, 8, !bigEndian);
  view.setUint16(8, entries.length, !bigEndian);
  const textAt = 8 + 2 + 12 * entries.length + 4;
  entries.forEach(([tag, value], k) => {
    const [at, isText] = [10 + 12 * k, tag === 270];
    view.setUint16(at, tag, !bigEndian);
    view.setUint16(at + 2, isText ? 2 : 4, !bigEndian);
    view.setUint32(at + 4, isText ? description.length : 1, !bigEndian);
    view.setUint32(at + 8, isText ? textAt : value, !bigEndian);
  });
  start.write(description, textAt, "latin1");
  return start;
}

function tags(width: number, height: number, place: number): (readonly [tag: number, value: number])[] {
  return [
    [256, width],
    [257, height],
    [258, 16],
    [259, 1],
    [262, 1],
    [273, place],
    [277, 1],
    [278, height],
    [279, 2 * width * height],
  ];
}
