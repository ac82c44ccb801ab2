import { describe, expect, it } from "vitest";
import { analysisRows } from "../testing/analysis-rows";
import { AnalysisTable, AnalysisTables } from "./analysis-table";

describe("AnalysisTable", () => {
  it("keeps rows by frame, in whatever order they come", () => {
    const table = new AnalysisTable("k");
    table.take(analysisRows("k", [{ frame: 5000, meanSpeed: 2, p95Speed: 4 }]));
    table.take(
      analysisRows("k", [
        { frame: 3, meanSpeed: 0.5, bytes: 7 },
        { frame: 2, meanSpeed: 0.25, p95Speed: 1 },
      ]),
    );
    expect(table.length).toBe(5001);
    expect(table.count).toBe(3);
    expect(table.value("meanSpeed", 5000)).toBe(2);
    expect(table.value("meanSpeed", 3)).toBe(0.5);
    expect(table.value("bytes", 3)).toBe(7);
    expect(table.value("meanSpeed", 4)).toBeNaN();
    expect(table.value("meanSpeed", 1e6)).toBeNaN();
    expect(table.greatestBytes).toBe(7);
    expect([...table.known.subarray(0, 5)]).toEqual([0, 0, 1, 1, 0]);
  });

  it("knows a frame that has no motion from one that is not analysed", () => {
    const table = new AnalysisTable("k");
    table.take(analysisRows("k", [{ frame: 1 }]));
    expect(table.value("meanSpeed", 1)).toBeNaN();
    expect(table.known[1]).toBe(1);
    expect(table.known[0]).toBe(0);
  });

  it("counts a frame that comes again once", () => {
    const table = new AnalysisTable("k");
    table.take(analysisRows("k", [{ frame: 0, meanSpeed: 1 }]));
    table.take(analysisRows("k", [{ frame: 0, meanSpeed: 3 }]));
    expect(table.count).toBe(1);
    expect(table.value("meanSpeed", 0)).toBe(3);
  });
});

describe("AnalysisTables", () => {
  it("shows the rows of one key, whether they come before or after its name", () => {
    const tables = new AnalysisTables();
    expect(tables.take(analysisRows("a", [{ frame: 0 }]))).toBe(false);
    expect(tables.shown).toBeNull();
    expect(tables.show("a")).toBe(true);
    expect(tables.show("a")).toBe(false);
    expect(tables.take(analysisRows("a", [{ frame: 1 }]))).toBe(true);
    expect(tables.shown?.count).toBe(2);
  });

  it("knows of which keys rows have come, and what the shown ones are over", () => {
    const tables = new AnalysisTables();
    tables.show("a", { figurePixels: "all", minimumReliability: 0.2 });
    expect([tables.hasRows("a"), tables.hasRows("b")]).toEqual([false, false]);
    tables.take(analysisRows("a", [{ frame: 0 }]));
    tables.take(analysisRows("b", [{ frame: 0 }]));
    expect([tables.hasRows("a"), tables.hasRows("b")]).toEqual([true, true]);
    expect(tables.figures).toEqual({ figurePixels: "all", minimumReliability: 0.2 });
  });

  it("drops the rows of other keys", () => {
    const tables = new AnalysisTables();
    tables.show("a");
    tables.take(analysisRows("a", [{ frame: 0 }]));
    expect(tables.take(analysisRows("b", [{ frame: 0 }]))).toBe(false);
    tables.take(analysisRows("c", [{ frame: 0 }]));
    tables.show("b");
    expect(tables.shown?.count).toBe(0);
    tables.clear();
    expect(tables.shown).toBeNull();
  });
});
