import { afterEach, beforeEach, expect, it } from "vitest";
import type { AnalysisState } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import {
  analysisTables,
  clearAnalysis,
  publishAnalysisRows,
  useAnalysisStore,
} from "../stores/analysis-store";
import { usePassingNoteStore } from "../stores/passing-note";
import { useViewStore, viewActions } from "../stores/view-store";
import { analysisRows } from "../testing/analysis-rows";
import { AnalysisTable } from "./analysis-table";
import { followAnalysedSpeed, tellingSpeed } from "./colour-scale";

const rows = (speeds: readonly number[]) =>
  analysisRows(
    "k",
    speeds.map((p95Speed, frame) => ({ frame, p95Speed })),
  );
const state = (status: AnalysisState["status"]): AnalysisState => ({
  ...{
    token: "t",
    key: "k",
    status,
    parameters: DEFAULT_FLOW_PARAMETERS,
    deinterlace: false,
    range: null,
    figures: DEFAULT_FIGURES,
  },
  ...{ done: 0, total: 0, framesPerSecond: 0, secondsLeft: null, error: null },
});
const scale = () => useViewStore.getState().overlay.arrows.scale;
const maxSpeed = () => useViewStore.getState().overlay.colour.maxSpeed;

it("a telling speed is that of a frame in motion, neither of the wild, nor of those at rest, nor across a cut", () => {
  const table = new AnalysisTable("k");
  // Half at rest, a few wild.
  table.take(
    rows(Array.from({ length: 100 }, (_, k) => (k < 8 ? 400 : k < 50 ? 0.2 : k % 2 === 0 ? 10 : 12))),
  );
  expect(tellingSpeed(table, [])).toBe(12);
  expect(tellingSpeed(table, [1, 2, 3, 4, 5, 6, 7, 8])).toBe(10);
  expect(tellingSpeed(new AnalysisTable("k"), [])).toBeNaN();
});

let leave: () => void;
beforeEach(() => {
  clearAnalysis();
  usePassingNoteStore.setState({ note: null });
  viewActions.reset(640, 360);
  viewActions.adaptToMovie(640, 360);
  leave = followAnalysedSpeed();
});
afterEach(() => leave());

it("fits the colours once an analysis has ended, not while it is under way, and says so", () => {
  viewActions.chooseMap("direction");
  viewActions.offerSpeed(1.8, "picture");
  analysisTables.show("k");
  useAnalysisStore.setState({ state: state("running") });
  analysisTables.take(rows([40, 40]));
  publishAnalysisRows();
  expect(maxSpeed()).toBe(2);
  expect(usePassingNoteStore.getState().note).toBeNull();
  useAnalysisStore.setState({ state: state("idle") });
  expect(maxSpeed()).toBe(40);
  expect(usePassingNoteStore.getState().note).toEqual({ name: "coloursFitted", values: [40] });
  expect(scale()).toBe(0.2);
  analysisTables.take(rows([400, 400]));
  publishAnalysisRows();
  expect(maxSpeed()).toBe(40);
});

it("says nothing to those who see no colours: arrows have their legend", () => {
  analysisTables.show("k");
  analysisTables.take(rows([40, 40]));
  publishAnalysisRows();
  useAnalysisStore.setState({ state: state("idle") });
  expect(scale()).toBe(0.2);
  expect(usePassingNoteStore.getState().note).toBeNull();
});
