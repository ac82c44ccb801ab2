import { DamagedFile } from "../paged/random-file";

/** A component of a JPEG picture. */
export interface JpegComponent {
  readonly id: number;
  /** Sampling factors, across and down. */
  readonly across: number;
  readonly down: number;
}

/** What the headers of a JPEG or JPEG-LS picture say before its first scan. */
export interface JpegHeader {
  /** Last byte of the marker of the frame: 0xc0 baseline, 0xc3 lossless, 0xf7 JPEG-LS, … */
  readonly frame: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
  readonly isJfif: boolean;
  /** Adobe's marker: 0 says that the components are no luma and colours; null where it is missing. */
  readonly adobeTransform: number | null;
}

/** A marker with its content. */
export interface JpegSegment {
  readonly marker: number;
  readonly content: Uint8Array;
  /** Where the bytes behind it begin. */
  readonly end: number;
}

const SCAN = 0xda;
const END = 0xd9;

/** Goes through the markers of a JPEG picture up to a scan, from a place behind the first two bytes. @throws DamagedFile */
export function* jpegSegments(bytes: Uint8Array, from: number): Generator<JpegSegment> {
  let at = from;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new DamagedFile("A marker is missing.");
    const marker = bytes[at + 1];
    // Fill bytes.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END) return;
    const length = (bytes[at + 2] << 8) | bytes[at + 3];
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw new DamagedFile("A marker is cut off.");
    yield { marker, content: bytes.subarray(at + 4, end), end };
    if (marker === SCAN) return;
    at = end;
  }
}

/** True for the first bytes of a JPEG or JPEG-LS picture. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** @throws DamagedFile where it is no JPEG picture */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  if (!isJpeg(bytes)) throw new DamagedFile("No JPEG picture begins here.");
  let isJfif = false;
  let adobeTransform: number | null = null;
  for (const { marker, content } of jpegSegments(bytes, 2)) {
    if (marker === 0xe0 && startsWith(content, "JFIF")) isJfif = true;
    else if (marker === 0xee && startsWith(content, "Adobe") && content.length >= 12)
      adobeTransform = content[11];
    else if (isFrame(marker)) return { ...frameOf(marker, content), isJfif, adobeTransform };
  }
  throw new DamagedFile("The picture has no size.");
}

/** Markers of frames: 0xc0 to 0xcf but those of tables, and that of JPEG-LS. */
function isFrame(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return (marker >= 0xc0 && marker <= 0xcf && !isTable) || marker === 0xf7;
}

function frameOf(frame: number, content: Uint8Array): Omit<JpegHeader, "isJfif" | "adobeTransform"> {
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = content;
  if (content.length < 6 + 3 * count || count === 0) throw new DamagedFile("The size is cut off.");
  const components = Array.from({ length: count }, (_, k) => {
    const sampling = content[7 + 3 * k];
    return { id: content[6 + 3 * k], across: sampling >> 4, down: sampling & 15 };
  });
  return { frame, precision, width: (w1 << 8) | w0, height: (h1 << 8) | h0, components };
}

function startsWith(content: Uint8Array, name: string): boolean {
  return Array.from(name).every((letter, k) => content[k] === letter.charCodeAt(0));
}
