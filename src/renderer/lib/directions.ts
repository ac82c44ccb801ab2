import { formatNumber } from "./format";

const WORDS = ["right", "down right", "down", "down left", "left", "up left", "up", "up right"] as const;

/** The direction that most pixels move in, or null when nothing moves. */
export interface MainDirection {
  /** Middle of its bin in degrees: 0 is right, 90 down. */
  readonly degrees: number;
  readonly word: (typeof WORDS)[number];
  /** Share of the moving pixels, 0 to 1. */
  readonly share: number;
}

export function mainDirection(directions: readonly number[]): MainDirection | null {
  const share = Math.max(...directions, 0);
  if (!(share > 0)) return null;
  const degrees = ((directions.indexOf(share) + 0.5) * 360) / directions.length;
  const word = WORDS[Math.round(degrees / 45) % WORDS.length] ?? WORDS[0];
  return { degrees, word, share };
}

/** What the rose shows, in words. */
export function describeDirections(directions: readonly number[] | null): string {
  if (directions === null) return "Directions of motion: not known";
  const main = mainDirection(directions);
  if (main === null) return "Directions of motion: nothing moves";
  const percent = formatNumber(main.share * 100, 2);
  return `Directions of motion: mostly ${main.word}, ${percent} % of the moving pixels near ${Math.round(main.degrees)}°`;
}
