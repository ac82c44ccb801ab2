import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../testing/movies";
import { openDamagedPages, overturnedFiles, samplesOf, withPages } from "../../testing/paged";
import { bigEndian, fitsPart, fitsPicture } from "../../testing/recorder-files";
import type { OpenPagesOptions, PagedFile } from "../paged/paged-file";
import { fitsFormat } from "./fits";

const folder = temporaryFolder();
const path = join(folder, "cube.fits");

function open<T>(
  bytes: Uint8Array,
  work: (pages: PagedFile) => Promise<T>,
  options: OpenPagesOptions = {},
): Promise<T> {
  return withPages(fitsFormat, path, bytes, work, options);
}

/** Three columns, two rows, the lower one first, and two frames. */
const CUBE = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16];

describe("a FITS cube", () => {
  it("of 8 bits is upright and keeps its numbers", async () => {
    await open(fitsPart(fitsPicture(8, 3, 2, 2), bigEndian("u8", CUBE)), async (pages) => {
      expect(pages).toMatchObject({
        width: 3,
        height: 2,
        pageCount: 2,
        notices: [],
        timing: { kind: "unknown" },
      });
      expect(pages.samples).toEqual({ channels: 1, bits: 8, depth: 8 });
      expect(await samplesOf(pages, 0)).toEqual([4, 5, 6, 1, 2, 3]);
      expect(await samplesOf(pages, 1)).toEqual([14, 15, 16, 11, 12, 13]);
    });
  });

  it("whose rows come from the top says so", async () => {
    const cards = [...fitsPicture(8, 3, 2, 2), ["ROWORDER", "TOP-DOWN"] as const];
    await open(fitsPart(cards, bigEndian("u8", CUBE)), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });

  it("of 16 bits without a sign keeps its numbers", async () => {
    const values = [0, 1, 255, 256, 32_768, 65_535];
    const cards = [...fitsPicture(16, 3, 2), ["BZERO", 32_768] as const, ["BSCALE", 1] as const];
    const data = bigEndian(
      "i16",
      values.map((value) => value - 32_768),
    );
    await open(fitsPart(cards, data), async (pages) => {
      expect(pages.samples).toEqual({ channels: 1, bits: 16, depth: 16 });
      expect(pages.notices).toEqual([]);
      expect(await samplesOf(pages, 0)).toEqual([256, 32_768, 65_535, 0, 1, 255]);
    });
  });

  it("of 16 bits with a sign keeps its numbers where none is below zero, and raises them otherwise", async () => {
    await open(fitsPart(fitsPicture(16, 3, 1), bigEndian("i16", [0, 600, 4095])), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual([0, 600, 4095]);
      expect(pages.notices).toEqual([]);
    });
    await open(fitsPart(fitsPicture(16, 3, 1), bigEndian("i16", [-5, 600, 4095])), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual([32_763, 33_368, 36_863]);
      expect(pages.notices).toEqual([{ name: "recordingOffset", values: [32_768] }]);
    });
  });

  it("of 32 bits keeps numbers that fit", async () => {
    await open(fitsPart(fitsPicture(32, 3, 1), bigEndian("i32", [7, 600, 65_535])), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual([7, 600, 65_535]);
    });
  });

  it.for([
    { kind: "f32", bitpix: -32 },
    { kind: "f64", bitpix: -64 },
  ] as const)("of floats ($kind) has one range for all frames", async ({ kind, bitpix }) => {
    const values = [0, 1, Number.NaN, 2, 4, -4];
    await open(fitsPart(fitsPicture(bitpix, 1, 1, 6), bigEndian(kind, values)), async (pages) => {
      const found = [];
      for (let page = 0; page < 6; page++) found.push(...(await samplesOf(pages, page)));
      expect(found).toEqual([32_768, 40_959, 0, 49_151, 65_535, 0]);
      expect(pages.notices).toEqual([{ name: "recordingRange", values: [-4, 4] }]);
    });
  });

  it("scales, and leaves out what is blank", async () => {
    const cards = [
      ...fitsPicture(16, 4, 1),
      ...([
        ["BSCALE", 0.5],
        ["BZERO", -1],
        ["BLANK", -32_768],
      ] as const),
    ];
    await open(fitsPart(cards, bigEndian("i16", [0, 2, 4, -32_768])), async (pages) => {
      expect(pages.notices).toEqual([{ name: "recordingRange", values: [-1, 1] }]);
      expect(await samplesOf(pages, 0)).toEqual([0, 32_768, 65_535, 0]);
    });
  });

  it("has the rate of its third axis where that is time", async () => {
    const cards = [
      ...fitsPicture(8, 3, 2, 2),
      ...([
        ["CTYPE3", "TIME"],
        ["CUNIT3", "ms"],
        ["CDELT3", "20"],
      ] as const),
    ];
    const said = cards.map(([name, value]) => [name, name === "CDELT3" ? 20 : value] as const);
    await open(fitsPart(said, bigEndian("u8", CUBE)), async ({ timing }) => {
      expect(timing).toEqual({ kind: "rate", framesPerSecond: 50 });
    });
  });

  it("may lie in a later part; each part of pictures is a track", async () => {
    const image = (name: string, values: readonly number[]) =>
      fitsPart(
        [["XTENSION", "IMAGE"], ...fitsPicture(8, 3, 1).slice(1), ["EXTNAME", name]],
        bigEndian("u8", values),
      );
    const table = fitsPart(
      [["XTENSION", "BINTABLE"], ...fitsPicture(8, 3, 1).slice(1)],
      bigEndian("u8", [9, 9, 9]),
    );
    const empty = fitsPart(fitsPicture(8), Buffer.alloc(0));
    const bytes = Buffer.concat([empty, image("LEFT", [1, 2, 3]), table, image("RIGHT", [4, 5, 6])]);
    await open(bytes, async (pages) => {
      expect(pages.tracks).toEqual([
        { track: 0, label: "LEFT" },
        { track: 1, label: "RIGHT" },
      ]);
      expect(await samplesOf(pages, 0)).toEqual([1, 2, 3]);
    });
    await open(bytes, async (pages) => expect(await samplesOf(pages, 0)).toEqual([4, 5, 6]), { track: 1 });
    await expect(open(bytes, async () => 0, { track: 2 })).rejects.toMatchObject({
      code: "invalid-argument",
    });
  });

  it("that is packed, or holds no pictures, is refused with a sentence", async () => {
    const empty = fitsPart(fitsPicture(8), Buffer.alloc(0));
    const packed = fitsPart(
      [
        ["XTENSION", "BINTABLE"],
        ...fitsPicture(8, 3, 1).slice(1),
        ...([
          ["ZIMAGE", true],
          ["ZCMPTYPE", "RICE_1"],
        ] as const),
      ],
      bigEndian("u8", [9, 9, 9]),
    );
    await expect(open(Buffer.concat([empty, packed]), async () => 0)).rejects.toMatchObject({
      message: expect.stringContaining("packed as RICE_1"),
    });
    await expect(open(empty, async () => 0)).rejects.toMatchObject({ code: "no-video" });
  });
});

describe("a damaged FITS file", () => {
  const data = Array.from({ length: 8 * 6 * 6 }, (_, k) => k % 200);
  const whole = fitsPart(fitsPicture(16, 8, 6, 6), bigEndian("i16", data));

  it("that is cut off shows its whole frames", async () => {
    await open(whole.subarray(0, 2880 + 3 * 96 + 50), async (pages) => {
      expect(pages.pageCount).toBe(3);
      expect(pages.notices).toEqual([{ name: "recordingCutOff", values: [3, 6] }]);
    });
    for (const length of [60, 2000, 2880, 2900]) {
      expect(await openDamagedPages(fitsFormat, path, whole.subarray(0, length), 6)).toBe(0);
    }
  });

  it("of absurd size is refused before memory is taken", async () => {
    for (const axes of [
      [999_999_999, 6, 6],
      [8, 999_999_999, 6],
      [60_000, 60_000, 6],
      [8, 6, 0],
    ]) {
      expect(
        await openDamagedPages(
          fitsFormat,
          path,
          fitsPart(fitsPicture(16, ...axes), bigEndian("i16", data)),
          6,
        ),
      ).toBe(0);
    }
    const many = fitsPart(fitsPicture(16, 8, 6, 999_999_999), bigEndian("i16", data));
    // What fills up the last block looks like frames.
    expect(await openDamagedPages(fitsFormat, path, many, 30)).toBe(1);
  });

  it("is refused or has frames that can be read, whatever was overturned", async () => {
    const { opened, refused } = await overturnedFiles(fitsFormat, join(folder, "fits"), whole, {
      ...{ seeds: 200, headBytes: 480, mostPages: 3000 },
    });
    expect(opened).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(5);
  });
});
