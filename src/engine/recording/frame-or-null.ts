import { KinoflowError } from "../../shared/errors";
import type { FrameLease, FrameSource } from "./frame-source";

/**
 * Leases a frame; null where the movie is damaged there.
 *
 * @throws KinoflowError what {@link FrameSource.get} throws, but for `frame-missing`
 */
export async function frameOrNull(
  frames: FrameSource,
  frame: number,
  signal: AbortSignal | undefined,
): Promise<FrameLease | null> {
  try {
    return await frames.get(frame, signal);
  } catch (error) {
    if (error instanceof KinoflowError && error.code === "frame-missing") return null;
    throw error;
  }
}
