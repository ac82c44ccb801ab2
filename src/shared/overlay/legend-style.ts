import type { OverlaySettings } from "./settings";
import type { Colour } from "./surface";

/** The colours of the legend itself. */
export interface LegendStyle {
  readonly plate: Colour;
  readonly text: Colour;
  /** Around the wheel. */
  readonly ring: Colour;
}

/** Light on dark, for footage as it is. */
export const DARK_LEGEND: LegendStyle = {
  plate: { r: 14, g: 16, b: 20, alpha: 0.8 },
  text: { r: 245, g: 245, b: 242, alpha: 1 },
  ring: { r: 0, g: 0, b: 0, alpha: 0.65 },
};

/** Dark on light, for footage that is nearly white, as in print: a dark plate would be the loudest thing there. */
export const LIGHT_LEGEND: LegendStyle = {
  plate: { r: 255, g: 255, b: 255, alpha: 0.88 },
  text: { r: 16, g: 18, b: 22, alpha: 1 },
  // Also below colours that let the ground show: that is light here.
  ring: { r: 205, g: 205, b: 205, alpha: 1 },
};

/** From so much of white on, footage is light however dark it was. */
const LIGHT_WASH = 0.4;

export function legendStyle({ footage }: Pick<OverlaySettings, "footage">): LegendStyle {
  return footage.wash >= LIGHT_WASH ? LIGHT_LEGEND : DARK_LEGEND;
}
