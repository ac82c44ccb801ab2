import { crc32 } from "node:zlib";
import { ANALYSIS_COLUMNS } from "../../shared/analysis";
import type { PackedRows } from "./packed-rows";

/**
 * The file that an analysis is kept in. A header of 56 bytes: "KFANALYS", the version of the format, the number of
 * columns, the number of rows, the CRC-32 of all that follows (uint32 each), and the key (32 bytes). Then the frame
 * numbers (int32) and the rows (float32), in the byte order of the machine: the file never leaves it.
 */

const MAGIC = Buffer.from("KFANALYS", "latin1");
/** Raised with every change of the layout or of what the columns mean. */
const FORMAT_VERSION = 5;
const KEY_OFFSET = 24;
const HEADER_BYTES = 56;
const COLUMNS: number = ANALYSIS_COLUMNS.length;

/**
 * @param key 64 hexadecimal digits
 * @param columns numbers a row
 */
export function encodeAnalysis(key: string, { frames, values }: PackedRows, columns = COLUMNS): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES + frames.byteLength + values.byteLength);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(FORMAT_VERSION, 8);
  bytes.writeUInt32LE(columns, 12);
  bytes.writeUInt32LE(frames.length, 16);
  bytes.write(key, KEY_OFFSET, "hex");
  bytes.set(bytesOf(frames), HEADER_BYTES);
  bytes.set(bytesOf(values), HEADER_BYTES + frames.byteLength);
  bytes.writeUInt32LE(crc32(bytes.subarray(KEY_OFFSET)), 20);
  return bytes;
}

/** Null when the file is damaged, or is not what this program would write for this key. */
export function decodeAnalysis(key: string, file: Uint8Array, columns = COLUMNS): PackedRows | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const rows = bytes.readUInt32LE(16);
  const isIntact =
    bytes.readUInt32LE(8) === FORMAT_VERSION &&
    bytes.readUInt32LE(12) === columns &&
    bytes.length === HEADER_BYTES + 4 * rows * (1 + columns) &&
    bytes.toString("hex", KEY_OFFSET, HEADER_BYTES) === key &&
    bytes.readUInt32LE(20) === crc32(bytes.subarray(KEY_OFFSET));
  if (!isIntact) return null;
  const frames = new Int32Array(rows);
  const values = new Float32Array(rows * columns);
  bytesOf(frames).set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + frames.byteLength));
  bytesOf(values).set(bytes.subarray(HEADER_BYTES + frames.byteLength));
  return { frames, values };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
