import { afterEach, beforeEach, expect, it } from "vitest";
import type { AnalysisState } from "../../shared/analysis";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import {
  analysisTables,
  clearAnalysis,
  publishAnalysisRows,
  useAnalysisStore,
} from "../stores/analysis-store";
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
  ...{ token: "t", key: "k", status, parameters: DEFAULT_FLOW_PARAMETERS, deinterlace: false, range: null },
  ...{ done: 0, total: 0, framesPerSecond: 0, secondsLeft: null, error: null },
});
const maxSpeed = () => useViewStore.getState().overlay.colour.maxSpeed;

it("a telling speed leaves out the fastest frames, and what is across a scene cut", () => {
  const table = new AnalysisTable("k");
  table.take(
    rows(Array.from({ length: 100 }, (_, k) => (k === 10 ? 400 : k === 20 ? 300 : k === 30 ? 50 : 3))),
  );
  // Two of a hundred may be faster; the third may not; what leads to another scene does not count at all.
  expect(tellingSpeed(table, [])).toBe(50);
  expect(tellingSpeed(table, [11, 21])).toBe(3);
  expect(tellingSpeed(new AnalysisTable("k"), [])).toBeNaN();
});

let leave: () => void;
beforeEach(() => {
  clearAnalysis();
  viewActions.adaptToMovie(640, 360);
  leave = followAnalysedSpeed();
});
afterEach(() => leave());

it("fits the colours once an analysis has ended, not while it is under way", () => {
  viewActions.offerMaxSpeed(1.8, "picture");
  analysisTables.show("k");
  useAnalysisStore.setState({ state: state("running") });
  analysisTables.take(rows([40, 40]));
  publishAnalysisRows();
  expect(maxSpeed()).toBe(2);
  useAnalysisStore.setState({ state: state("idle") });
  expect(maxSpeed()).toBe(50);
  analysisTables.take(rows([400, 400]));
  publishAnalysisRows();
  expect(maxSpeed()).toBe(50);
});
