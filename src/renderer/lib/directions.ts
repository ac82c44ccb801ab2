import type { FlowSummary } from "../../shared/flow-report";
import type { Units } from "../../shared/measure/units";
import type { Texts } from "../../shared/texts/texts";
import { formatNumber } from "./format";

const WORDS = ["right", "downRight", "down", "downLeft", "left", "upLeft", "up", "upRight"] as const;

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

/**
 * What the rose shows, in words: which way it goes on the picture, and its angle along the axes.
 */
export function describeDirections(
  report: Pick<FlowSummary, "directions" | "pixels"> | null,
  { directions: texts, figures }: Pick<Texts, "directions" | "figures">,
  units: Units,
): string {
  if (report === null) return texts.notKnown;
  if (report.pixels === 0) return figures.noDirections;
  const main = mainDirection(report.directions);
  if (main === null) return texts.nothingMoves;
  const percent = formatNumber(main.share * 100, 2);
  const angle = (main.degrees * Math.PI) / 180;
  const { degrees } = units.motion(Math.cos(angle), Math.sin(angle), 1);
  return texts.mostly(texts.words[main.word], percent, Math.round(degrees) % 360);
}
