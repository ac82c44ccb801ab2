export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

/** When the frames of a recording are shown. It may grow at its end; what it says of a frame stays as it is. */
export interface Timeline {
  /** Frames that are known. */
  readonly count: number;
  /** True when there are no more. */
  readonly complete: boolean;
  /** Presentation times of the known frames in ticks, always increasing. */
  readonly ticks: Float64Array;
  /** Seconds of a tick. */
  readonly timeBase: Rational;
  /** Seconds at which the file begins; its first frame may come later. Sound counts from there. */
  readonly fileStart: number;
  /** Ticks that the last frame is shown; 0 where that is not known. */
  readonly lastDuration: number;
  /** Calls `listener` when frames were added, or the timeline is complete. Returns a function that ends that. */
  subscribe(listener: () => void): () => void;
}

/** Presentation time of a frame counted from the start of the file, which may lie before its first frame. */
export function secondsInFile({ ticks, timeBase, fileStart }: Timeline, frame: number): number {
  return Math.max(0, (ticks[frame] * timeBase.numerator) / timeBase.denominator - fileStart);
}
