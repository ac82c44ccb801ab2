import { type FrameSize, type LumaPlane, lumaBytes, type SharedBytes } from "../protocol";
import { invalid } from "./check-parameters";

interface PlanePair extends FrameSize {
  readonly first: LumaPlane;
  readonly second: LumaPlane;
}

/** Throws `invalid-argument` unless both planes have the size that is named, and samples of one depth. */
export function checkPlanes({ first, second, width, height }: PlanePair): void {
  const [bits, others] = [first.bits ?? 8, second.bits ?? 8];
  if (bits !== others) {
    throw invalid(
      `The two pictures must have samples of the same depth, but the first has ${bits} bits and the second ${others}.`,
    );
  }
  const bytes = lumaBytes({ width, height }, bits);
  if (first.byteLength !== bytes || second.byteLength !== bytes) {
    const samples = (plane: LumaPlane): number => (8 * plane.byteLength) / bits;
    throw invalid(
      `The two pictures must have the same size: ${width} x ${height} means ${width * height} samples, ` +
        `but there are ${samples(first)} and ${samples(second)}.`,
    );
  }
}

/**
 * Throws `invalid-argument` unless the two frames of a pair are alike and lie in the memory.
 *
 * @param end bytes of the memory
 */
export function checkPictures(pair: PlanePair, end: number): void {
  checkPlanes(pair);
  for (const [name, plane] of [
    ["first", pair.first],
    ["second", pair.second],
  ] as const) {
    checkRange(`${name} picture`, plane, plane.byteLength, (plane.bits ?? 8) / 8, end);
  }
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
