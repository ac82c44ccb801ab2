import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DicomFileElement, dicomFile, pixelElements } from "../../testing/dicom-file";
import { EVERYTHING } from "../../testing/exactness";
import { losslessJpeg } from "../../testing/lossless-jpeg";
import { ffmpeg, temporaryFolder } from "../../testing/movies";
import { openDamagedPages, overturnedFiles, survivingPages, withPages } from "../../testing/paged";
import { dicomFormat } from "./dicom";

/** Decoding takes processes, so some of the 200 damaged files are tried by default, and a few at a time. */
const SEEDS_AT_A_TIME = 5;
const SEEDS = Array.from({ length: EVERYTHING ? 40 : 8 }, (_, k) => k * SEEDS_AT_A_TIME);

const folder = temporaryFolder();
const path = join(folder, "loop.dcm");
const WIDTH = 24;
const HEIGHT = 16;
const COUNT = 6;

const FRAMES = Array.from({ length: COUNT }, (_, frame) =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, k) => (frame * 40 + (k % WIDTH) * 5 + (k >> 5)) & 255),
);
const ELEMENTS = pixelElements(WIDTH, HEIGHT, COUNT, 8);
const PLAIN = dicomFile({ elements: ELEMENTS, pixels: Buffer.concat(FRAMES) });
const LOSSLESS = dicomFile({
  elements: ELEMENTS,
  pixels: FRAMES.map((frame) => losslessJpeg(frame, { width: WIDTH, height: HEIGHT, precision: 8 })),
  syntax: "1.2.840.10008.1.2.4.70",
});
const RLE = dicomFile({ elements: ELEMENTS, pixels: FRAMES.map(packRle), syntax: "1.2.840.10008.1.2.5" });
/** Bytes of the headers, without the preamble, in which nothing is read. */
const HEAD_BYTES = 560;

/** RLE of one segment: runs where a byte is repeated, literals otherwise. */
function packRle(frame: Uint8Array): Uint8Array {
  const packed: number[] = [];
  for (let k = 0; k < frame.length; ) {
    let run = 1;
    while (run < 128 && frame[k + run] === frame[k]) run++;
    if (run > 1) packed.push(257 - run, frame[k]);
    else packed.push(0, frame[k]);
    k += run;
  }
  const header = Buffer.alloc(64);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(64, 4);
  return Buffer.concat([header, Buffer.from(packed)]);
}

/** Frames of baseline JPEG of a moving picture, of so many pixels. */
function jpegFrames(width: number, height: number, count: number): readonly Uint8Array[] {
  const all = ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=s=${width}x${height}:r=10:d=${count / 10}`],
    ...["-pix_fmt", "yuvj422p", "-c:v", "mjpeg", "-q:v", "2", "-f", "mjpeg", "-"],
  );
  const starts: number[] = [];
  for (let k = all.indexOf("ffd8ff", 0, "hex"); k >= 0; k = all.indexOf("ffd8ff", k + 1, "hex"))
    starts.push(k);
  return starts.map((start, k) => all.subarray(start, starts[k + 1]));
}

/** What ffmpeg decodes of a JPEG by itself. */
function alone(jpeg: Uint8Array): readonly number[] {
  const file = join(folder, "frame.jpg");
  writeFileSync(file, jpeg);
  const flags = "accurate_rnd+full_chroma_int+bitexact";
  return Array.from(ffmpeg("-i", file, "-sws_flags", flags, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"));
}

describe("JPEG frames", () => {
  const jpegs = jpegFrames(WIDTH, HEIGHT, COUNT);
  const elements: readonly DicomFileElement[] = [
    ...ELEMENTS,
    [0x00280002, "US", 3],
    [0x00280004, "CS", "YBR_FULL_422"],
  ];
  const loop = (pixels: readonly Uint8Array[]): Buffer =>
    dicomFile({ elements, pixels, syntax: "1.2.840.10008.1.2.4.50" });

  it("are those that ffmpeg gives of each, in any order", async () => {
    expect(jpegs.length).toBe(COUNT);
    const expected = jpegs.map(alone);
    await withPages(dicomFormat, path, loop(jpegs), async (pages) => {
      expect(pages).toMatchObject({ pageCount: COUNT, codec: "DICOM, JPEG" });
      expect(await survivingPages(pages)).toEqual(expected);
    });
    await withPages(dicomFormat, path, loop(jpegs), async (pages) => {
      const page = new Uint8Array(WIDTH * HEIGHT * 3);
      for (const number of [4, 3, 0, 5, 1, 2]) {
        await pages.read(number, page);
        expect(Array.from(page)).toEqual(expected[number]);
      }
    });
  });

  it("that are damaged, or of another size, are missing, and no other", async () => {
    const other = jpegFrames(WIDTH + 8, HEIGHT, 1)[0];
    const pixels = [jpegs[0], Uint8Array.of(1, 2, 3, 4), jpegs[2], other, jpegs[4], jpegs[5].subarray(0, 40)];
    await withPages(dicomFormat, path, loop(pixels), async (pages) => {
      const found = await survivingPages(pages);
      expect(found.map((page) => page !== null)).toEqual([true, false, true, false, true, false]);
      expect(found[2]).toEqual(alone(jpegs[2]));
    });
  });

  it("of which some are missing are said", async () => {
    await withPages(dicomFormat, path, loop(jpegs.slice(0, 4)), async (pages) => {
      expect(pages.pageCount).toBe(4);
      expect(pages.notices).toEqual([{ name: "recordingCutOff", values: [4, COUNT] }]);
    });
    await withPages(dicomFormat, path, loop([...jpegs, jpegs[0]]), async (pages) => {
      expect(pages.pageCount).toBe(COUNT);
      expect(pages.notices).toEqual([{ name: "recordingMoreFrames", values: [COUNT, COUNT + 1] }]);
    });
  });

  let opened = 0;
  it.for(SEEDS)("are refused or read, whatever was overturned: seeds from %d on", async (first) => {
    const files = await overturnedFiles(dicomFormat, join(folder, "jpeg"), loop(jpegs), {
      ...{ first, seeds: SEEDS_AT_A_TIME, headBytes: HEAD_BYTES, mostPages: 100 },
    });
    opened += files.opened;
  });

  it("open in many cases", () => expect(opened).toBeGreaterThan(SEEDS.length / 2));
});

describe.for([
  ["uncompressed", PLAIN],
  ["RLE", RLE],
  ["lossless JPEG", LOSSLESS],
] as const)("a damaged loop, %s", ([kind, bytes]) => {
  it("is whole before", async () => {
    await withPages(dicomFormat, path, bytes, async (pages) => {
      expect(await survivingPages(pages)).toEqual(FRAMES.map((frame) => Array.from(frame)));
    });
  });

  it("that is cut off shows its whole frames", async () => {
    const frame = kind === "uncompressed" ? WIDTH * HEIGHT : 0;
    await withPages(dicomFormat, path, bytes.subarray(0, bytes.length - 8 - frame * 2 - 9), async (pages) => {
      expect(pages.pageCount).toBe(kind === "uncompressed" ? COUNT - 3 : COUNT - 1);
      expect(pages.notices).toMatchObject([{ name: "recordingCutOff" }]);
      expect(await survivingPages(pages)).toEqual(
        FRAMES.slice(0, pages.pageCount).map((one) => Array.from(one)),
      );
    });
    for (const length of [132, 140, 200, 300, 500, 560]) {
      expect(await openDamagedPages(dicomFormat, path, bytes.subarray(0, length), 0)).toBe(0);
    }
  });

  it("is refused or has frames that can be read, whatever was overturned", async () => {
    const name = join(folder, kind.replace(" ", "-"));
    const { opened, refused } = await overturnedFiles(dicomFormat, name, bytes, {
      ...{ seeds: 200, headBytes: HEAD_BYTES, mostPages: 3000 },
    });
    expect(opened).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(5);
  });
});

it("of absurd size or number is refused before memory is taken, or shows what is there", async () => {
  const absurd = (width: number, height: number, frames: number): Buffer =>
    dicomFile({ elements: pixelElements(width, height, frames, 8), pixels: Buffer.concat(FRAMES) });
  expect(await openDamagedPages(dicomFormat, path, absurd(65_535, 65_535, 1), 1)).toBe(0);
  expect(await openDamagedPages(dicomFormat, path, absurd(0, 16, 1), 1)).toBe(0);
  expect(await openDamagedPages(dicomFormat, path, absurd(WIDTH, HEIGHT, 2_000_000_000), COUNT)).toBe(1);
});
