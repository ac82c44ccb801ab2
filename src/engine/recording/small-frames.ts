import type { SharedBytes } from "../../workers/protocol";
import type { FrameFormat } from "./frame-format";

/** A small frame in shared memory; release it soon. */
export interface SmallFrame {
  /** As {@link SmallFrames.format} says. */
  readonly memory: SharedBytes;
  release(): void;
}

/** Small pictures of a recording, to find one's way by; asked for one after the other. */
export interface SmallFrames {
  /** What lies in the memory of a frame: as of the recording's frames, in the size that was asked for. */
  readonly format: FrameFormat;
  /**
   * @param tolerance so many frames before it another one may stand for it, where that is quicker
   * @throws KinoflowError `frame-missing` when it cannot be decoded, `cancelled`, and what reading a recording throws
   */
  get(frame: number, tolerance: number, signal: AbortSignal): Promise<SmallFrame>;
  /** Ends what is being read, and gives the memory back: that of a frame which is in use when it is released. */
  close(): Promise<void>;
}
