import { failure } from "../../shared/errors";
import type { FrameSize } from "../../workers/protocol";
import type { FfmpegTools } from "../ffmpeg/locate";
import { readLuma } from "../field-io/luma";

/** Grey levels of 8 bits from which on a mask is white. */
const WHITE = 128;

/**
 * Reads a picture as a mask.
 *
 * @returns a byte a pixel, 1 where it is white
 * @throws KinoflowError `invalid-argument` for one of another size, and what reading a picture ends with
 */
export async function readMaskFile(
  tools: FfmpegTools,
  path: string,
  size: FrameSize,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { width, height, luma } = await readLuma(tools, path, signal ? { signal } : {});
  if (width !== size.width || height !== size.height)
    throw failure("maskSize", width, height, size.width, size.height);
  const white = luma instanceof Uint8Array ? WHITE : 256 * WHITE;
  return Uint8Array.from(luma, (value) => (value >= white ? 1 : 0));
}
