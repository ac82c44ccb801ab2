/** How fast an exported video plays: 1 is as the movie was taken, less is slow motion. */
export const EXPORT_SPEED = { min: 0.1, max: 1 } as const;

/** Speeds to choose from. */
export const EXPORT_SPEEDS: readonly number[] = [1, 0.75, 0.5, 0.25, 0.2, 0.1];

/** A speed counts to the thousandth, so that times can be told exactly. */
const STEPS = 1000;

/** A speed as numerator / denominator without a common factor. */
export interface SpeedFraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** @param speed within {@link EXPORT_SPEED} */
export function speedFraction(speed: number): SpeedFraction {
  const numerator = Math.round(speed * STEPS);
  const common = greatestCommonDivisor(numerator, STEPS);
  return { numerator: numerator / common, denominator: STEPS / common };
}

/**
 * How often each frame is in the video: so often that the video has about as many frames a second as the movie. Some players
 * and most editors have trouble with two frames a second.
 */
export function repeatsAt(speed: number): number {
  const { numerator, denominator } = speedFraction(speed);
  return Math.max(1, Math.round(denominator / numerator));
}

export function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
