/** The smallest of 1, 2, 5 times a power of ten that is not below `speed`: a scale that people can read off. */
export function roundSpeedUp(speed: number): number {
  if (!(speed > 0) || !Number.isFinite(speed)) return 1;
  const power = 10 ** Math.floor(Math.log10(speed));
  // A hair of tolerance, so that 0.2 (which no double is) stays 0.2.
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= speed * (1 - 1e-12)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** Full colour of the wheel for a movie whose first measured 95th percentile of speed is this one. */
export function suggestedMaxSpeed(p95Speed: number): number {
  return Math.max(0.5, roundSpeedUp(p95Speed));
}
