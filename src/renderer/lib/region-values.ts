import type { PixelGrid } from "../../shared/measure/calibration";
import {
  REGION_COLUMNS,
  type RegionFigures,
  type RegionSums,
  regionFigures,
} from "../../shared/measure/region-figures";
import type { Units } from "../../shared/measure/units";

/** The figures of a region that are shown, and drawn over time. */
export type RegionFigure = (typeof REGION_COLUMNS)[number][1];
export const REGION_FIGURES: readonly RegionFigure[] = REGION_COLUMNS.map(([, figure]) => figure);

/** What the figures of a recording's regions are said in. */
export interface RegionMeasure {
  readonly units: Units;
  readonly grid: PixelGrid;
  readonly frameCount: number;
}

/**
 * What was counted of a region in a frame, as it is said.
 *
 * @param seconds that the motion of the frame takes
 */
export function regionValues(
  sums: RegionSums,
  seconds: number,
  { units, grid }: RegionMeasure,
): RegionFigures {
  return regionFigures(sums, units.calibration, grid, units.rateSeconds(seconds));
}

/** What a figure is in; empty for a share. */
export function regionUnit(figure: RegionFigure, { typed }: Units): string {
  switch (figure) {
    case "direction":
      return "°";
    case "reliableShare":
      return "";
    case "vorticity":
    case "divergence":
      return typed.gradient;
    case "circulation":
      return typed.circulation;
    default:
      return typed.speed;
  }
}
