import { beforeEach, describe, expect, it } from "vitest";
import { NO_CUT_MARKS } from "../../shared/cut-marks";
import { analysisRows } from "../testing/analysis-rows";
import { testMovie } from "../testing/test-movie";
import { analysisTables, clearAnalysis, publishAnalysisRows } from "./analysis-store";
import { clearCuts, decideCuts } from "./cut-store";
import { fastestFrame, peakBeside } from "./fast-moments";
import { useMovieStore } from "./movie-store";
import { currentCuts, currentGreatestSpeed, cutAt, isSetByHand, motionColumn, openCuts } from "./scene-cuts";
import { useViewStore, viewActions } from "./view-store";

const quiet = { lumaDifference: 1, histogramDistance: 0.1 };
const great = { lumaDifference: 40, histogramDistance: 20 };

/** Rows of frames 0 to 59 of a movie of 61, with a cut between 29 and 30 and speeds that peak at 10 and at 40. */
function analyse(first = 0, last = 59): void {
  const rows = Array.from({ length: last - first + 1 }, (_, k) => {
    const frame = first + k;
    const speed =
      frame === 29 ? 90 : frame < 30 ? 12 - Math.abs(frame - 10) / 2 : 20 - Math.abs(frame - 40) / 2;
    return { frame, p999Speed: speed, p95Speed: speed / 2, ...(frame === 29 ? great : quiet) };
  });
  analysisTables.show("k");
  analysisTables.take(analysisRows("k", rows));
  publishAnalysisRows();
}

beforeEach(() => {
  clearAnalysis();
  clearCuts();
  useMovieStore.setState({ movie: testMovie({ frameCount: 61 }) });
  viewActions.recallCutMarks(NO_CUT_MARKS);
});

describe("the cuts of a movie", () => {
  it("count for no figure: neither for the axis nor for the fastest frame and the peaks", () => {
    expect([currentCuts(), fastestFrame()]).toEqual([[], null]);
    analyse();
    expect(currentCuts()).toEqual([30]);
    expect(currentGreatestSpeed()).toBe(20);
    const table = analysisTables.shown;
    const speeds = table && motionColumn(table, "p999Speed");
    expect([speeds?.[28], speeds?.[29], speeds?.[30]]).toEqual([3, Number.NaN, 15]);
    expect(fastestFrame()).toBe(40);
    expect([peakBeside(0, 1), peakBeside(10, 1), peakBeside(59, -1), peakBeside(40, 1)]).toEqual([
      10,
      40,
      40,
      null,
    ]);
  });

  it("are as a person marks them, and as found again when that is taken back", () => {
    analyse();
    viewActions.markCut(30, false);
    expect([currentCuts(), fastestFrame()]).toEqual([[], 29]);
    viewActions.markCut(41, true);
    expect(currentCuts()).toEqual([41]);
    expect([isSetByHand(41), cutAt(40), cutAt(41), cutAt(42)]).toEqual([true, 41, 41, null]);
    viewActions.undo();
    viewActions.undo();
    expect([currentCuts(), isSetByHand(30)]).toEqual([[30], false]);
    expect(useViewStore.getState().cutMarks).toEqual(NO_CUT_MARKS);
  });

  it("at the end of what is analysed are open until somebody has looked beyond it", () => {
    analyse(0, 29);
    expect([currentCuts(), openCuts()]).toEqual([[], [29]]);
    decideCuts([29], () => true);
    expect([currentCuts(), openCuts()]).toEqual([[30], []]);
  });

  it("are known of single pictures before anything is analysed", () => {
    decideCuts([29], () => true);
    expect(currentCuts()).toEqual([30]);
  });
});
