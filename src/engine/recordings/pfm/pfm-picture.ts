import { checkPageSize } from "../paged/page-limits";
import { DamagedFile } from "../paged/random-file";

/** A picture of floats, upright. */
export interface PfmPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** width * height * channels values, the first row at the top. */
  readonly values: Float32Array;
}

/** What the header of a PFM file says. */
export interface PfmHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly littleEndian: boolean;
  /** Where the values begin. */
  readonly start: number;
}

/** A header has four short words. */
const LONGEST_HEADER = 512;
/** Kind, width, height and scale, each followed by white space; exactly one character of it comes before the values. */
const HEADER = /^P([Ff])\s+(\d{1,9})\s+(\d{1,9})\s+([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s/;

/** True for the first bytes of a PFM file. */
export function isPfm(head: Uint8Array): boolean {
  return HEADER.test(headerText(head));
}

/**
 * Reads the header of a PFM file (Debevec's format: `PF` or `Pf`, width, height, and a scale that is negative where the floats are
 * little-endian). The size of the scale is left out of account: values keep the numbers that are in the file.
 *
 * @throws DamagedFile, or KinoflowError for an absurd size
 */
export function readPfmHeader(head: Uint8Array): PfmHeader {
  const match = HEADER.exec(headerText(head));
  if (!match) throw new DamagedFile("This is no header of a PFM file.");
  const [whole, kind, width, height, scale] = match;
  if (Number(scale) === 0) throw new DamagedFile("The scale is 0.");
  const channels = kind === "F" ? 3 : 1;
  checkPageSize("PFM", Number(width), Number(height), { channels, bits: 16 });
  return {
    ...{ width: Number(width), height: Number(height), channels },
    littleEndian: scale.startsWith("-"),
    start: whole.length,
  };
}

/** Bytes of the values of such a picture. */
export function pfmBytes({ width, height, channels }: PfmHeader): number {
  return width * height * channels * 4;
}

/**
 * Decodes a whole PFM file, also one of several that are numbered.
 *
 * @throws DamagedFile where it is none or is cut off, KinoflowError for an absurd size
 */
export function decodePfm(bytes: Uint8Array): PfmPicture {
  const header = readPfmHeader(bytes.subarray(0, LONGEST_HEADER));
  const end = header.start + pfmBytes(header);
  if (bytes.length < end) throw new DamagedFile("The values are cut off.");
  const { width, height, channels } = header;
  return { width, height, channels, values: uprightValues(header, bytes.subarray(header.start, end)) };
}

/** The file has the lowest row first. */
function uprightValues(
  { width, height, channels, littleEndian }: PfmHeader,
  bytes: Uint8Array,
): Float32Array {
  const row = width * channels;
  const values = new Float32Array(row * height);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let y = 0; y < height; y++) {
    const from = (height - 1 - y) * row;
    for (let x = 0; x < row; x++) values[y * row + x] = view.getFloat32((from + x) * 4, littleEndian);
  }
  return values;
}

function headerText(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, LONGEST_HEADER)).toString("latin1");
}
