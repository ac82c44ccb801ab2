/**
 * What a look at some pairs of frames, spread over the whole movie, says of its speeds. It is made when a movie is opened
 * and before one is exported, always in the same way, so that arrows and colours of a movie have the same scale whenever
 * and wherever it is seen.
 */
export interface MovieSurvey {
  /**
   * Median speed of the reliable pixels that move, in px/frame, in a typical pair. Where nothing moves: a speed beside which
   * what the noise of the picture looks like is not worth an arrow.
   */
  readonly typicalSpeed: number;
  /** 95th percentile of the same. */
  readonly fastSpeed: number;
  /**
   * In most pairs in motion, what is slower than this, in px/frame, is the noise of a ground that stands still; 0 where there is no
   * such ground, or where nothing moves.
   */
  readonly restSpeed: number;
  /** False where nothing was found that moves. */
  readonly moves: boolean;
  /** Pairs that were measured. */
  readonly pairs: number;
  /** First frame from which something moves to the next one, as far as it was looked; null where nothing does. */
  readonly firstMotion: number | null;
}

/** Pairs that a survey measures, where so many move: they tell a round scale well enough. */
export const SURVEY_PAIRS = 12;
