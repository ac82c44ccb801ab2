import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type DicomFileElement,
  type DicomFileOptions,
  dicomFile,
  pixelElements,
} from "../../testing/dicom-file";
import { losslessJpeg } from "../../testing/lossless-jpeg";
import { temporaryFolder } from "../../testing/movies";
import { samplesOf, survivingPages, withPages } from "../../testing/paged";
import type { PagedFile } from "../paged/paged-file";
import { dicomFormat } from "./dicom";

const folder = temporaryFolder();
const path = join(folder, "loop.dcm");
const WIDTH = 4;
const HEIGHT = 2;
const PLACES = WIDTH * HEIGHT;

/** Values of three frames, of so many bits. */
function values(bits: number): readonly (readonly number[])[] {
  return [0, 1, 2].map((frame) =>
    Array.from({ length: PLACES }, (_, k) => (frame * 1000 + k * 333 + 5) % 2 ** bits),
  );
}

function bytesOf(frames: readonly (readonly number[])[], bits: number, big = false): Buffer {
  const all = frames.flat();
  if (bits <= 8) return Buffer.from(all);
  const bytes = Buffer.alloc(2 * all.length);
  for (const [k, value] of all.entries()) {
    if (big) bytes.writeUInt16BE(value, 2 * k);
    else bytes.writeUInt16LE(value, 2 * k);
  }
  return bytes;
}

/** A loop of three frames. */
function loop(
  bits: number,
  more: readonly DicomFileElement[] = [],
  options: Partial<DicomFileOptions> = {},
): Buffer {
  const frames = values(bits);
  return dicomFile({
    elements: [...pixelElements(WIDTH, HEIGHT, frames.length, bits), ...more],
    pixels: bytesOf(frames, bits, options.written === "big-endian"),
    ...options,
  });
}

function open<T>(bytes: Uint8Array, work: (pages: PagedFile) => Promise<T>): Promise<T> {
  return withPages(dicomFormat, path, bytes, work);
}

describe("an uncompressed loop", () => {
  it.for<[string, Partial<DicomFileOptions>]>([
    ["explicit", {}],
    ["implicit", { syntax: "1.2.840.10008.1.2", written: "implicit" }],
    ["big-endian", { syntax: "1.2.840.10008.1.2.2", written: "big-endian" }],
    ["said to be explicit, and implicit", { written: "implicit" }],
    ["said to be implicit, and explicit", { syntax: "1.2.840.10008.1.2" }],
    ["implicit, without a preamble", { syntax: "", written: "implicit", preamble: false }],
    ["explicit, without a preamble", { syntax: "", preamble: false }],
  ])("%s", async ([, options]) => {
    for (const bits of [8, 12, 16]) {
      const bytes = loop(bits, [], options);
      expect(dicomFormat.recognises(bytes, path)).toBe(true);
      await open(bytes, async (pages) => {
        expect(pages).toMatchObject({ width: WIDTH, height: HEIGHT, pageCount: 3, notices: [] });
        expect(pages.samples).toEqual({ channels: 1, bits: bits === 8 ? 8 : 16, depth: bits });
        expect(await survivingPages(pages)).toEqual(values(bits));
      });
    }
  });

  it("whose white is zero is turned round", async () => {
    await open(loop(12, [[0x00280004, "CS", "MONOCHROME1"]]), async (pages) => {
      expect(await samplesOf(pages, 1)).toEqual(values(12)[1].map((value) => 4095 - value));
    });
  });

  it("of numbers with a sign is raised, and bits that are not used are masked", async () => {
    const signed = [-2048, -1, 0, 1, 2047, 5, 6, 7];
    // The upper four bits hold something else.
    const stored = signed.map((value) => (value & 0xfff) | 0x5000);
    const more: readonly DicomFileElement[] = [
      [0x00280103, "US", 1],
      [0x00280008, "IS", "1"],
    ];
    await open(loop(12, more, { pixels: bytesOf([stored], 12) }), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual(signed.map((value) => value + 2048));
    });
  });

  it("whose values lie in the upper bits is moved down", async () => {
    const stored = [16, 32, 48, 4080, 65_520, 0, 160, 0];
    const more: readonly DicomFileElement[] = [
      [0x00280102, "US", 15],
      [0x00280008, "IS", "1"],
    ];
    await open(loop(12, more, { pixels: bytesOf([stored], 12) }), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual([1, 2, 3, 255, 4095, 0, 10, 0]);
    });
  });

  const colour = (name: string, planar: number): readonly DicomFileElement[] => [
    [0x00280002, "US", 3],
    [0x00280004, "CS", name],
    [0x00280006, "US", planar],
    [0x00280008, "IS", "1"],
  ];
  const COLOURS = Array.from({ length: 3 * PLACES }, (_, k) => (k * 41) & 255);

  it("of colours has them beside each other", async () => {
    await open(loop(8, colour("RGB", 0), { pixels: Buffer.from(COLOURS) }), async (pages) => {
      expect(pages.samples).toEqual({ channels: 3, bits: 8, depth: 8 });
      expect(await samplesOf(pages, 0)).toEqual(COLOURS);
    });
    const planes = [0, 1, 2].flatMap((c) => COLOURS.filter((_, k) => k % 3 === c));
    await open(loop(8, colour("RGB", 1), { pixels: Buffer.from(planes) }), async (pages) => {
      expect(await samplesOf(pages, 0)).toEqual(COLOURS);
    });
  });

  it("of luma and colours becomes red, green and blue", async () => {
    const full = [76, 85, 255, 150, 44, 21, 29, 255, 107, 128, 128, 128].concat(new Array(12).fill(128));
    const expected = [254, 0, 0, 0, 255, 1, 0, 0, 254, 128, 128, 128];
    await open(loop(8, colour("YBR_FULL", 0), { pixels: Buffer.from(full) }), async (pages) => {
      expect((await samplesOf(pages, 0)).slice(0, 12)).toEqual(expected);
    });
    // Two pixels share their colours.
    const shared = [76, 76, 85, 255, 128, 16, 128, 128].concat(new Array(8).fill(128));
    await open(loop(8, colour("YBR_FULL_422", 0), { pixels: Buffer.from(shared) }), async (pages) => {
      expect((await samplesOf(pages, 0)).slice(0, 12)).toEqual([
        254, 0, 0, 254, 0, 0, 128, 128, 128, 16, 16, 16,
      ]);
    });
  });

  it("of a palette has its colours", async () => {
    const table = (shift: number) => bytesOf([[0, 1, 2, 3].map((k) => ((k * 40 + shift) & 255) * 257)], 16);
    const palette: readonly DicomFileElement[] = [
      [0x00280004, "CS", "PALETTE COLOR"],
      [0x00280008, "IS", "1"],
      ...[0, 1, 2].flatMap((c): readonly DicomFileElement[] => [
        [0x00281101 + c, "US", [4, 10, 16]],
        [0x00281201 + c, "OW", table(50 * c)],
      ]),
    ];
    const pixels = Buffer.from([0, 10, 11, 12, 13, 14, 255, 10]);
    await open(loop(8, palette, { pixels }), async (pages) => {
      const colours = [0, 0, 1, 2, 3, 3, 3, 0].flatMap((k) => [k * 40, k * 40 + 50, k * 40 + 100]);
      expect(await samplesOf(pages, 0)).toEqual(colours);
    });
  });

  it.for<[string, readonly DicomFileElement[]]>([
    ["32 bits", [[0x00280100, "US", 32]]],
    ["2 samples a pixel", [[0x00280002, "US", 2]]],
    ["YBR_PARTIAL_420", [[0x00280004, "CS", "YBR_PARTIAL_420"]]],
    ["a palette in segments", [[0x00280004, "CS", "PALETTE COLOR"]]],
  ])("is refused with a sentence where it has %s", async ([said, more]) => {
    await expect(open(loop(8, more), async () => 0)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^This DICOM file has pixels .*\\(${said}\\).*\\.$`)),
    });
  });
});

describe("times and sizes", () => {
  it.for<[string, readonly DicomFileElement[], object]>([
    ["a time between frames", [[0x00181063, "DS", "25"]], { kind: "rate", framesPerSecond: 40 }],
    ["the rate of the device", [[0x00180040, "IS", "50"]], { kind: "rate", framesPerSecond: 50 }],
    ["a recommended rate", [[0x00082144, "IS", "30"]], { kind: "rate", framesPerSecond: 30 }],
    ["no time", [], { kind: "unknown" }],
    ["a time of zero", [[0x00181063, "DS", "0"]], { kind: "unknown" }],
    [
      "times between frames",
      [
        [0x00181065, "DS", "0\\10\\30"],
        [0x00280009, "US", [0x18, 0x1065]],
      ],
      { kind: "times", seconds: Float64Array.of(0, 0.01, 0.04) },
    ],
    [
      "both, of which it points at one",
      [
        [0x00181063, "DS", "20"],
        [0x00181065, "DS", "0\\10\\30"],
        [0x00280009, "US", [0x18, 0x1063]],
      ],
      { kind: "rate", framesPerSecond: 50 },
    ],
    ["times that do not rise", [[0x00181065, "DS", "0\\10\\0"]], { kind: "unknown" }],
  ])("of %s", async ([, elements, timing]) => {
    await open(loop(8, elements), async (pages) => expect(pages.timing).toEqual(timing));
  });

  it("are those of the spacing, or of the first region of tissue", async () => {
    await open(loop(8, [[0x00280030, "DS", "0.4\\0.2"]]), async (pages) => {
      expect(pages.pixelSize).toEqual({ x: 200, y: 400 });
      expect(pages.pixelAspect).toBe(0.5);
    });
    const region = (format: number, delta: number): readonly DicomFileElement[] => [
      [0x00186012, "US", format],
      [0x00186024, "US", 3],
      [0x00186026, "US", 3],
      [0x0018602c, "FD", delta],
      [0x0018602e, "FD", delta],
    ];
    const regions: DicomFileElement = [0x00186011, "SQ", [region(3, 9), region(1, 0.005), region(1, 7)]];
    for (const written of ["explicit", "implicit", "big-endian"] as const) {
      await open(loop(8, [regions], { written }), async (pages) => {
        expect(pages.pixelSize?.x).toBeCloseTo(50, 9);
        expect(pages.pixelAspect).toBe(1);
      });
    }
    const measures: DicomFileElement = [0x00289110, "SQ", [[[0x00280030, "DS", "1\\2"]]]];
    await open(loop(8, [[0x52009229, "SQ", [[measures]]]]), async (pages) => {
      expect(pages.pixelSize).toEqual({ x: 2000, y: 1000 });
    });
    await open(loop(8), async (pages) => expect(pages.pixelSize).toBeNull());
  });
});

describe("lossless JPEG", () => {
  const SYNTAX = "1.2.840.10008.1.2.4.70";

  it.for([8, 10, 12, 16])("of %d bits keeps its numbers", async (bits) => {
    // The first pixel is black, whose difference is the one that no bits follow.
    const frames = values(bits).map((frame) => [0, ...frame.slice(1)]);
    const pixels = frames.map((frame) =>
      losslessJpeg(frame, { width: WIDTH, height: HEIGHT, precision: bits }),
    );
    await open(loop(bits, [], { pixels, syntax: SYNTAX }), async (pages) => {
      expect(pages).toMatchObject({ pageCount: 3, codec: "DICOM, lossless JPEG", notices: [] });
      expect(pages.samples.depth).toBe(bits);
      expect(await survivingPages(pages)).toEqual(frames);
    });
  });

  it("of colours, of frames in several fragments, with a table or without", async () => {
    const width = 40;
    const height = 30;
    const frames = [0, 1, 2].map((frame) =>
      Array.from({ length: 3 * width * height }, (_, k) => (frame * 7 + k * 13) & 255),
    );
    const pixels = frames.flatMap((frame) => {
      const whole = losslessJpeg(frame, { width, height, precision: 8, components: 3 });
      const half = 2 * (whole.length >> 2);
      return [whole.subarray(0, half), whole.subarray(half)];
    });
    const elements: readonly DicomFileElement[] = [
      ...pixelElements(width, height, 3, 8),
      [0x00280002, "US", 3],
      [0x00280004, "CS", "RGB"],
    ];
    for (const table of [[], [0, 2, 4]]) {
      await open(dicomFile({ elements, pixels, syntax: SYNTAX, table }), async (pages) => {
        expect(pages.pageCount).toBe(3);
        expect(await survivingPages(pages)).toEqual(frames);
      });
    }
  });
});

describe("what is not read is refused with a sentence", () => {
  it.for([
    ["1.2.840.10008.1.2.4.103", "H.264 video"],
    ["1.2.840.10008.1.2.4.100", "MPEG-2 video"],
    ["1.2.840.10008.1.2.1.99", "a deflated data set"],
    ["1.2.3.4", "1.2.3.4"],
  ])("%s", async ([syntax, name]) => {
    await expect(open(loop(8, [], { syntax }), async () => 0)).rejects.toMatchObject({
      code: "not-a-movie",
      message: expect.stringContaining(`packed as ${name}, which`),
    });
  });

  it("a file without pixels", async () => {
    await expect(open(loop(8, [], { pixels: null }), async () => 0)).rejects.toMatchObject({
      code: "no-video",
    });
  });
});
