import { expect, it } from "vitest";
import type { FigureChoice } from "../../shared/figures";
import { figuresEn } from "../../shared/texts/figures-en";
import { figuresOver, figuresSentence, outdatedText } from "./figures-text";

const loose: FigureChoice = { figurePixels: "reliable", minimumReliability: 0.05 };
const strict: FigureChoice = { figurePixels: "reliable", minimumReliability: 0.3 };
const all: FigureChoice = { figurePixels: "all", minimumReliability: 0.3 };

it("says which pixels figures are over", () => {
  expect(figuresOver(loose, figuresEn)).toBe("of reliability ≥ 0.05");
  expect(figuresOver(all, figuresEn)).toBe("of all pixels");
  expect(figuresSentence(strict, figuresEn)).toBe("Figures are over pixels of reliability 0.3 and more.");
});

it("says what graphs are of, and what they are to be of", () => {
  expect(outdatedText(loose, strict, figuresEn)).toBe(
    "Graphs of reliability ≥ 0.05; analyse again for ≥ 0.3",
  );
  expect(outdatedText(loose, all, figuresEn)).toBe(
    "Graphs of reliability ≥ 0.05; analyse again for all pixels",
  );
  expect(outdatedText(all, loose, figuresEn)).toBe("Graphs of all pixels; analyse again for ≥ 0.05");
});
