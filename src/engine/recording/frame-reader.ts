import type { Slot } from "./slot-pool";

/** Where a reader gets memory for frames, and where they go. It holds one slot at a time. */
export interface FrameSink {
  /** Memory for a frame. Give it back by {@link keep} or {@link drop}. */
  take(): Slot;
  /**
   * The slot holds this frame. The number is proven, never counted from where a jump should have landed.
   *
   * @param ms what reading it cost
   */
  keep(frame: number, slot: Slot, ms: number): void;
  drop(slot: Slot): void;
  /** Frames from `first` to `last`, both included, are listed and cannot be read. */
  missing(first: number, last: number): void;
}

/** One way through a recording, of one owner, who asks for one frame after the other. */
export interface FrameReader {
  /** Process id of the program that decodes, while there is one. */
  readonly processId: number | undefined;
  /** What went wrong last, for a report; empty where nothing did. */
  readonly complaint: string;
  /** True when reading on gets to `frame` sooner than beginning anew somewhere else. */
  comesBy(frame: number): boolean;
  /**
   * Reads until `wanted` has been kept, or been said to be missing. Frames that come by on the way may be kept, too.
   *
   * @throws KinoflowError `file-missing` and `file-changed` when the file is not there any more, `decoder-failed`, `cancelled` when the
   *   signal aborted or the reader was closed
   */
  read(wanted: number, sink: FrameSink, signal: AbortSignal | undefined): Promise<void>;
  /** Ends what is being read: whoever waits for it is freed. What is asked for next begins anew. */
  kill(): void;
  /** Ends all of it, also what is being read. */
  close(): Promise<void>;
}
