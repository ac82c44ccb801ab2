import { DEFAULT_FLOW_METHOD, type FlowMethod } from "./flow";
import { automaticReliability } from "./reliability";

/** The pixels that the figures of a field are over: those that are reliable enough, or every one of the valid region. */
export const FIGURE_PIXELS = ["reliable", "all"] as const;
export type FigurePixels = (typeof FIGURE_PIXELS)[number];

/** Which pixels of a field the figures on its motion (means, percentiles, maximum, directions) are counted over. */
export interface FigureChoice {
  readonly figurePixels: FigurePixels;
  /** Pixels of at least this reliability count as reliable, also where the figures are over all. 0 takes every pixel. */
  readonly minimumReliability: number;
}

/** Figures of a method's fields that nobody has chosen otherwise. */
export function automaticFigures(method: FlowMethod): FigureChoice {
  return { figurePixels: "reliable", minimumReliability: automaticReliability(method) };
}

/** Those of the method that nobody has chosen otherwise. */
export const DEFAULT_FIGURES: FigureChoice = automaticFigures(DEFAULT_FLOW_METHOD);

/** Whether two choices count the same pixels, and call the same ones reliable. */
export function sameFigures(a: FigureChoice, b: FigureChoice): boolean {
  return a.figurePixels === b.figurePixels && a.minimumReliability === b.minimumReliability;
}
