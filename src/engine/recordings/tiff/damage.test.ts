import { writeFileSync } from "node:fs";
import { open as openFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ONE_SENTENCE } from "../../testing/damage";
import { seededRandom } from "../../testing/exactness";
import { temporaryFolder } from "../../testing/movies";
import { noticeNames, noticesOf, pageBytes, readValues } from "../../testing/paged-files";
import { type TiffLayout, type WrittenTiff, writeTiff } from "../../testing/tiff-writer";
import { openTiff, summariseTiff } from "./open-tiff";

const folder = temporaryFolder();
const PAGES = 8;
const [WIDTH, HEIGHT] = [24, 18];
const PIXELS = WIDTH * HEIGHT;
let made = 0;

function valuesOf(page: number): number[] {
  return Array.from({ length: PIXELS }, (_, k) => (page * 1000 + k * 7) % 65_536);
}

function stack(layout: Partial<TiffLayout>): WrittenTiff {
  const pictures = Array.from({ length: PAGES }, (_, page) => ({
    ...{ width: WIDTH, height: HEIGHT, values: valuesOf(page) },
  }));
  return writeTiff(pictures, { bits: 16, ...layout });
}

function write(bytes: Buffer): string {
  const path = join(folder, `${made++}.tif`);
  writeFileSync(path, bytes);
  return path;
}

/** Opens a file, and reads all frames of it. Null when it is refused, which has to be with one sentence that is meant for people. */
async function survey(bytes: Buffer) {
  const path = write(bytes);
  await summariseTiff(path);
  const file = await openTiff(path, {}).catch((error: unknown) => {
    expect(error).toMatchObject({ code: "not-a-movie", message: expect.stringMatching(ONE_SENTENCE) });
    return null;
  });
  if (file === null) return null;
  await file.listed;
  for (const notice of noticesOf(file)) expect(notice).toMatch(ONE_SENTENCE);
  const frames: (number[] | null)[] = [];
  // What is absurd must not take memory: a caller would allocate this much.
  expect(pageBytes(file)).toBeLessThan(bytes.length * 2000);
  for (let frame = 0; frame < Math.min(file.pageCount, 100); frame++) {
    frames.push(
      await readValues(file, frame).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "frame-missing", message: expect.stringMatching(ONE_SENTENCE) });
        return null;
      }),
    );
  }
  await file.close();
  return { frames, names: noticeNames(file), count: file.pageCount };
}

const KINDS: Readonly<Record<string, Partial<TiffLayout>>> = {
  plain: {},
  "LZW in strips": { compression: "lzw", rowsPerStrip: 5, predictor: 2 },
  "Deflate in tiles, big-endian": { compression: "adobeDeflate", tile: [16, 16], bigEndian: true },
  "PackBits, BigTIFF": { compression: "packBits", big: true },
  "float, ImageJ": {
    bits: 32,
    format: "float",
    description: `ImageJ=1.54f\nimages=${PAGES}\nframes=${PAGES}\n`,
  },
  "one directory": { oneDirectory: true, description: `ImageJ=1.54f\nimages=${PAGES}\n` },
  OME: {
    description: `<?xml version="1.0"?><OME><Image><Pixels DimensionOrder="XYZCT" SizeC="2" SizeZ="1" SizeT="4"><TiffData IFD="0" PlaneCount="8"/></Pixels></Image></OME>`,
  },
};

describe("a file that ends early", () => {
  for (const [name, layout] of Object.entries(KINDS)) {
    it(`${name}: whole pages are shown, others are missing`, async () => {
      const { bytes, data, directories } = stack(layout);
      const tracks = name === "OME" ? 2 : 1;
      for (let k = 1; k < 60; k++) {
        const cut = Math.floor((bytes.length * k) / 60);
        const found = await survey(bytes.subarray(0, cut));
        if (cut < directories[0] + 200) continue;
        if (found === null) {
          // Only while not even one page can be complete.
          expect(cut).toBeLessThan(data[0] + 2 * PIXELS * 2);
          continue;
        }
        if (name.startsWith("float")) continue;
        found.frames.forEach((values, frame) => {
          if (values !== null) expect(values).toEqual(valuesOf(frame * tracks));
        });
        const whole =
          name === "one directory"
            ? Math.floor((cut - data[0]) / (2 * PIXELS))
            : data.filter((_, page) => (data[page + 1] === undefined ? false : directories[page + 1] <= cut))
                .length;
        const there = found.frames.filter((values) => values !== null).length;
        expect(there).toBeGreaterThanOrEqual(Math.floor(whole / tracks));
        expect(found.names.some((one) => /CutOff|ListDamaged|PageCut|PageDiffers/.test(one))).toBe(true);
      }
    });
  }

  it("of ImageJ with its directories at the end: pages follow one another even so", async () => {
    const { bytes, directories, data } = stack(KINDS["one directory"]);
    // As ImageJ writes it: the next directory would lie behind all pixels.
    const entries = bytes.readUInt16LE(directories[0]);
    bytes.writeUInt32LE(bytes.length + 8, directories[0] + 2 + 12 * entries);
    const found = await survey(bytes.subarray(0, data[0] + 5 * 2 * PIXELS + 10));
    expect(found?.frames.map((values) => values !== null)).toEqual([true, true, true, true, true, false]);
    expect(found?.names).toEqual(["tiffCutOff"]);
  });

  it("in its first bytes", async () => {
    const { bytes } = stack({});
    for (let cut = 1; cut < 40; cut++) expect(await survey(bytes.subarray(0, cut))).toBeNull();
  });
});

describe("bits that are overturned", () => {
  for (const [name, layout] of Object.entries(KINDS)) {
    it(`${name}: 200 times`, async () => {
      const { bytes, data } = stack(layout);
      let shown = 0;
      for (let seed = 0; seed < 200; seed++) {
        const random = seededRandom(seed);
        const flipped = Buffer.from(bytes);
        // Half of the damage hits the first directory, where most can go wrong.
        const reach = seed % 2 === 0 ? flipped.length : data[0];
        for (let k = 0; k < 1 + (seed % 5); k++) {
          flipped[Math.floor(random() * reach)] ^= 1 << Math.floor(random() * 8);
        }
        const found = await survey(flipped);
        if (found?.frames.some((values) => values !== null)) shown++;
      }
      expect(shown).toBeGreaterThan(40);
    });
  }
});

describe("the chain of pages", () => {
  for (const big of [false, true]) {
    it(`ends where it comes back, ${big ? "BigTIFF" : "TIFF"}`, async () => {
      for (const [from, to] of [
        [7, 0],
        [7, 7],
        [4, 2],
        [0, 0],
      ]) {
        const { bytes, directories, nextPointers } = stack({ big });
        bytes.writeUInt32LE(directories[to], nextPointers[from]);
        const found = await survey(bytes);
        expect(found?.frames).toEqual(Array.from({ length: from + 1 }, (_, page) => valuesOf(page)));
        expect(found?.names).toEqual(["tiffListDamaged"]);
      }
    });
  }

  it("may go to and fro", async () => {
    const { bytes, directories, nextPointers } = stack({});
    const order = [5, 1, 7, 0, 3, 2, 6, 4];
    bytes.writeUInt32LE(directories[order[0]], 4);
    order.forEach((page, k) => {
      bytes.writeUInt32LE(k + 1 < PAGES ? directories[order[k + 1]] : 0, nextPointers[page]);
    });
    const found = await survey(bytes);
    expect([found?.frames, found?.names]).toEqual([order.map(valuesOf), []]);
  });

  it("with a page of another size: it is marked, and said", async () => {
    const { bytes, directories } = stack({});
    for (const page of [3, 5]) bytes.writeUInt32LE(WIDTH - 1, directories[page] + 2 + 8);
    const found = await survey(bytes);
    const missing = found?.frames.flatMap((values, page) => (values === null ? [page] : []));
    expect([missing, found?.names]).toEqual([[3, 5], ["tiffPageDiffers"]]);
  });

  it("with a first page that is damaged: the others are shown", async () => {
    const { bytes, directories } = stack({});
    bytes.writeUInt32LE(0, directories[0] + 2 + 8);
    const found = await survey(bytes);
    expect(found?.frames).toEqual([null, ...Array.from({ length: 7 }, (_, page) => valuesOf(page + 1))]);
  });

  it("with chunks that lie outside of the file", async () => {
    for (const layout of [{}, { compression: "lzw" }] as const) {
      const { bytes, directories } = stack(layout);
      const entry = bytes.indexOf(Buffer.from([0x11, 0x01, 4, 0]), directories[2]);
      bytes.writeUInt32LE(0xfffffff0, entry + 8);
      const missing = (await survey(bytes))?.frames.flatMap((values, page) =>
        values === null ? [page] : [],
      );
      expect(missing).toEqual([2]);
    }
  });
});

describe("absurd numbers", () => {
  /** The first directory of a stack with a number of one of its entries replaced. */
  function withEntry(tag: number, field: "count" | "value", number: number): Buffer {
    const { bytes, directories } = stack({ rowsPerStrip: 6, description: "x".repeat(20) });
    const entries = bytes.readUInt16LE(directories[0]);
    for (let k = 0; k < entries; k++) {
      const at = directories[0] + 2 + 12 * k;
      if (bytes.readUInt16LE(at) === tag) bytes.writeUInt32LE(number, at + (field === "count" ? 4 : 8));
    }
    return bytes;
  }

  it("are refused or passed over, in bounded memory", async () => {
    const before = process.memoryUsage().rss;
    for (const tag of [256, 257, 258, 259, 262, 270, 273, 277, 278, 279, 284, 339]) {
      for (const field of ["count", "value"] as const) {
        for (const number of [0, 1, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff]) {
          await survey(withEntry(tag, field, number));
        }
      }
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  });

  it("a Deflate stream that unpacks to much more than its page is no page", async () => {
    const zeros = { width: 4000, height: 1000, values: new Uint8Array(4_000_000) };
    const { bytes, directories } = writeTiff([zeros], { bits: 8, compression: "adobeDeflate" });
    bytes.writeUInt32LE(10, directories[0] + 2 + 8);
    const found = await survey(bytes);
    expect(found?.frames).toEqual([null]);
  });

  it("a read that the disk refuses is told from damage", async () => {
    const path = write(stack({}).bytes);
    const file = await openTiff(path, {});
    const handle = await openFile(path);
    const failing = vi.spyOn(Object.getPrototypeOf(handle), "read").mockRejectedValue(new Error("EIO"));
    try {
      await expect(readValues(file, 0)).rejects.toMatchObject({ code: "file-unreadable" });
    } finally {
      failing.mockRestore();
      await handle.close();
    }
    await file.close();
  });
});
