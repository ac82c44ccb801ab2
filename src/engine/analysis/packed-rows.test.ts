import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type FrameAnalysis } from "../../shared/analysis";
import { temporaryFolder } from "../testing/movies";
import { CSV_HEADER, writeTable } from "./analysis-csv";
import { rowWithoutFlow } from "./analysis-row";
import { packRows, unpackRows } from "./packed-rows";

const folder = temporaryFolder();

const full: FrameAnalysis = {
  ...{ frame: 1, meanU: 0.1, meanV: -1.25, meanSpeed: 1 / 3, medianSpeed: 2e-7, p95Speed: 16777217 / 3 },
  ...{ maxSpeed: 40, reliableShare: 0.987654321, decodeMs: 1.5, flowMs: 12.34, bytes: 48_000_000 },
  ...{ lumaDifference: 4.5, histogramDistance: 0.25 },
};

it("gives rows back in single precision, with no more digits than that has", () => {
  const [row, empty] = unpackRows(packRows([full, rowWithoutFlow(2, 3.5)]));
  for (const column of ANALYSIS_COLUMNS)
    expect(Math.fround(row[column]), column).toBe(Math.fround(full[column]));
  expect(row).toMatchObject({ frame: 1, meanU: 0.1, meanV: -1.25, medianSpeed: 2e-7, bytes: 48_000_000 });
  expect(row.meanSpeed).toBe(0.33333334);
  expect(empty).toEqual(rowWithoutFlow(2, 3.5));
});

it("is written as the table of the command analyze", async () => {
  const path = join(folder, "table.csv");
  await writeTable(path, unpackRows(packRows([full, rowWithoutFlow(2, 3.5)])), [0, 0.04, 0.08]);
  const [header, first, second, ...rest] = readFileSync(path, "utf8").split("\n");
  expect(header).toBe(CSV_HEADER);
  expect(first).toMatch(/^1,0\.04,0\.04,0\.1,-1\.25,/);
  expect(second).toBe("2,0.08,,,,,,,,,3.5,,,,");
  expect(rest).toEqual([""]);
});

it("leaves nothing behind where it cannot be written", async () => {
  const path = join(folder, "missing", "table.csv");
  await expect(writeTable(path, [full], [0, 1])).rejects.toMatchObject({ code: "output-unwritable" });
  expect(existsSync(join(folder, "missing"))).toBe(false);
});
