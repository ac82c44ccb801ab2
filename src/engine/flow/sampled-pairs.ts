import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";

/**
 * Frames to measure, each with its next one: in the middle of equal parts of the movie, in an order in which the first few
 * are spread over all of it.
 *
 * @param count of the frames that have a next one
 */
export function sampledFrames(count: number, pairs: number): readonly number[] {
  const parts = Math.min(count, pairs);
  const places = Array.from({ length: Math.max(parts, 0) }, (_, part) => part);
  return places
    .sort((a, b) => reversedBits(a) - reversedBits(b))
    .map((part) => Math.floor(((part + 0.5) / parts) * count));
}

/** Mirrors the digits of a number below 256 in base two, which spreads neighbours over the whole. */
function reversedBits(value: number): number {
  let mirrored = 0;
  for (let bit = 0; bit < 8; bit++) mirrored = (mirrored << 1) | ((value >> bit) & 1);
  return mirrored;
}

/**
 * Measures a frame and its next one, or another `second` one, which are there as long as `measure` takes. Null where one of them cannot be decoded.
 *
 * @throws KinoflowError `cancelled`, and what `measure` throws
 */
export async function measuredPair<T>(
  frames: FrameSource,
  frame: number,
  signal: AbortSignal | undefined,
  measure: (first: FrameLease, second: FrameLease) => Promise<T>,
  second = frame + 1,
): Promise<T | null> {
  const from = await frameOrNull(frames, frame, signal);
  if (from === null) return null;
  try {
    const to = await frameOrNull(frames, second, signal);
    if (to === null) return null;
    try {
      return await measure(from, to);
    } finally {
      to.release();
    }
  } finally {
    from.release();
  }
}
