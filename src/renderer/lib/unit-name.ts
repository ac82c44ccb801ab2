import type { SaidAs, Units } from "../../shared/measure/units";
import { PIXEL_GRADIENT, PIXEL_SPEED } from "../../shared/measure/units";
import type { MapKind } from "../../shared/overlay/settings";
import type { Texts } from "../../shared/texts/texts";
import { formatFixed } from "./format";

type View = Texts["panels"]["view"];

/** A unit in the words of the window: those of pixels are words of a language, those of the world are not. */
export function unitName(unit: string, { panels }: { readonly panels: { readonly view: View } }): string {
  if (unit === PIXEL_SPEED) return panels.view.speedUnit;
  return unit === PIXEL_GRADIENT ? panels.view.gradientUnit : unit;
}

/** The coordinates of a pixel along the axes, without their unit. */
export function coordinatesOf(units: Units, x: number, y: number): readonly [x: string, y: string] {
  const [saidX, saidY] = units.place(x, y);
  return [formatFixed(saidX, units.placeDecimals), formatFixed(saidY, units.placeDecimals)];
}

/** A place with its unit: "3.20, 1.75 mm". */
export function placeText(units: Units, x: number, y: number): string {
  return `${coordinatesOf(units, x, y).join(", ")} ${units.lengthUnit}`;
}

/**
 * How values of a map are said, those of grey levels and shares as they are.
 *
 * @param seconds that the pair of the picture takes; default: what scales go by
 */
export function mapSaidIn(kind: MapKind, units: Units, texts: Texts, seconds?: number): SaidAs {
  switch (kind) {
    case "direction":
    case "speed":
      return units.speed(seconds);
    case "divergence":
    case "vorticity":
    case "shear":
      return units.gradient(kind, seconds);
    case "difference":
      return { factor: 1, unit: texts.panels.view.greyLevels };
    // Of a displacement, whatever time it takes.
    case "uncertainty":
    case "forward-backward":
      return { factor: 1, unit: texts.panels.view.pixels };
    case "reliability":
      return { factor: 1, unit: "" };
  }
}
