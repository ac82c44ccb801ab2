import { i420Size } from "../../shared/overlay/i420-surface";

/** Bytes of an I420 frame whose odd sides have grown by one. */
export function evenSize(width: number, height: number): number {
  return i420Size(width + (width % 2), height + (height % 2));
}

/**
 * Copies an I420 frame so that both sides are even, repeating the last column or row of the luma rather than
 * losing it. The chroma planes stay as they are: half of an odd side is rounded up already.
 *
 * @param out {@link evenSize} bytes, which are returned
 */
export function repeatOddEdges(
  frame: Uint8Array,
  width: number,
  height: number,
  out: Uint8Array,
): Uint8Array {
  const evenWidth = width + (width % 2);
  const evenHeight = height + (height % 2);
  for (let y = 0; y < evenHeight; y++) {
    const row = Math.min(y, height - 1) * width;
    out.set(frame.subarray(row, row + width), y * evenWidth);
    if (evenWidth > width) out[y * evenWidth + width] = frame[row + width - 1];
  }
  out.set(frame.subarray(width * height), evenWidth * evenHeight);
  return out;
}
