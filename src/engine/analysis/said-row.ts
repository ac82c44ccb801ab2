import type { FrameAnalysis } from "../../shared/analysis";
import { needsWholePicture } from "../../shared/counted-parts";
import {
  applyMatrix,
  type Calibration,
  displacementMatrix,
  type PixelGrid,
  placeOf,
  rateOf,
} from "../../shared/measure/calibration";
import { type LineFigures, lineFigures } from "../../shared/measure/line-figures";
import { type RegionFigures, type RegionSums, regionFigures } from "../../shared/measure/region-figures";
import type { CameraStep, Treatment } from "../../shared/treatment";

/** What the numbers of a table are said in, and of which parts of the picture. */
export interface TableMeasure {
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
  /** Names of the regions, in the order of those in the rows. */
  readonly regions: readonly string[];
  /** Names of the lines, likewise. Default: none. */
  readonly lines?: readonly string[] | undefined;
  /** What was done to the fields before they were counted. */
  readonly treatment?: Treatment | undefined;
}

/** A {@link CameraStep} whose velocity is along the axes and in the unit of the calibration. */
export type SaidCamera = CameraStep;

/** A row along the axes and in the units of a calibration, with the figures of its regions and lines. */
export interface SaidRow {
  readonly row: FrameAnalysis;
  readonly regions: readonly (RegionFigures | null)[];
  readonly lines: readonly (LineFigures | null)[];
  readonly camera: SaidCamera | null;
}

/** @param seconds that the motion takes */
export function saidRow(
  row: FrameAnalysis,
  seconds: number,
  { calibration, grid, regions, lines = [] }: TableMeasure,
): SaidRow {
  const [whole, sums] = partsOf(row, needsWholePicture(calibration, grid));
  const saidOf = (some: RegionSums): RegionFigures => regionFigures(some, calibration, grid, seconds);
  const all = whole && saidOf(whole);
  const rate = rateOf(calibration, seconds);
  const [meanU, meanV] = applyMatrix(displacementMatrix(calibration, grid), [
    row.meanU * rate,
    row.meanV * rate,
  ]);
  // Nobody knows which way the vectors point whose lengths were counted.
  const isTold = whole !== null || !needsWholePicture(calibration, grid);
  const bySquare = isTold ? (calibration.pixel?.value ?? 1) * Math.abs(rate) : Number.NaN;
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
    lines: lines.map((_, at) => {
      const some = row.lines?.[at];
      return some ? lineFigures(some, calibration, seconds) : null;
    }),
    camera: Number.isNaN(row.cameraU) ? null : saidCamera(row, rate, calibration, grid),
  };
}

function saidCamera(
  { cameraU, cameraV, cameraTurn, cameraZoom }: FrameAnalysis,
  rate: number,
  calibration: Calibration,
  grid: PixelGrid,
): SaidCamera {
  const [u, v] = applyMatrix(displacementMatrix(calibration, grid), [cameraU * rate, cameraV * rate]);
  return { u, v, turn: calibration.axes.yUp ? -cameraTurn : cameraTurn, zoom: cameraZoom };
}

/** What is counted of the whole picture, where that is asked for, and of the regions. */
function partsOf({ regions = [] }: FrameAnalysis, hasWhole: boolean) {
  const [whole = null, ...others] = hasWhole ? regions : [null, ...regions];
  return [whole, others as readonly (RegionSums | null)[]] as const;
}
