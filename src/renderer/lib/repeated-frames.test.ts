import { expect, it } from "vitest";
import { ANALYSIS_COLUMNS } from "../../shared/analysis";
import { AnalysisTable } from "./analysis-table";
import { repeatedFrames } from "./repeated-frames";

const AT = ANALYSIS_COLUMNS.indexOf("partChange");

function add(table: AnalysisTable, changes: ReadonlyMap<number, number>): void {
  const values = new Float32Array(changes.size * ANALYSIS_COLUMNS.length);
  for (const [row, change] of [...changes.values()].entries())
    values[row * ANALYSIS_COLUMNS.length + AT] = change;
  table.take({ frames: Int32Array.from(changes.keys()), values });
}

it("tells the frames whose pictures come again, and follows what becomes known", () => {
  const table = new AnalysisTable("key");
  add(
    table,
    new Map([
      [0, 0],
      [1, 30],
      [2, 0.5],
      [4, Number.NaN],
    ]),
  );
  expect([...repeatedFrames(table).repeated]).toEqual([1, 0, 0, 0, 0]);
  expect([...repeatedFrames(table).judged]).toEqual([1, 1, 1, 0, 0]);
  const before = repeatedFrames(table);
  expect(repeatedFrames(table)).toBe(before);
  // A second great change beside the small one.
  add(table, new Map([[3, 40]]));
  expect([...repeatedFrames(table).repeated]).toEqual([1, 0, 1, 0, 0]);
});
