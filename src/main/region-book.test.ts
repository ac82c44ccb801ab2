import { expect, it } from "vitest";
import { rowWithoutFlow } from "../engine/analysis/analysis-row";
import { AnalysisStore } from "../engine/analysis/analysis-store";
import { temporaryFolder } from "../engine/testing/movies";
import type { CountedParts } from "../shared/counted-parts";
import type { LineSums } from "../shared/measure/line-figures";
import { RegionBook } from "./region-book";

const LINE = [
  [1, 2],
  [9, 2],
] as const;
const OTHER = [
  [1, 2],
  [9, 5.5],
] as const;
const PARTS: CountedParts = { mask: [], regions: [], lines: [LINE, OTHER], byHeight: false };

function sums(across: number): LineSums {
  return { length: 8, counted: 8, reliable: 7.5, along: 0.25, across, speed: 9, maxSpeed: 1.5 };
}

it("lines are kept each by itself: one that stays is known when another one is moved", async () => {
  const store = new AnalysisStore(temporaryFolder());
  const key = "0".repeat(64);
  const book = new RegionBook(store, key, PARTS);
  await book.load(null);
  expect(book.names).toEqual(["line 1 2 9 2", "line 1 2 9 5.5"]);
  expect(book.has(3)).toBe(false);
  book.take({ ...rowWithoutFlow(3, 1), lines: [sums(2), sums(-4)] }, PARTS);
  book.take(rowWithoutFlow(4, 1), PARTS);
  const news = book.news("token");
  expect(news.map(({ region, frames }) => [region, [...frames]])).toEqual([
    ["line 1 2 9 2", [3, 4]],
    ["line 1 2 9 5.5", [3, 4]],
  ]);
  await book.keep();

  const moved: CountedParts = {
    ...PARTS,
    lines: [
      OTHER,
      [
        [0, 0],
        [5, 5],
      ],
    ],
  };
  const next = new RegionBook(store, key, moved);
  await next.load(null);
  expect(next.has(3)).toBe(false);
  const [row] = next.withRegions([rowWithoutFlow(3, 1)], moved);
  expect(row?.lines).toEqual([sums(-4), null]);
  expect(new RegionBook(store, key, { ...PARTS, byHeight: true }).names[0]).toBe("line 1 2 9 2 by height");
});
