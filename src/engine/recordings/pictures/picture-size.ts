import { type FileHandle, open } from "node:fs/promises";

/** Pixels across and down, as stored. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Enough for the headers of most pictures. */
const HEAD_BYTES = 1024;
/** Segments of a JPEG before its size: thumbnails, profiles. */
const MOST_SEGMENTS = 200;

/**
 * The size that a picture states, without decoding it; null where it states none, or is of a kind that is not known here (PNG, JPEG,
 * BMP, PNM, TIFF, DPX and SGI are).
 */
export async function sizeOfPicture(path: string): Promise<PictureSize | null> {
  const file = await open(path);
  try {
    const head = await bytesAt(file, 0, HEAD_BYTES);
    if (head.length < 4) return null;
    return plausible(
      ofPng(head) ??
        ofBmp(head) ??
        ofPnm(head) ??
        ofDpx(head) ??
        ofSgi(head) ??
        (await ofTiff(file, head)) ??
        (await ofJpeg(file, head)),
    );
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function plausible(size: PictureSize | null): PictureSize | null {
  return size && size.width > 0 && size.height > 0 ? size : null;
}

function ofPng(head: Buffer): PictureSize | null {
  if (head.length < 24 || head.readUInt32BE(0) !== 0x89504e47) return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function ofBmp(head: Buffer): PictureSize | null {
  if (head.length < 26 || head.toString("latin1", 0, 2) !== "BM") return null;
  // OS/2 has a short header with numbers of two bytes; a negative height is one from the top.
  if (head.readUInt32LE(14) === 12) return { width: head.readUInt16LE(18), height: head.readUInt16LE(20) };
  return { width: head.readInt32LE(18), height: Math.abs(head.readInt32LE(22)) };
}

function ofPnm(head: Buffer): PictureSize | null {
  const text = head.toString("latin1").replaceAll(/#[^\n]*/g, " ");
  const pam = /^P7\s/.test(text);
  const plain = pam ? null : /^P[1-6]\s+(\d{1,9})\s+(\d{1,9})\s/.exec(text);
  const [width, height] = pam
    ? [/\sWIDTH\s+(\d{1,9})\s/.exec(text)?.[1], /\sHEIGHT\s+(\d{1,9})\s/.exec(text)?.[1]]
    : [plain?.[1], plain?.[2]];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}

function ofDpx(head: Buffer): PictureSize | null {
  const magic = head.toString("latin1", 0, 4);
  if ((magic !== "SDPX" && magic !== "XPDS") || head.length < 780) return null;
  // Pixels in a line, and lines, of the image information header.
  return magic === "SDPX"
    ? { width: head.readUInt32BE(772), height: head.readUInt32BE(776) }
    : { width: head.readUInt32LE(772), height: head.readUInt32LE(776) };
}

function ofSgi(head: Buffer): PictureSize | null {
  if (head.length < 10 || head.readUInt16BE(0) !== 474) return null;
  return { width: head.readUInt16BE(6), height: head.readUInt16BE(8) };
}

/** The first directory of a TIFF. */
async function ofTiff(file: FileHandle, head: Buffer): Promise<PictureSize | null> {
  const order = head.toString("latin1", 0, 2);
  if (head.length < 8 || (order !== "II" && order !== "MM")) return null;
  const little = order === "II";
  const short = (bytes: Buffer, at: number): number =>
    little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const long = (bytes: Buffer, at: number): number =>
    little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  if (short(head, 2) !== 42) return null;
  const at = long(head, 4);
  const count = await bytesAt(file, at, 2);
  if (count.length < 2) return null;
  const entries = await bytesAt(file, at + 2, 12 * short(count, 0));
  const values = new Map<number, number>();
  for (let entry = 0; entry + 12 <= entries.length; entry += 12) {
    const isShort = short(entries, entry + 2) === 3;
    values.set(short(entries, entry), isShort ? short(entries, entry + 8) : long(entries, entry + 8));
  }
  const [width, height] = [values.get(256), values.get(257)];
  return width !== undefined && height !== undefined ? { width, height } : null;
}

/** From segment to segment up to the frame header (SOF). */
async function ofJpeg(file: FileHandle, head: Buffer): Promise<PictureSize | null> {
  if (head.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  for (let k = 0; k < MOST_SEGMENTS; k++) {
    const segment = await bytesAt(file, at, 9);
    if (segment.length < 9 || segment[0] !== 0xff) return null;
    const marker = segment[1];
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: segment.readUInt16BE(7), height: segment.readUInt16BE(5) };
    at += 2 + segment.readUInt16BE(2);
  }
  return null;
}
