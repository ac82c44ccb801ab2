/**
 * Headers of ZIP archives of files that are not compressed (PKWARE's APPNOTE 6.3.10), with ZIP64's fields where a size or a place needs more
 * than 32 bits.
 */
export interface ZipEntry {
  readonly name: string;
  /** CRC-32 of the content. */
  readonly crc: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR_BYTES = 20;
/** Of ZIP's extra fields, the one of ZIP64. */
const ZIP64_ID = 1;
/** One that nobody has a meaning for: it only fills up. */
const PADDING_ID = 0x6b66;
/** The first day of ZIP's calendar, so that the same numbers give the same file. */
const DATE = 0x21;
/** Says that the number is in the field of ZIP64. */
const ELSEWHERE = 0xffffffff;
const MOST_ENTRIES = 0xffff;
/** Versions of ZIP that a reader has to know. */
const PLAIN = 20;
const WITH_ZIP64 = 45;

/** What stands before the content of a file, so long that the content begins at a multiple of `alignment`. */
export function localHeader(entry: ZipEntry, alignment: number): Buffer {
  const { name, offset, bytes } = entry;
  const large = bytes >= ELSEWHERE ? zip64Field([bytes, bytes]) : Buffer.alloc(0);
  const least = LOCAL_BYTES + name.length + large.length + 4;
  const padding = (alignment - ((offset + least) % alignment)) % alignment;
  const header = Buffer.alloc(least + padding);
  header.writeUInt32LE(0x04034b50, 0);
  writeFacts(header, 4, entry);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(large.length + 4 + padding, 28);
  header.write(name, LOCAL_BYTES, "latin1");
  large.copy(header, LOCAL_BYTES + name.length);
  const filler = LOCAL_BYTES + name.length + large.length;
  header.writeUInt16LE(PADDING_ID, filler);
  header.writeUInt16LE(padding, filler + 2);
  return header;
}

/** What stands behind all files. @param start where it begins */
export function zipDirectory(entries: readonly ZipEntry[], start: number): Buffer {
  const directory = Buffer.concat(entries.map(centralHeader));
  const end = start + directory.length;
  const isLarge = end >= ELSEWHERE || entries.length >= MOST_ENTRIES;
  return Buffer.concat([
    directory,
    ...(isLarge ? [largeEnd(entries.length, directory.length, start), locator(end)] : []),
    plainEnd(entries.length, directory.length, start, isLarge),
  ]);
}

function centralHeader(entry: ZipEntry): Buffer {
  const { name, offset, bytes } = entry;
  const numbers = [...(bytes >= ELSEWHERE ? [bytes, bytes] : []), ...(offset >= ELSEWHERE ? [offset] : [])];
  const large = numbers.length === 0 ? Buffer.alloc(0) : zip64Field(numbers);
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(large.length === 0 ? PLAIN : WITH_ZIP64, 4);
  writeFacts(header, 6, entry);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(large.length, 30);
  header.writeUInt32LE(Math.min(offset, ELSEWHERE), 42);
  return Buffer.concat([header, Buffer.from(name, "latin1"), large]);
}

/** What both headers say of a file, from the version of ZIP that is needed to its size. */
function writeFacts(header: Buffer, at: number, { crc, bytes, offset }: ZipEntry): void {
  header.writeUInt16LE(Math.max(bytes, offset) >= ELSEWHERE ? WITH_ZIP64 : PLAIN, at);
  header.writeUInt16LE(DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(Math.min(bytes, ELSEWHERE), at + 14);
  header.writeUInt32LE(Math.min(bytes, ELSEWHERE), at + 18);
}

function zip64Field(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(ZIP64_ID, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [at, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * at);
  return field;
}

function largeEnd(count: number, bytes: number, start: number): Buffer {
  const record = Buffer.alloc(END64_BYTES);
  record.writeUInt32LE(0x06064b50, 0);
  // How much of the record follows.
  record.writeBigUInt64LE(BigInt(END64_BYTES - 12), 4);
  record.writeUInt16LE(WITH_ZIP64, 12);
  record.writeUInt16LE(WITH_ZIP64, 14);
  for (const [at, number] of [count, count, bytes, start].entries()) {
    record.writeBigUInt64LE(BigInt(number), 24 + 8 * at);
  }
  return record;
}

function locator(end: number): Buffer {
  const record = Buffer.alloc(LOCATOR_BYTES);
  record.writeUInt32LE(0x07064b50, 0);
  record.writeBigUInt64LE(BigInt(end), 8);
  record.writeUInt32LE(1, 16);
  return record;
}

function plainEnd(count: number, bytes: number, start: number, isLarge: boolean): Buffer {
  const record = Buffer.alloc(END_BYTES);
  record.writeUInt32LE(0x06054b50, 0);
  const entries = isLarge ? MOST_ENTRIES : count;
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(Math.min(bytes, ELSEWHERE), 12);
  record.writeUInt32LE(isLarge ? ELSEWHERE : start, 16);
  return record;
}
