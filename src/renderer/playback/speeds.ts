/** Speeds to choose from; 1 is as the movie was taken. */
export const SPEEDS: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8];

export const NORMAL_SPEED = 1;

/** What repeated presses of one key go through. */
const SHUTTLE = [1, 2, 4, 8] as const;

export function fasterThan(speed: number): number {
  return SPEEDS.find((candidate) => candidate > speed) ?? speed;
}

export function slowerThan(speed: number): number {
  return SPEEDS.findLast((candidate) => candidate < speed) ?? speed;
}

/** The speed after one more press in the same direction: 1, 2, 4 and 8, and no further. */
export function shuttleFasterThan(speed: number): number {
  return SHUTTLE.find((candidate) => candidate > speed) ?? Math.max(speed, 8);
}
