import { expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { rowWithoutFlow } from "./analysis-row";
import { RowsInOrder } from "./rows-in-order";

it("hands rows on in the order of the frames, each as soon as it can", () => {
  const seen: FrameAnalysis[] = [];
  const rows = new RowsInOrder(5, (row) => seen.push(row));
  const counts = [8, 5, 7, 6, 9].map((frame) => {
    rows.add(rowWithoutFlow(frame, frame));
    return seen.length;
  });
  expect(counts).toEqual([0, 1, 1, 4, 5]);
  expect(seen.map(({ frame }) => frame)).toEqual([5, 6, 7, 8, 9]);
});
