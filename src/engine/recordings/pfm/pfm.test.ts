import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../testing/movies";
import { openDamagedPages, overturnedFiles, samplesOf, withPages } from "../../testing/paged";
import { pfmFile } from "../../testing/recorder-files";
import { pfmFormat } from "./pfm";
import { decodePfm } from "./pfm-picture";

const folder = temporaryFolder();
const path = join(folder, "picture.pfm");
const ROWS = [
  [0, 0.25, 0.5],
  [0.75, 1, 1],
];

describe("a PFM picture", () => {
  it.for(["-1.0", "1", "-0.5", "+255.000", "1e2"])("is upright with the scale %s", async (scale) => {
    await withPages(pfmFormat, path, pfmFile(3, ROWS, scale), async (pages) => {
      expect(pages).toMatchObject({ width: 3, height: 2, pageCount: 1, timing: { kind: "unknown" } });
      expect(await samplesOf(pages, 0)).toEqual([0, 16_384, 32_768, 49_151, 65_535, 65_535]);
      expect(pages.notices).toEqual([{ name: "recordingRange", values: [0, 1] }]);
    });
  });

  it("has three channels in colour", async () => {
    const rows = [
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 255],
    ];
    const bytes = pfmFile(2, rows, "-1");
    expect(decodePfm(bytes)).toEqual({
      width: 2,
      height: 2,
      channels: 3,
      values: Float32Array.from(rows.flat()),
    });
    await withPages(pfmFormat, path, bytes, async (pages) => {
      expect(pages.samples).toEqual({ channels: 3, bits: 16, depth: 16 });
      expect(await samplesOf(pages, 0)).toEqual(rows.flat().map((value) => value * 257));
    });
  });

  it.for([
    { values: [0, 200], range: [0, 255] },
    { values: [1000, 40_000], range: [0, 65_535] },
    { values: [-2, 3], range: [-2, 3] },
    { values: [0, 1e6], range: [0, 1e6] },
    { values: [Number.NaN, Number.POSITIVE_INFINITY], range: [0, 1] },
  ])("of $values is shown from $range", async ({ values, range }) => {
    await withPages(pfmFormat, path, pfmFile(2, [values], "-1"), async (pages) => {
      expect(pages.notices).toEqual([{ name: "recordingRange", values: range }]);
    });
  });

  it("says what follows it", async () => {
    const bytes = Buffer.concat([pfmFile(3, ROWS, "-1"), Buffer.alloc(7)]);
    await withPages(pfmFormat, path, bytes, async ({ notices }) => {
      expect(notices).toContainEqual({ name: "recordingBytesLeft", values: [7] });
    });
  });

  it("that is cut off, absurd or overturned is refused or read", async () => {
    const bytes = pfmFile(3, ROWS, "-1");
    for (const length of [2, 8, 20, bytes.length - 1]) {
      expect(await openDamagedPages(pfmFormat, path, bytes.subarray(0, length), 1)).toBe(0);
    }
    for (const head of ["PF\n99999 99999\n-1\n", "Pf\n0 3\n-1\n", "Pf\n3 2\n0\n", "Pf\n999999999 1\n1\n"]) {
      expect(await openDamagedPages(pfmFormat, path, Buffer.concat([Buffer.from(head), bytes]), 1)).toBe(0);
    }
    const row = Array.from({ length: 60 }, (_, k) => k);
    const larger = pfmFile(60, new Array(50).fill(row), "-1");
    const { opened } = await overturnedFiles(pfmFormat, join(folder, "pfm"), larger, {
      ...{ seeds: 200, headBytes: 12, mostPages: 1 },
    });
    expect(opened).toBeGreaterThan(50);
  });
});
