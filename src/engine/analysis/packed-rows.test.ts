import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { temporaryFolder } from "../testing/movies";
import { CSV_HEADER, writeTable } from "./analysis-csv";
import { rowWithoutFlow } from "./analysis-row";
import { packRows, unpackRows } from "./packed-rows";

const folder = temporaryFolder();

const full: FrameAnalysis = {
  ...{ frame: 1, meanU: 0.1, meanV: -1.25, meanSpeed: 1 / 3, medianSpeed: 2e-7, p95Speed: 16777217 / 3 },
  ...{ p999Speed: 39, maxSpeed: 40, maxSpeedX: 7, maxSpeedY: 1079 },
  ...{ reliableShare: 0.987654321, reliablePixels: 2_048_000 },
  ...{ decodeMs: 1.5, flowMs: 12.34, bytes: 48_000_000 },
  ...{ lumaDifference: 4.5, histogramDistance: 0.25, partChange: 20 },
  ...{ validShare: 0.875, cameraU: -2.5, cameraV: 0.125, cameraTurn: 1.5, cameraZoom: 1.01 },
};

/** Of a frame whose flow has no pixel that counts. */
const nothing: FrameAnalysis = {
  ...{
    ...full,
    ...rowWithoutFlow(3, 1.5),
    maxSpeedX: -1,
    maxSpeedY: -1,
    reliableShare: 0,
    reliablePixels: 0,
  },
  ...{ flowMs: 12.34, bytes: 48_000_000, lumaDifference: 4.5, histogramDistance: 0.25, partChange: 20 },
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
  const rows = [full, rowWithoutFlow(2, 3.5), nothing, { ...full, frame: 0 }];
  const origin = {
    times: [0, 0.04, 0.08, 0.125],
    figures: { figurePixels: "reliable", minimumReliability: 0.25 },
  } as const;
  const facts = new Map(
    [0, 1, 2, 3].map((frame) => [
      frame,
      { second: frame < 3 ? frame + 1 : null, isCut: frame === 0, isRepeated: false },
    ]),
  );
  await writeTable(path, unpackRows(packRows(rows)), origin, facts);
  const [header, first, second, third, cut, ...rest] = readFileSync(path, "utf8").split("\n");
  expect(header).toBe(CSV_HEADER);
  expect(first).toMatch(/^1,0\.04,0\.04,0\.1,-1\.25,/);
  expect(first).toMatch(/,39,40,7,1079,0\.9876543,2048000,.+,0,reliable,0\.25,0,2$/);
  expect(second).toBe("2,0.08,0.045,,,,,,,,,,,,3.5,,,,,,reliable,0.25,,3");
  // No place is a place, and no reliable pixel is a number of them.
  expect(third).toBe("3,0.125,,,,,,,,,,,0,0,1.5,12.34,48000000,4.5,0.25,0,reliable,0.25,0,");
  // Across a cut nothing moves: costs and the change of the picture are all there is.
  expect(cut).toBe("0,0,0.04,,,,,,,,,,,,1.5,12.34,48000000,4.5,0.25,1,reliable,0.25,0,1");
  expect(rest).toEqual([""]);
});

it("leaves nothing behind where it cannot be written", async () => {
  const path = join(folder, "missing", "table.csv");
  await expect(
    writeTable(path, [full], { times: [0, 1], figures: DEFAULT_FIGURES }, new Map()),
  ).rejects.toMatchObject({
    code: "output-unwritable",
  });
  expect(existsSync(join(folder, "missing"))).toBe(false);
});
