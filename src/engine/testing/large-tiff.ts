import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

/** A stack that is larger than what its pages hold: all but the first value of each page are zero, and take no room on the disk. */
export interface LargeStack {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  /** "directories": BigTIFF with a directory before each page; "imagej": one directory, pages behind it, as ImageJ writes above 4 GB. */
  readonly kind: "directories" | "imagej";
}

/** Room for a directory and what belongs to it. */
const DIRECTORY_BYTES = 512;

/** Writes a stack of 16 bits, little-endian. The first value of page n is n. Returns the places of the pages. */
export function writeLargeStack(path: string, stack: LargeStack): Float64Array {
  const { width, height, pages, kind } = stack;
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
      value.writeUInt16LE(page);
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

function imageJStart({ width, height, pages }: LargeStack): Buffer {
  const description = `ImageJ=1.54f\nimages=${pages}\nframes=${pages}\n\0`;
  const entries = [...tags(width, height, DIRECTORY_BYTES), [270, 0] as const].sort(([a], [b]) => a - b);
  const start = Buffer.alloc(DIRECTORY_BYTES);
  start.write("II*\0", "latin1");
  start.writeUInt32LE(8, 4);
  start.writeUInt16LE(entries.length, 8);
  const textAt = 8 + 2 + 12 * entries.length + 4;
  entries.forEach(([tag, value], k) => {
    const at = 10 + 12 * k;
    start.writeUInt16LE(tag, at);
    start.writeUInt16LE(tag === 270 ? 2 : 4, at + 2);
    start.writeUInt32LE(tag === 270 ? description.length : 1, at + 4);
    start.writeUInt32LE(tag === 270 ? textAt : value, at + 8);
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
