import type { FigureChoice } from "../shared/figures";
import type { FlowMethod } from "../shared/flow";
import { automaticReliability, RELIABILITY_THRESHOLD } from "../shared/reliability";
import { numberOption } from "./terminal";

/** The options that decide which pixels figures are over, for node:util's parseArgs. */
export const FIGURE_OPTIONS = {
  "min-reliability": { type: "string" },
  "all-pixels": { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const FIGURE_OPTIONS_HELP = `      --min-reliability N  figures are over pixels at least as reliable, ${RELIABILITY_THRESHOLD.min} to ${RELIABILITY_THRESHOLD.max} (default: ${automaticReliability("dense-pyramidal")}, or ${automaticReliability("lucas-kanade")}
                           for the methods at a single scale)
      --all-pixels         figures are over all pixels; the reliable ones are counted all the same`;

/** Reads {@link FIGURE_OPTIONS} for flow by a method. Throws KinoflowError `invalid-argument`. */
export function readFigures(
  values: {
    readonly "min-reliability"?: string | undefined;
    readonly "all-pixels"?: boolean | undefined;
  },
  method: FlowMethod,
): FigureChoice {
  return {
    figurePixels: values["all-pixels"] ? "all" : "reliable",
    minimumReliability: numberOption(
      "min-reliability",
      values["min-reliability"],
      automaticReliability(method),
      { ...RELIABILITY_THRESHOLD, integer: false },
    ),
  };
}

/** The pixels that figures are over, in words. */
export function figuresInWords({ figurePixels, minimumReliability }: FigureChoice): string {
  return figurePixels === "all" ? "all pixels" : `pixels of reliability ${minimumReliability} and more`;
}
