import { DEFAULT_FIGURES, type FigureChoice } from "../shared/figures";
import { RELIABILITY_THRESHOLD } from "../shared/flow";
import { numberOption } from "./terminal";

/** The options that decide which pixels figures are over, for node:util's parseArgs. */
export const FIGURE_OPTIONS = {
  "min-reliability": { type: "string" },
  "all-pixels": { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const FIGURE_OPTIONS_HELP = `      --min-reliability N  figures are over pixels at least as reliable, ${RELIABILITY_THRESHOLD.min} to ${RELIABILITY_THRESHOLD.max} (default ${RELIABILITY_THRESHOLD.default})
      --all-pixels         figures are over all pixels; the reliable ones are counted all the same`;

/** Reads {@link FIGURE_OPTIONS}. Throws KinoflowError `invalid-argument`. */
export function readFigures(values: {
  readonly "min-reliability"?: string | undefined;
  readonly "all-pixels"?: boolean | undefined;
}): FigureChoice {
  return {
    figurePixels: values["all-pixels"] ? "all" : "reliable",
    minimumReliability: numberOption(
      "min-reliability",
      values["min-reliability"],
      DEFAULT_FIGURES.minimumReliability,
      { ...RELIABILITY_THRESHOLD, integer: false },
    ),
  };
}

/** The pixels that figures are over, in words. */
export function figuresInWords({ figurePixels, minimumReliability }: FigureChoice): string {
  return figurePixels === "all" ? "all pixels" : `pixels of reliability ${minimumReliability} and more`;
}
