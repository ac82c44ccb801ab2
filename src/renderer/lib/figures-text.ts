import type { FigureChoice } from "../../shared/figures";
import type { FiguresTexts } from "../../shared/texts/figures-en";

/** A threshold of reliability: "0.05". */
export function thresholdText(minimumReliability: number): string {
  return String(Number(minimumReliability.toFixed(3)));
}

/** Which pixels figures are over, in a few words: "of reliability ≥ 0.05", "of all pixels". */
export function figuresOver(
  { figurePixels, minimumReliability }: FigureChoice,
  { over }: Pick<FiguresTexts, "over">,
): string {
  return figurePixels === "all" ? over.all : over.reliable(thresholdText(minimumReliability));
}

/** That graphs are of other pixels than the settings ask for, and what to do. */
export function outdatedText(
  graphs: FigureChoice,
  wanted: FigureChoice,
  texts: Pick<FiguresTexts, "over" | "outdated">,
): string {
  const { outdated } = texts;
  const over = figuresOver(graphs, texts);
  if (wanted.figurePixels === "all" && graphs.figurePixels !== "all") return outdated.all(over);
  return outdated.reliable(over, thresholdText(wanted.minimumReliability));
}

/** The same in a sentence, for the table of all frames. */
export function figuresSentence(
  { figurePixels, minimumReliability }: FigureChoice,
  { table }: Pick<FiguresTexts, "table">,
): string {
  return table[figurePixels](thresholdText(minimumReliability));
}
