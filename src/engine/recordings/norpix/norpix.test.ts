import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../testing/movies";
import { openDamagedPages, overturnedFiles, samplesOf, withPages } from "../../testing/paged";
import { type NorpixFileOptions, norpixFile } from "../../testing/recorder-files";
import { norpixFormat } from "./norpix";

const folder = temporaryFolder();
const path = join(folder, "recording.seq");
const WIDTH = 6;
const HEIGHT = 4;

function ramp(frame: number, length = WIDTH * HEIGHT): Uint8Array {
  return Uint8Array.from({ length }, (_, k) => (frame * 31 + k * 7) & 255);
}

/** Ten frames, 2 ms apart. */
function sequence(options: Partial<NorpixFileOptions> = {}): Buffer {
  const frames = Array.from({ length: 10 }, (_, k) => ramp(k));
  const stamps = frames.map((_, k) => 2000 * k);
  return norpixFile({ width: WIDTH, height: HEIGHT, frames, stamps, framesPerSecond: 500, ...options });
}

const open = <T>(bytes: Uint8Array, work: Parameters<typeof withPages<T>>[3]): Promise<T> =>
  withPages(norpixFormat, path, bytes, work);

describe("a sequence of StreamPix", () => {
  it.for([
    { version: 5, headerBytes: 8192 },
    { version: 3, headerBytes: 1024 },
    // What some programs write.
    { version: 5, headerBytes: 1024 },
  ])("of version $version with a header of $headerBytes bytes", async (layout) => {
    await open(sequence(layout), async (pages) => {
      expect(pages).toMatchObject({ width: WIDTH, height: HEIGHT, pageCount: 10, notices: [] });
      expect(pages.samples).toEqual({ channels: 1, bits: 8, depth: 8 });
      expect(pages.timing.kind === "times" && Array.from(pages.timing.seconds)).toEqual(
        Array.from({ length: 10 }, (_, k) => k / 500),
      );
      expect(await samplesOf(pages, 0)).toEqual(Array.from(ramp(0)));
      expect(await samplesOf(pages, 9)).toEqual(Array.from(ramp(9)));
    });
  });

  it("keeps 12 bits, and takes frames that are filled up to whole sectors", async () => {
    const frames = [0, 1].map((k) =>
      Buffer.from(Uint16Array.from({ length: WIDTH * HEIGHT }, (_, i) => 4095 - i - k).buffer),
    );
    await open(sequence({ frames, stamps: [0, 2000], depth: 12, stride: 512 }), async (pages) => {
      expect(pages.samples).toEqual({ channels: 1, bits: 16, depth: 12 });
      expect((await samplesOf(pages, 1)).slice(0, 3)).toEqual([4094, 4093, 4092]);
    });
  });

  it("has blue first in colour, and says that a mosaic is shown in grey", async () => {
    const frames = [0, 1].map((k) => ramp(k, WIDTH * HEIGHT * 3));
    await open(sequence({ frames, stamps: [0, 2000], format: 200, depth: 24 }), async (pages) => {
      expect(pages.samples).toEqual({ channels: 3, bits: 8, depth: 8 });
      expect((await samplesOf(pages, 1)).slice(0, 3)).toEqual([frames[1][2], frames[1][1], frames[1][0]]);
    });
    await open(sequence({ format: 101 }), async (pages) => {
      expect(pages.notices).toEqual([{ name: "recordingMosaic", values: [] }]);
    });
  });

  it("refuses packed frames with a sentence", async () => {
    const packed = [sequence({ compression: 1 }), sequence({ format: 102 })];
    for (const bytes of packed) {
      await expect(open(bytes, async () => 0)).rejects.toMatchObject({
        code: "not-a-movie",
        message: expect.stringMatching(/^This Norpix file is packed as .*\.$/),
      });
    }
  });

  it("goes by its stamps where they say something else than the rate", async () => {
    const stamps = [0, 4000, 8000, 12_000, 20_000, 24_000, 28_000, 32_000, 36_000, 40_000];
    await open(sequence({ stamps }), async ({ timing, notices }) => {
      expect(timing.kind === "times" && Array.from(timing.seconds)).toEqual(stamps.map((time) => time / 1e6));
      expect(notices).toEqual([{ name: "recordingStampsDiffer", values: [500, 225] }]);
    });
  });

  it("goes by its rate where the stamps do not rise", async () => {
    await open(sequence({ stamps: new Array(10).fill(0) }), async ({ timing, notices }) => {
      expect(timing).toEqual({ kind: "rate", framesPerSecond: 500 });
      expect(notices).toEqual([{ name: "recordingStampsUnusable", values: [500] }]);
    });
  });

  it("lists a long one after it has opened, and repairs a stamp", async () => {
    const frames = Array.from({ length: 1000 }, (_, k) => ramp(k));
    const stamps = frames.map((_, k) => (k === 700 ? 0 : 2000 * k));
    await open(sequence({ frames, stamps }), async ({ timing, notices, pageCount }) => {
      expect(pageCount).toBe(1000);
      expect(timing.kind === "times" && Array.from(timing.seconds)).toEqual(
        frames.map((_, k) => expect.closeTo(k / 500, 9)),
      );
      expect(notices).toEqual([{ name: "recordingStampsRepaired", values: [1] }]);
    });
  });
});

describe("a damaged sequence", () => {
  it("that is cut off or still being written shows its whole frames", async () => {
    const bytes = sequence();
    await open(bytes.subarray(0, bytes.length - 41), async (pages) => {
      expect(pages.pageCount).toBe(8);
      expect(pages.notices).toEqual([{ name: "recordingCutOff", values: [8, 10] }]);
    });
    // Of the ninth one, only the stamp is missing.
    await open(bytes.subarray(0, bytes.length - 40), async (pages) => {
      expect(pages.pageCount).toBe(9);
      expect(pages.timing.kind === "times" && pages.timing.seconds[8]).toBeCloseTo(0.016, 9);
    });
    // A recording that was never finished states no number.
    await open(sequence({ stated: 0 }).subarray(0, bytes.length - 41), async (pages) => {
      expect(pages.pageCount).toBe(8);
    });
    await open(sequence({ stated: 4 }), async (pages) => {
      expect(pages.pageCount).toBe(4);
      expect(pages.notices).toEqual([{ name: "recordingMoreFrames", values: [4, 10] }]);
    });
  });

  it("is refused where no frame is whole", async () => {
    const bytes = sequence();
    for (const length of [100, 1024, 8200]) {
      expect(await openDamagedPages(norpixFormat, path, bytes.subarray(0, length), 10)).toBe(0);
    }
  });

  it("of absurd size is refused before memory is taken", async () => {
    for (const at of [548, 552, 564]) {
      const bytes = sequence();
      bytes.writeUInt32LE(0xfffffff0, at);
      expect(await openDamagedPages(norpixFormat, path, bytes, 10)).toBe(0);
    }
  });

  it("is refused or has frames that can be read, whatever was overturned", async () => {
    const { opened, refused } = await overturnedFiles(norpixFormat, join(folder, "seq"), sequence(), {
      ...{ seeds: 200, headBytes: 640, mostPages: 1000 },
    });
    expect(opened).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(5);
  });
});

it("knows its files by their first bytes", () => {
  expect(norpixFormat.recognises(sequence(), path)).toBe(true);
  expect(norpixFormat.recognises(readFileSync(import.meta.filename), path)).toBe(false);
});
