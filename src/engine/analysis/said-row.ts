import type { FrameAnalysis } from "../../shared/analysis";
import {
  applyMatrix,
  type Calibration,
  displacementMatrix,
  type PixelGrid,
  placeOf,
} from "../../shared/measure/calibration";
import { type RegionFigures, type RegionSums, regionFigures } from "../../shared/measure/region-figures";

/** What the numbers of a table are said in, and of which parts of the picture. */
export interface TableMeasure {
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
  /** Names of the regions, in the order of those in the rows. */
  readonly regions: readonly string[];
}

/** A row along the axes and in the units of a calibration, with the figures of its regions. */
export interface SaidRow {
  readonly row: FrameAnalysis;
  readonly regions: readonly (RegionFigures | null)[];
}

/**
 * Where pixels are not square, speeds cannot be told from those in pixels: rows then begin with a region that is the whole picture.
 */
export function needsWholePicture(
  { pixel, axes }: Calibration,
  { pixelAspect }: Pick<PixelGrid, "pixelAspect">,
) {
  return pixelAspect !== 1 && (pixel !== null || axes.turn !== 0);
}

/** @param seconds that the motion takes */
export function saidRow(
  row: FrameAnalysis,
  seconds: number,
  { calibration, grid, regions }: TableMeasure,
): SaidRow {
  const [whole, sums] = partsOf(row, needsWholePicture(calibration, grid));
  const saidOf = (some: RegionSums): RegionFigures => regionFigures(some, calibration, grid, seconds);
  const all = whole && saidOf(whole);
  const rate = calibration.pixel === null ? 1 : 1 / seconds;
  const [meanU, meanV] = applyMatrix(displacementMatrix(calibration, grid), [
    row.meanU * rate,
    row.meanV * rate,
  ]);
  const bySquare = (calibration.pixel?.value ?? 1) * rate;
  const fastest = whole ? ([whole.maxX, whole.maxY] as const) : ([row.maxSpeedX, row.maxSpeedY] as const);
  const [maxSpeedX, maxSpeedY] =
    fastest[0] < 0 ? [Number.NaN, Number.NaN] : placeOf(calibration, grid, fastest);
  return {
    row: {
      ...row,
      ...{ meanU, meanV, maxSpeedX, maxSpeedY },
      meanSpeed: all?.meanSpeed ?? row.meanSpeed * bySquare,
      medianSpeed: all?.medianSpeed ?? row.medianSpeed * bySquare,
      p95Speed: all?.p95Speed ?? row.p95Speed * bySquare,
      p999Speed: all?.p999Speed ?? row.p999Speed * bySquare,
      maxSpeed: all?.maxSpeed ?? row.maxSpeed * bySquare,
    },
    regions: regions.map((_, at) => (sums[at] ? saidOf(sums[at]) : null)),
  };
}

/** What is counted of the whole picture, where that is asked for, and of the regions. */
function partsOf({ regions = [] }: FrameAnalysis, hasWhole: boolean) {
  const [whole = null, ...others] = hasWhole ? regions : [null, ...regions];
  return [whole, others as readonly (RegionSums | null)[]] as const;
}
