import type { FfmpegTools } from "../ffmpeg/locate";
import { writeFileAtomically } from "./atomic-file";
import { encodePng } from "./pictures";

/**
 * Writes a field's reliability (0 to 1, row by row; see shared/flow) as an 8-bit grey PNG: round(255 * reliability).
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function writeReliability(
  tools: FfmpegTools,
  path: string,
  picture: { readonly width: number; readonly height: number; readonly reliability: Float32Array },
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { width, height, reliability } = picture;
  const pixels = reliabilityBytes(reliability);
  await writeFileAtomically(path, await encodePng(tools, { width, height, pixels }, "gray", options.signal));
}

/** Reliability as grey values; what is no number counts as 0. */
export function reliabilityBytes(reliability: Float32Array): Uint8Array {
  // Clamped arrays round, keep to 0 to 255, and make 0 of NaN.
  const clamped = Uint8ClampedArray.from(reliability, (value) => 255 * value);
  return new Uint8Array(clamped.buffer);
}
