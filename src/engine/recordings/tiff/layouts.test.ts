import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../testing/exactness";
import { temporaryFolder } from "../../testing/movies";
import { noticeNames, readMd5, readValues } from "../../testing/paged-files";
import { type TiffLayout, type TiffPicture, writeTiff } from "../../testing/tiff-writer";
import type { PagedFile } from "../paged/paged-file";
import { tiffFormat } from "./tiff-format";

const folder = temporaryFolder();
let made = 0;

async function open(pictures: readonly TiffPicture[], layout: TiffLayout): Promise<PagedFile> {
  const path = join(folder, `${made++}.tif`);
  const { bytes } = writeTiff(pictures, layout);
  writeFileSync(path, bytes);
  expect(tiffFormat.recognises(bytes, path)).toBe(true);
  const file = await tiffFormat.open(path, {});
  await file.listed;
  return file;
}

/** Pages of noise that packs well in places, of values below `limit`. */
function noise(pages: number, width: number, height: number, samples: number, limit: number): TiffPicture[] {
  const random = seededRandom(limit + samples);
  return Array.from({ length: pages }, () => {
    let value = 0;
    const values = Array.from({ length: width * height * samples }, () => {
      if (random() > 0.3) value = Math.floor(random() * limit);
      return value;
    });
    return { width, height, samples, values };
  });
}

/** What {@link PagedFile.read} gives of each page. */
async function allValues(file: PagedFile): Promise<number[][]> {
  const pages: number[][] = [];
  for (let page = 0; page < file.pageCount; page++) pages.push(await readValues(file, page));
  await file.close();
  return pages;
}

const COMPRESSIONS = ["none", "lzw", "oldLzw", "deflate", "adobeDeflate", "packBits"] as const;
const CHUNKS = {
  "one strip": {},
  "strips of 5 rows": { rowsPerStrip: 5 },
  "tiles of 16 x 16": { tile: [16, 16] },
} as const;

describe("grey pages of whole numbers", () => {
  for (const bits of [1, 2, 4, 6, 8, 10, 12, 14, 16]) {
    for (const compression of COMPRESSIONS) {
      it(`${bits} bits, ${compression}`, async () => {
        const pictures = noise(3, 37, 22, 1, 2 ** bits);
        for (const chunks of Object.values(CHUNKS)) {
          for (const bigEndian of [false, true]) {
            for (const big of [false, true]) {
              for (const photometric of [0, 1]) {
                const file = await open(pictures, {
                  bits,
                  compression,
                  bigEndian,
                  big,
                  photometric,
                  ...chunks,
                });
                expect(file).toMatchObject({ width: 37, height: 22, pageCount: 3, pixelAspect: 1 });
                const [sampleBits, depth] = [bits <= 8 ? 8 : 16, bits];
                expect(file.samples).toEqual({ channels: 1, bits: sampleBits, depth });
                const turned = (value: number) => (photometric === 0 ? 2 ** bits - 1 - value : value);
                expect(await allValues(file)).toEqual(
                  pictures.map(({ values }) => Array.from(values, turned)),
                );
              }
            }
          }
        }
      });
    }
  }

  it("differences of neighbours, in both orders of bytes", async () => {
    for (const bits of [8, 16]) {
      for (const samples of [1, 3]) {
        const pictures = noise(2, 21, 9, samples, 2 ** bits);
        for (const bigEndian of [false, true]) {
          for (const chunks of Object.values(CHUNKS)) {
            for (const compression of ["lzw", "adobeDeflate"] as const) {
              const file = await open(pictures, { bits, compression, predictor: 2, bigEndian, ...chunks });
              expect(await allValues(file)).toEqual(pictures.map(({ values }) => values));
            }
          }
        }
      }
    }
  });

  it("bits of each byte the other way round", async () => {
    const pictures = noise(2, 21, 9, 1, 256);
    for (const compression of ["none", "lzw", "packBits"] as const) {
      const file = await open(pictures, { bits: 8, bitsReversed: true, compression });
      expect(await allValues(file)).toEqual(pictures.map(({ values }) => values));
    }
  });

  it("signed numbers, half of their range added, and said", async () => {
    for (const bits of [8, 16]) {
      const half = 2 ** (bits - 1);
      for (const photometric of [0, 1]) {
        const pictures = noise(2, 12, 9, 1, 2 ** bits).map((page) => ({
          ...page,
          values: Array.from(page.values, (value) => value - half),
        }));
        for (const compression of ["none", "lzw"] as const) {
          const file = await open(pictures, {
            bits,
            format: "int",
            photometric,
            compression,
            bigEndian: true,
          });
          expect(file.notices).toContainEqual({ name: "tiffSigned", values: [half] });
          const wanted = (value: number) => (photometric === 0 ? half - 1 - value : value + half);
          expect(await allValues(file)).toEqual(pictures.map(({ values }) => values.map(wanted)));
        }
      }
    }
  });

  it("into memory that begins at an odd place", async () => {
    const pictures = noise(1, 12, 9, 1, 65_536);
    for (const compression of ["none", "lzw"] as const) {
      for (const bigEndian of [false, true]) {
        const file = await open(pictures, { bits: 16, compression, bigEndian });
        const memory = new Uint8Array(new SharedArrayBuffer(2 * 12 * 9 + 1)).subarray(1);
        await file.read(0, memory);
        const values = Array.from({ length: 12 * 9 }, (_, k) => memory[2 * k] | (memory[2 * k + 1] << 8));
        expect(values).toEqual(pictures[0].values);
        await file.close();
      }
    }
  });

  it("a strip that is larger than what is read at once", async () => {
    const [picture] = noise(1, 1500, 1000, 4, 256);
    const file = await open([picture], { bits: 8, extraSamples: [1] });
    const colours = Buffer.from(Array.from(picture.values).filter((_, k) => k % 4 < 3));
    expect(await readMd5(file, 0)).toBe(createHash("md5").update(colours).digest("hex"));
    await file.close();
  });

  it("tiles that were never written are dark; a page without any is missing", async () => {
    const [picture] = noise(1, 32, 16, 1, 256);
    const written = writeTiff([picture], { bits: 8, tile: [16, 16] });
    const erased = (tiles: number) => {
      const bytes = Buffer.from(written.bytes);
      const data = bytes.indexOf(Buffer.from([0x44, 0x01, 4, 0])); // TileOffsets, of 32 bits
      const [offsets, counts] = [bytes.readUInt32LE(data + 8), bytes.readUInt32LE(data + 12 + 8)];
      for (const place of [offsets, counts]) bytes.fill(0, place, place + 4 * tiles);
      const path = join(folder, `${made++}.tif`);
      writeFileSync(path, bytes);
      return tiffFormat.open(path, {});
    };
    const half = await erased(1);
    const wanted = Array.from(picture.values, (value, k) => (k % 32 < 16 ? 0 : value));
    expect(await allValues(half)).toEqual([wanted]);
    const none = await erased(2);
    await expect(readValues(none, 0)).rejects.toMatchObject({ code: "frame-missing" });
    await none.close();
  });
});

describe("colours", () => {
  for (const bits of [8, 16]) {
    it(`RGB of ${bits} bits, beside each other and apart, with what is beside them left out`, async () => {
      for (const samples of [3, 4, 5]) {
        const pictures = noise(2, 19, 11, samples, 2 ** bits);
        const extraSamples = Array<number>(samples - 3).fill(2);
        for (const separate of [false, true]) {
          for (const bigEndian of [false, true]) {
            for (const chunks of Object.values(CHUNKS)) {
              for (const compression of ["none", "lzw"] as const) {
                const layout = { bits, separate, bigEndian, compression, ...chunks };
                const file = await open(pictures, samples > 3 ? { ...layout, extraSamples } : layout);
                expect(file.samples).toEqual({ channels: 3, bits, depth: bits });
                expect(noticeNames(file)).toEqual(samples > 3 ? ["tiffExtraSamples"] : []);
                const colours = (values: ArrayLike<number>) =>
                  Array.from(values).filter((_, k) => k % samples < 3);
                expect(await allValues(file)).toEqual(pictures.map(({ values }) => colours(values)));
              }
            }
          }
        }
      }
    });
  }

  it("of a palette", async () => {
    const random = seededRandom(5);
    for (const bits of [1, 4, 8]) {
      const size = 2 ** bits;
      const colorMap = Array.from({ length: 3 * size }, () => Math.floor(random() * 65_536));
      const [picture] = noise(1, 19, 11, 1, size);
      const file = await open([picture], { bits, photometric: 3, colorMap, compression: "packBits" });
      expect(file.samples).toEqual({ channels: 3, bits: 8, depth: 8 });
      const colours = Array.from(picture.values).flatMap((value) =>
        [0, 1, 2].map((k) => colorMap[k * size + value] >> 8),
      );
      expect(await allValues(file)).toEqual([colours]);
    }
  });

  it("of a palette that is grey, and of ImageJ's: the values themselves", async () => {
    const [picture] = noise(1, 19, 11, 1, 256);
    const ramp = Array.from({ length: 768 }, (_, k) => (k % 256) * 257);
    const grey = await open([picture], { bits: 8, photometric: 3, colorMap: ramp });
    expect([grey.samples.channels, noticeNames(grey)]).toEqual([1, []]);
    expect(await allValues(grey)).toEqual([picture.values]);
    const fire = ramp.map((level, k) => (k < 256 ? 65_535 - level : level));
    const imageJ = await open([picture], {
      bits: 8,
      photometric: 3,
      colorMap: fire,
      description: "ImageJ=1.54f\n",
    });
    expect([imageJ.samples.channels, noticeNames(imageJ)]).toEqual([1, ["tiffLookUp"]]);
    expect(await allValues(imageJ)).toEqual([picture.values]);
  });

  it("several samples of grey are channels to choose; transparency is none", async () => {
    const pictures = noise(2, 13, 7, 4, 65_536);
    for (const separate of [false, true]) {
      const layout = { bits: 16, photometric: 1, separate, extraSamples: [0, 0, 2] } as const;
      const path = join(folder, `${made++}.tif`);
      writeFileSync(path, writeTiff(pictures, layout).bytes);
      for (const track of [0, 1, 2]) {
        const file = await tiffFormat.open(path, { track });
        expect(file.tracks.map(({ label }) => label)).toEqual(["channel 1", "channel 2", "channel 3"]);
        expect(noticeNames(file)).toEqual(["tiffChannels", "tiffExtraSamples"]);
        const wanted = pictures.map(({ values }) => Array.from(values).filter((_, k) => k % 4 === track));
        expect(await allValues(file)).toEqual(wanted);
      }
      await expect(tiffFormat.open(path, { track: 3 })).rejects.toMatchObject({ code: "invalid-argument" });
    }
  });
});

describe("values that are no counts of up to 16 bits", () => {
  const mapped = (low: number, high: number) => (value: number) =>
    Math.round(Math.min(65_535, Math.max(0, ((value - low) * 65_535) / (high - low)))) || 0;

  for (const [format, bits] of [
    ["float", 32],
    ["float", 64],
    ["uint", 32],
    ["int", 32],
    ["uint", 64],
    ["int", 64],
  ] as const) {
    for (const compression of ["none", "lzw", "adobeDeflate"] as const) {
      it(`${format} of ${bits} bits, ${compression}: levels of a range that is said`, async () => {
        const scale = format === "float" ? 0.125 : 1000;
        const pictures = noise(4, 21, 13, 1, 5000).map((page) => ({
          ...page,
          values: Array.from(page.values, (value) => (value - (format === "uint" ? 0 : 1000)) * scale),
        }));
        const predictors = compression === "none" ? [1] : format === "float" ? [1, 2, 3] : [1, 2];
        for (const predictor of predictors as (1 | 2 | 3)[]) {
          // Differences of the bits of floating-point numbers are what libtiff and others write as predictor 2, too.
          for (const bigEndian of [false, true]) {
            if (format === "float" && predictor === 2) continue;
            const file = await open(pictures, { bits, format, compression, predictor, bigEndian });
            expect(file.samples).toEqual({ channels: 1, bits: 16, depth: 16 });
            const range = file.notices.find(({ name }) => name === "tiffRange")?.values as [number, number];
            const all = pictures.flatMap(({ values }) => values);
            expect(range[0]).toBeLessThanOrEqual(Math.min(...all));
            expect(range[1]).toBeGreaterThanOrEqual(Math.max(...all));
            const found = (await allValues(file)).flat();
            const wanted = all.map(mapped(...range));
            // The range is said with six digits.
            expect(Math.max(...found.map((value, k) => Math.abs(value - wanted[k])))).toBeLessThanOrEqual(1);
          }
        }
      });
    }
  }

  it("whole numbers of 16 bits keep their numbers, and what is no number is dark", async () => {
    const values = [0, 1, 70, 65_535, 4096, 12];
    const file = await open([{ width: 3, height: 2, values }], { bits: 32, format: "float" });
    expect(file.notices).toEqual([{ name: "tiffRange", values: [0, 65_535] }]);
    expect(await allValues(file)).toEqual([values]);
    const odd = [Number.NaN, 0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 0];
    const other = await open([{ width: 3, height: 2, values: odd }], { bits: 32, format: "float" });
    expect(other.notices).toEqual([{ name: "tiffRange", values: [0, 1] }]);
    expect(await allValues(other)).toEqual([[0, 32_768, 65_535, 0, 65_535, 0]]);
  });

  it("one wrong pixel does not make the others dark", async () => {
    const values = Array.from({ length: 100 * 100 }, (_, k) => 100.5 + (k % 50));
    values[5050] = 1e30;
    const file = await open([{ width: 100, height: 100, values }], { bits: 32, format: "float" });
    const found = (await allValues(file))[0];
    expect(found[5050]).toBe(65_535);
    expect(Math.max(...found.filter((_, k) => k !== 5050)) - Math.min(...found)).toBeGreaterThan(20_000);
  });

  it("the range that ImageJ showed is taken where it holds nearly all", async () => {
    const values = [10.5, 11, 12, 19.75];
    const says = (min: number, max: number) => `ImageJ=1.54f\nmin=${min}\nmax=${max}\n`;
    const ranges: readonly (readonly [string, readonly [number, number]])[] = [
      [says(10, 20), [10, 20]],
      [says(11.5, 12), [5.875, 24.375]],
    ];
    for (const [description, range] of ranges) {
      const file = await open([{ width: 2, height: 2, values }], { bits: 32, format: "float", description });
      expect(file.notices).toEqual([{ name: "tiffRange", values: range }]);
      expect(await allValues(file)).toEqual([values.map(mapped(...range))]);
    }
  });

  it("white is zero here too", async () => {
    const values = [0, 0.25, 0.5, 1];
    const file = await open([{ width: 2, height: 2, values }], { bits: 32, format: "float", photometric: 0 });
    expect(await allValues(file)).toEqual([[65_535, 65_535 - 16_384, 65_535 - 32_768, 0]]);
  });
});

describe("what cannot be shown is refused with one sentence that names it", () => {
  const picture = { width: 4, height: 3, values: Array<number>(12).fill(1) };
  const with3 = (tag: number, value: number): TiffLayout => ({
    bits: 8,
    tags: [{ tag, type: 3, values: [value] }],
  });
  it.for([
    ["JPEG", with3(259, 7)],
    ["Zstandard", with3(259, 50_000)],
    ["method 12345", with3(259, 12_345)],
    ["CMYK", with3(262, 5)],
    ["YCbCr", with3(262, 6)],
    ["CIE L*a*b*", with3(262, 8)],
    ["24 bits", with3(258, 24)],
    ["complex", with3(339, 6)],
    ["volume", with3(32_997, 2)],
    ["predictor 34892", { ...with3(317, 34_892), compression: "lzw" }],
    [
      "100000 × 90000",
      {
        bits: 8,
        tags: [
          { tag: 256, type: 4, values: [100_000] },
          { tag: 257, type: 4, values: [90_000] },
        ],
      },
    ],
    ["damaged", with3(256, 0)],
  ] as const)("%s", async ([name, layout]) => {
    const refusal = await open([picture], layout).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: "not-a-movie", message: expect.stringMatching(/^[A-Z][^\n]*\.$/) });
    expect(String(refusal)).toContain(name);
  });

  it("channels of different bits", async () => {
    const rgb = { width: 2, height: 1, samples: 3, values: [1, 2, 3, 4, 5, 6] };
    const layout: TiffLayout = { bits: 8, tags: [{ tag: 258, type: 3, values: [5, 6, 5] }] };
    await expect(open([rgb], layout)).rejects.toThrow(/different numbers of bits/);
  });
});
