/** Which frames of the open movie are in memory, for the meter and the band of the timeline. */
export interface FrameCacheState {
  readonly token: string;
  /** Stretches of frames in memory: first, last, first, last, …; both ends included, rising. */
  readonly cached: Int32Array;
  /** Frames that the movie lists but that cannot be decoded, rising; as far as somebody looked. */
  readonly missing: Int32Array;
  readonly heldBytes: number;
  readonly budgetBytes: number;
}
