import type { FrameSize, SharedBytes } from "../protocol";
import { invalid } from "./check-parameters";

/**
 * Throws `invalid-argument` unless a frame lies in the memory.
 *
 * @param end bytes of the memory
 */
export function checkPicture(
  name: string,
  plane: SharedBytes,
  { width, height }: FrameSize,
  end: number,
): void {
  if (plane.byteLength !== width * height) {
    throw invalid(
      `The two pictures must have the same size: ${width} x ${height} means ${width * height} samples, ` +
        `but the ${name} has ${plane.byteLength}.`,
    );
  }
  checkRange(`${name} picture`, plane, plane.byteLength, 1, end);
}

/**
 * Throws `invalid-argument` unless a range lies in the memory, starts at a multiple of `multiple` and has `bytes`.
 *
 * @param end bytes of the memory
 */
export function checkRange(
  name: string,
  { byteOffset, byteLength }: SharedBytes,
  bytes: number,
  multiple: number,
  end: number,
): void {
  if (!(byteLength >= bytes)) {
    throw invalid(`The ${name} needs ${bytes} bytes of memory, but there are ${byteLength}.`);
  }
  if (
    !Number.isInteger(byteOffset) ||
    byteOffset < 0 ||
    byteOffset + byteLength > end ||
    byteOffset % multiple !== 0
  ) {
    throw invalid(`The ${name} lies outside the shared memory, or not at a multiple of ${multiple} bytes.`);
  }
}
