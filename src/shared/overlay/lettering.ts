import type { Brush } from "./brush";
import { type LegendUnit, MAP_WORDS } from "./map-words";
import type { MapKind } from "./settings";
import { paintText, textWidth } from "./stroke-font";
import type { Colour } from "./surface";

/** In which words the legend speaks, and how they are written. */
export interface Lettering {
  name(kind: MapKind): string;
  unit(unit: LegendUnit): string;
  /** Says that something is said of speeds above this one, which has its unit. */
  over(speed: string): string;
  /** Width of a line of text whose digits are `height` high, in the same unit. */
  width(text: string, height: number): number;
  /** Paints a line of text from its left edge on; lengths in picture units, as `width` says. */
  paint(brush: Brush, text: string, x: number, baseline: number, height: number, colour: Colour): void;
}

/** English, in the font of our own: the same on every machine. */
export const STROKE_LETTERING: Lettering = {
  name: (kind) => MAP_WORDS[kind].name,
  unit: (unit) => unit,
  over: (speed) => `over ${speed}`,
  width: textWidth,
  paint: paintText,
};
