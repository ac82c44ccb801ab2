import type { Brush } from "./brush";
import type { LegendScale } from "./legend-scale";

/** What one plate of the legend says, and how to paint it from its top left corner on. */
export interface PlateContent {
  readonly width: number;
  readonly height: number;
  /** Its colours, in picture units from its top left corner; null where it has none. */
  readonly scale: LegendScale | null;
  paint(brush: Brush): void;
}

/** One plate of the legend where it is on the picture. */
export interface Plate extends PlateContent {
  readonly x: number;
  readonly y: number;
}
