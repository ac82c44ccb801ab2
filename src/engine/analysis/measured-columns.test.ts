import { expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type AnalysisColumn, type FrameAnalysis } from "../../shared/analysis";
import { IN_PIXELS } from "../../shared/measure/calibration";
import type { Treatment } from "../../shared/treatment";
import { NO_VALIDATION } from "../../shared/validation";
import { MeasuredColumns } from "./measured-columns";
import type { TableMeasure } from "./said-row";

const treatment: Treatment = {
  ...{ camera: "shift", validation: NO_VALIDATION, mask: [], minimumReliability: 0.5, pixelAspect: 1 },
};
const measure: TableMeasure = {
  ...{ calibration: IN_PIXELS, grid: { width: 9, height: 9, pixelAspect: 1 }, regions: [], treatment },
};

/** A frame during which the camera goes by (2, -1). */
function panned(frame: number): FrameAnalysis {
  const all = Object.fromEntries(ANALYSIS_COLUMNS.map((column) => [column, 0])) as Record<
    AnalysisColumn,
    number
  >;
  return { ...all, frame, cameraU: 2, cameraV: -1 };
}

/** The way of the camera in the rows of frames. */
function wayOf(frames: readonly number[]): readonly (number | undefined)[][] {
  const columns = new MeasuredColumns(measure, []);
  const at = [columns.names.indexOf("camera_x"), columns.names.indexOf("camera_y")];
  return frames.map((frame) => {
    const { values } = columns.take(panned(frame), 1, false);
    return at.map((column) => values[column]);
  });
}

it("sums up the way of the camera since the first row, whichever frame that is", () => {
  expect(wayOf([3, 4, 5])).toEqual([
    [0, 0],
    [2, -1],
    [4, -2],
  ]);
});

it("nobody knows where the camera has come to after a frame that has no row", () => {
  expect(wayOf([0, 1, 3, 4])).toEqual([
    [0, 0],
    [2, -1],
    [Number.NaN, Number.NaN],
    [Number.NaN, Number.NaN],
  ]);
});
