import { DamagedFile } from "../paged/random-file";
import type { DicomPixels } from "./pixels";

const HEADER_BYTES = 64;
const MOST_SEGMENTS = 15;

/**
 * Unpacks a frame of RLE (DICOM PS3.5, G): a segment for each byte of each sample, the highest byte first.
 *
 * @param target gets the samples as they would be stored without packing, the lower byte first, sample after sample where `planar`
 *     says so; see {@link rlePixels}
 * @throws DamagedFile where a segment is missing or too short
 */
export function unpackRle(bytes: Uint8Array, pixels: DicomPixels, target: Uint8Array): void {
  const { width, height, stored, bytesPerSample } = pixels;
  if (bytes.length < HEADER_BYTES) throw new DamagedFile("The frame is cut off.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true);
  if (count !== stored * bytesPerSample || count > MOST_SEGMENTS)
    throw new DamagedFile("Segments are missing.");
  const size = width * height;
  for (let segment = 0; segment < count; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < count ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < HEADER_BYTES || end < start || end > bytes.length)
      throw new DamagedFile("A segment lies elsewhere.");
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackBits(
      bytes.subarray(start, end),
      target,
      sample * size * bytesPerSample + byte,
      bytesPerSample,
      size,
    );
  }
}

/** What {@link unpackRle} gives: samples one after the other, for packing goes by them. */
export function rlePixels(pixels: DicomPixels): DicomPixels {
  return { ...pixels, planar: pixels.stored === 3 };
}

/** Writes `count` bytes, each `step` behind the one before. */
function unpackBits(
  source: Uint8Array,
  target: Uint8Array,
  first: number,
  step: number,
  count: number,
): void {
  let from = 0;
  let done = 0;
  while (done < count) {
    if (from + 1 >= source.length) throw new DamagedFile("A segment is too short.");
    const code = source[from++];
    // 128 means nothing.
    if (code === 128) continue;
    const isRun = code > 128;
    const length = Math.min(isRun ? 257 - code : code + 1, count - done);
    if (!isRun && from + length > source.length) throw new DamagedFile("A segment is too short.");
    for (let k = 0; k < length; k++) target[first + (done + k) * step] = source[isRun ? from : from + k];
    from += isRun ? 1 : length;
    done += length;
  }
}
