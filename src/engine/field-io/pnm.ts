/** A picture as ffmpeg's `pgm` and `ppm` encoders write it. */
export interface PnmPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytesPerValue: 1 | 2;
  /** Row-major, channels interleaved; values of two bytes are big-endian. */
  readonly pixels: Uint8Array;
}

/** Width, height and largest value, with one white-space character after each. */
const HEADER = /^P([56])\s(\d{1,9})\s(\d{1,9})\s(255|65535)\s/;

/**
 * Reads a binary PGM or PPM picture (https://netpbm.sourceforge.net/doc/ppm.html) as ffmpeg writes it, without
 * comments; null when it is none, or cut off. Its header tells the size that a picture has after ffmpeg has turned it.
 */
export function parsePnm(bytes: Uint8Array): PnmPicture | null {
  const match = HEADER.exec(Buffer.from(bytes.subarray(0, 40)).toString("latin1"));
  if (!match) return null;
  const [header, kind, width, height, largest] = match;
  const picture = {
    width: Number(width),
    height: Number(height),
    channels: kind === "5" ? 1 : 3,
    bytesPerValue: largest === "255" ? 1 : 2,
  } as const;
  const length = picture.width * picture.height * picture.channels * picture.bytesPerValue;
  const pixels = bytes.subarray(header.length, header.length + length);
  return length > 0 && pixels.length === length ? { ...picture, pixels } : null;
}
