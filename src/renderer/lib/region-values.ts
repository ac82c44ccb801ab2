import {
  type Calibration,
  circulationUnit,
  type PixelGrid,
  rateUnit,
  speedUnit,
} from "../../shared/measure/calibration";
import {
  REGION_COLUMNS,
  type RegionFigures,
  type RegionSums,
  regionFigures,
} from "../../shared/measure/region-figures";
import { type Pairing, saidSeconds, secondOf } from "../../shared/pairing";

/** The figures of a region that are shown, and drawn over time. */
export type RegionFigure = (typeof REGION_COLUMNS)[number][1];
export const REGION_FIGURES: readonly RegionFigure[] = REGION_COLUMNS.map(([, figure]) => figure);

/** What the figures of a recording's regions are said in. */
export interface RegionMeasure {
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
  readonly pairing: Pairing;
  /** Of all frames, in seconds. */
  readonly times: ArrayLike<number>;
  readonly frameCount: number;
}

/** What was counted of a region in a frame, as it is said. */
export function regionValues(sums: RegionSums, frame: number, measure: RegionMeasure): RegionFigures {
  const { calibration, grid, pairing, times, frameCount } = measure;
  const seconds = saidSeconds(pairing, frame, secondOf(pairing, frame, frameCount), times);
  return regionFigures(sums, calibration, grid, seconds);
}

/** What a figure is in; empty for a share. */
export function regionUnit(figure: RegionFigure, calibration: Calibration): string {
  switch (figure) {
    case "direction":
      return "°";
    case "reliableShare":
      return "";
    case "vorticity":
    case "divergence":
      return rateUnit(calibration);
    case "circulation":
      return circulationUnit(calibration).replace("^2", "²");
    default:
      return speedUnit(calibration);
  }
}
