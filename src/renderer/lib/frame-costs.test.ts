import { describe, expect, it } from "vitest";
import type { Picture } from "../../shared/picture";
import { analysisRows } from "../testing/analysis-rows";
import { AnalysisTable } from "./analysis-table";
import { costLayers, ShownCosts } from "./frame-costs";

/** A picture with these costs, as far as they are looked at. */
function picture(frame: number, decodeMs: number, flowMs: number, flowFromCache = false) {
  const stages = { pyramidMs: 1, solveMs: flowMs - 2, refineMs: 1 };
  return {
    frame,
    cost: { decodeMs, flowFromCache },
    flow: { report: { flowMs, stages } },
  } as unknown as Picture;
}

describe("ShownCosts", () => {
  it("keeps what a frame cost when its flow was computed", () => {
    const shown = new ShownCosts();
    shown.record(picture(3, 10, 20), 1);
    shown.record(picture(3, 10, 0, true), 1);
    expect(shown.of(3)).toEqual({
      decodeMs: 5,
      pyramidMs: 1,
      solveMs: 18,
      refineMs: 1,
      flowMs: 20,
      drawMs: 1,
    });
    shown.record(picture(3, 10, 30), 1);
    expect(shown.of(3)?.flowMs).toBe(30);
    shown.record({ ...picture(4, 10, 20), flow: null }, 1);
    expect(shown.of(4)).toBeNull();
    shown.clear();
    expect(shown.of(3)).toBeNull();
  });
});

describe("costLayers", () => {
  it("takes what the analysis knows, and else what was shown", () => {
    const table = new AnalysisTable("k");
    table.take(
      analysisRows("k", [
        { frame: 0, decodeMs: 2, flowMs: 8 },
        { frame: 1, decodeMs: 3 },
      ]),
    );
    const shown = new ShownCosts();
    shown.record(picture(0, 100, 100), 1);
    shown.record(picture(4, 10, 20), 1);
    const { length, decode, flow, draw, usualMs } = costLayers(table, shown);
    expect(length).toBe(5);
    expect([...decode]).toEqual([2, 3, Number.NaN, Number.NaN, 5]);
    expect([...flow]).toEqual([10, Number.NaN, Number.NaN, Number.NaN, 25]);
    expect([...draw]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 26]);
    expect(usualMs).toBe(26);
  });

  it("has a scale that single slow frames do not flatten", () => {
    const table = new AnalysisTable("k");
    const rows = Array.from({ length: 100 }, (_, frame) => ({
      frame,
      decodeMs: frame === 7 ? 900 : 4,
      flowMs: 6,
    }));
    table.take(analysisRows("k", rows));
    expect(costLayers(table, new ShownCosts()).usualMs).toBe(10);
    expect(costLayers(null, new ShownCosts()).usualMs).toBe(0);
  });
});
