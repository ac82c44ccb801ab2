import { beforeEach, expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { analysisRows } from "../testing/analysis-rows";
import { testMovie } from "../testing/test-movie";
import { analysisTables, clearAnalysis, publishAnalysisRows } from "./analysis-store";
import { clearCuts } from "./cut-store";
import { fastestFrame } from "./fast-moments";
import { useMovieStore } from "./movie-store";
import { greatestSaidSpeed, saidColumn, saidValue } from "./said-columns";
import { currentUnits, drawnOverlay, onUnits, secondsOfPair } from "./units-store";
import { initialViewSettings } from "./view-settings";
import { useViewStore } from "./view-store";

const PIXEL = { value: 2, unit: "mm" } as const;
const quiet = { lumaDifference: 1, histogramDistance: 0.1 };

/** Four pairs: 40 ms each, but for the third, which takes 160 ms. */
const TIMES = [0, 0.04, 0.08, 0.24, 0.28];
const SPEEDS = [1, 2, 6, 2];

beforeEach(() => {
  clearAnalysis();
  clearCuts();
  useViewStore.setState(initialViewSettings(320, 240));
  const uneven = { frameCount: 5, expectedFrameCount: 5, times: TIMES, variableFrameRate: true };
  useMovieStore.setState({ movie: testMovie(uneven) });
  analysisTables.show("k");
  const rows = SPEEDS.map((p999Speed, frame) => ({ frame, p999Speed, meanSpeed: p999Speed / 2, ...quiet }));
  analysisTables.take(analysisRows("k", rows));
  publishAnalysisRows();
});

function calibrate(pixel: typeof PIXEL | null): void {
  useViewStore.setState({ marks: { ...NO_MARKS, calibration: { ...NO_MARKS.calibration, pixel } } });
}

function column(): readonly number[] {
  const table = analysisTables.shown;
  return table === null ? [] : [...saidColumn(table, "p999Speed").subarray(0, 4)];
}

it("graphs are of what was measured where nobody said how large a pixel is", () => {
  expect(column()).toEqual(SPEEDS);
  expect([greatestSaidSpeed(), fastestFrame()]).toEqual([6, 2]);
});

it("each pair goes by its own time: what takes long is not fast", () => {
  calibrate(PIXEL);
  expect(secondsOfPair(2)).toBeCloseTo(0.16, 9);
  // 2 mm x speed / seconds.
  const said = [50, 100, 75, 100];
  for (const [frame, speed] of column().entries()) expect(speed).toBeCloseTo(said[frame] ?? Number.NaN, 3);
  expect(greatestSaidSpeed()).toBeCloseTo(100, 3);
  expect([1, 3]).toContain(fastestFrame());
  const table = analysisTables.shown;
  expect(table && saidValue(table, "meanSpeed", 2)).toBeCloseTo(37.5, 3);
  // A share has no unit.
  expect(table && saidColumn(table, "reliableShare")).toBe(table?.column("reliableShare"));
});

it("the overlay is lettered anew when units change, and else is the same object", () => {
  const told: string[] = [];
  const leave = onUnits(() => told.push(currentUnits().speedUnit));
  expect(drawnOverlay()).toBe(useViewStore.getState().overlay);
  calibrate(PIXEL);
  const drawn = drawnOverlay();
  expect(drawn.units?.speed.unit).toBe("mm/s");
  expect(drawnOverlay()).toBe(drawn);
  const units = currentUnits();
  // The index grows: another object, and the same movie.
  useMovieStore.setState({ movie: testMovie({ frameCount: 5, times: [...TIMES], variableFrameRate: true }) });
  expect(currentUnits()).toBe(units);
  calibrate(null);
  expect(told).toEqual(["mm/s", "px/frame"]);
  leave();
});
