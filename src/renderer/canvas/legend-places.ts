import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { LegendScale } from "../../shared/overlay/legend-scale";
import type { Rectangle } from "./viewport";

/** Where the legend is, in device pixels of the canvas. */
export interface LegendPlaces {
  /** Its scales of colours. */
  readonly scales: readonly LegendScale[];
  /** All that it hides of the picture. */
  readonly plates: readonly Rectangle[];
}

export const NO_LEGEND: LegendPlaces = { scales: [], plates: [] };

/** What the colour under the pointer stands for, on the legend. */
export type LegendMeaning =
  | { readonly kind: "motion"; readonly u: number; readonly v: number }
  | { readonly kind: "value"; readonly map: ScalarMapKind; readonly value: number };
