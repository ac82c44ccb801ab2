import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { FramePicture } from "../shared/frame-picture";
import { gridSize, type ImagePart } from "../shared/image-part";
import type { LumaSamples } from "../shared/luma-samples";
import { i420Size } from "../shared/overlay/i420-surface";
import { DisplayJobs } from "./display-jobs";
import type { FrameSize, LumaBits, ViewJob } from "./protocol";
import { FrameShower } from "./show-frame";
import { randomNumbers } from "./testing/pictures";
import { FlowRunner } from "./testing/run-flow";
import { ToneMapping } from "./tone-map";
import { viewScratchBytes } from "./view-frame";

let runner: FlowRunner;
let jobs: DisplayJobs;

beforeAll(async () => {
  runner = await FlowRunner.create();
  jobs = new DisplayJobs(runner.kernels, { toneMapping: new ToneMapping(), shower: new FrameShower() });
}, 60_000);

type Viewed = Extract<FramePicture, { kind: "i420" | "yuv" }>;
interface Frame extends FrameSize {
  readonly samples: LumaSamples;
  readonly picture: Viewed;
  readonly lumaBits: LumaBits;
}
const I420 = { kind: "i420" } as const;

function view(frame: Frame, part: ImagePart, toneMapped: ViewJob["toneMapped"] = null): Uint8Array {
  const { heap } = runner;
  const { samples, ...job } = frame;
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const source = heap.allocate(bytes.length);
  const length = i420Size(part.width, part.height);
  const target = heap.allocate(length);
  const scratch = heap.allocate(viewScratchBytes(frame, part.width));
  heap.bytes(source).set(bytes);
  try {
    jobs.view({ kind: "view", ...job, source, part, toneMapped, target, scratch });
    return heap.bytes(target).slice(0, length);
  } finally {
    for (const memory of [source, target, scratch]) heap.release(memory);
  }
}

function randomFrame({ width, height }: FrameSize, seed: number): Frame {
  const random = randomNumbers(seed);
  const samples = Uint8Array.from({ length: i420Size(width, height) }, () => Math.floor(256 * random()));
  return { width, height, samples, picture: I420, lumaBits: 8 };
}

/** All of a frame, with so many pixels a sample. */
function whole(frame: FrameSize, pixelsX: number, pixelsY = pixelsX): ImagePart {
  const grid = { pixelsX, pixelsY, x: 0, y: 0, width: 0, height: 0 };
  return { ...grid, ...gridSize(frame, grid) };
}

interface Step {
  readonly x: number;
  readonly y: number;
}

/** The mean of an area of a plane, by its definition; edges are rounded to parts of 256. */
function meanOf(plane: LumaSamples, { width, height }: FrameSize, from: Step, to: Step): number {
  const part = (at: number, size: number): number => Math.min(Math.round(256 * at) / 256, size);
  const [left, right] = [part(from.x, width), part(to.x, width)];
  const [top, bottom] = [part(from.y, height), part(to.y, height)];
  let sum = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    for (let x = Math.floor(left); x < right; x++) {
      const across = Math.min(x + 1, right) - Math.max(x, left);
      const down = Math.min(y + 1, bottom) - Math.max(y, top);
      sum += across * down * plane[y * width + x];
    }
  }
  return sum / ((right - left) * (bottom - top));
}

/** Y, U and V of an I420 frame. */
function planes(bytes: Uint8Array, { width, height }: FrameSize) {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const [luma, chroma] = [width * height, half.width * half.height];
  return [
    { size: { width, height }, plane: bytes.subarray(0, luma) },
    { size: half, plane: bytes.subarray(luma, luma + chroma) },
    { size: half, plane: bytes.subarray(luma + chroma) },
  ];
}

function expectMeans(frame: Frame, part: ImagePart, seen: Uint8Array): void {
  const recorded = planes(frame.samples as Uint8Array, frame);
  for (const [index, { size, plane }] of planes(seen, part).entries()) {
    const offset = index === 0 ? 1 : 2;
    const at = (x: number, y: number): Step => ({
      x: (part.x / offset + x) * part.pixelsX,
      y: (part.y / offset + y) * part.pixelsY,
    });
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++) {
        const { plane: source, size: of } = recorded[index];
        const mean = meanOf(source, of, at(x, y), at(x + 1, y + 1));
        expect(Math.abs(plane[y * size.width + x] - mean), `plane ${index}, ${x} ${y}`).toBeLessThan(0.502);
      }
    }
  }
}

describe("a part of a frame", () => {
  it("has the means of what its samples cover, whatever the sizes", () => {
    const sizes = fc.record({
      width: fc.integer({ min: 3, max: 70 }),
      height: fc.integer({ min: 3, max: 40 }),
    });
    const pixels = fc.double({ min: 1, max: 9, noNaN: true });
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    const scene = fc.tuple(sizes, pixels, pixels, share, share, fc.integer());
    fc.assert(
      fc.property(scene, ([size, pixelsX, pixelsY, across, down, seed]) => {
        const frame = randomFrame(size, seed);
        const all = whole(frame, pixelsX, pixelsY);
        const [x, y] = [2 * Math.floor((across * all.width) / 2), 2 * Math.floor((down * all.height) / 2)];
        const part = { ...all, x, y, width: all.width - x, height: all.height - y };
        expectMeans(frame, part, view(frame, part));
      }),
      { numRuns: 60 },
    );
  });

  it("is large, and every sample of it right", () => {
    const frame = randomFrame({ width: 641, height: 359 }, 5);
    const part = whole(frame, 641 / 189, 359 / 106);
    expect([part.width, part.height]).toEqual([189, 106]);
    expectMeans(frame, part, view(frame, part));
  });

  it("has the frame's own pixels at one to one", () => {
    const frame = randomFrame({ width: 45, height: 31 }, 6);
    const all = whole(frame, 1);
    expect(view(frame, all)).toEqual(frame.samples);
    const part = { ...all, x: 6, y: 4, width: 21, height: 17 };
    const seen = planes(view(frame, part), part);
    planes(frame.samples as Uint8Array, frame).forEach(({ plane, size }, index) => {
      const [left, top] = index === 0 ? [6, 4] : [3, 2];
      const { plane: own, size: of } = seen[index];
      for (let y = 0; y < of.height; y++) {
        const from = (top + y) * size.width + left;
        expect(own.subarray(y * of.width, (y + 1) * of.width)).toEqual(plane.subarray(from, from + of.width));
      }
    });
  });

  it("lies within the frame, or is refused", () => {
    const frame = randomFrame({ width: 40, height: 30 }, 7);
    const part = whole(frame, 2);
    for (const wrong of [{ x: 2 }, { y: 2 }, { width: 21 }, { height: 16 }]) {
      expect(() => view(frame, { ...part, ...wrong })).toThrow("does not have the part");
    }
    expect(() => view({ ...frame, samples: frame.samples.slice(0, 1799) }, part)).toThrow("memory");
  });
});

describe("deep YUV", () => {
  const random = randomNumbers(3);
  const size = { width: 38, height: 22 };
  const layouts = [
    { columns: 1, rows: 1 },
    { columns: 2, rows: 1 },
    { columns: 2, rows: 2 },
    { columns: 4, rows: 1 },
  ] as const;
  const ranges = ["limited", "full"] as const;
  const kinds = layouts.flatMap((layout) => ranges.map((range) => ({ ...layout, range })));

  it.each(kinds)("of %o is seen as it is shown, and smaller as the mean of that", (kind) => {
    const picture = { kind: "yuv", depth: 10, ...kind } as const;
    const chroma = Math.ceil(size.width / kind.columns) * Math.ceil(size.height / kind.rows);
    const samples = Uint16Array.from({ length: size.width * size.height + 2 * chroma }, () =>
      Math.floor(1024 * random()),
    );
    const frame: Frame = { ...size, samples, picture, lumaBits: 16 };
    const shown = new Uint8Array(i420Size(size.width, size.height));
    const levels = { black: 0, white: 1, gamma: 1 };
    new FrameShower().show(new Uint8Array(samples.buffer), shown, { ...frame, picture, levels });
    const exact = view(frame, whole(frame, 1));
    exact.forEach((code, at) => {
      expect(Math.abs(code - shown[at]), `byte ${at}`).toBeLessThanOrEqual(1);
    });
    // As the shown frame reduced: that was rounded once more.
    const half = whole(frame, 2);
    const reduced = view({ ...frame, samples: shown, picture: I420, lumaBits: 8 }, half);
    view(frame, half).forEach((code, at) => {
      expect(Math.abs(code - reduced[at]), `byte ${at} of the half`).toBeLessThanOrEqual(1);
    });
  });
});

/** A frame of high dynamic range, its tones mapped after it was reduced, and before. */
function bothWays(transfer: string, luma: (x: number, y: number) => number) {
  const size = { width: 192, height: 108 };
  const samples = new Uint8Array(i420Size(size.width, size.height)).fill(128);
  for (let at = 0; at < size.width * size.height; at++) {
    samples[at] = 16 + 219 * luma(at % size.width, Math.floor(at / size.width));
  }
  const frame: Frame = { ...size, samples, picture: I420, lumaBits: 8 };
  const colour = { matrix: "bt2020nc", primaries: "bt2020", range: "limited", transfer } as const;
  const part = whole(frame, 3.4);
  const pixels = part.width * part.height;
  const mapped = view(frame, whole(frame, 1), colour);
  return {
    part,
    quick: view(frame, part, colour).subarray(0, pixels),
    slow: view({ ...frame, samples: mapped }, part).subarray(0, pixels),
  };
}

describe.each(["smpte2084", "arib-std-b67"])(
  "a frame of high dynamic range (%s) that is reduced before",
  (transfer) => {
    const wave = (x: number, y: number): number =>
      0.4 + 0.2 * Math.sin(x / 9) + 0.2 * Math.cos(y / 7 + x / 30);

    // A single code of PQ becomes as many codes, where it is bright.
    it("is the same where it is smooth", () => {
      const { quick, slow } = bothWays(transfer, wave);
      quick.forEach((code, at) => {
        expect(Math.abs(code - slow[at]), `sample ${at}`).toBeLessThanOrEqual(4);
      });
      expect(new Set(slow).size).toBeGreaterThan(50);
    });

    it("has nothing at an edge that is not between its sides", () => {
      const { quick, slow, part } = bothWays(transfer, (x) => (x < 97 ? 0.2 : 0.75));
      const { width } = part;
      const [dark, bright] = [slow[0], slow[width - 1]];
      const others = new Set<number>();
      quick.forEach((code, at) => {
        if (Math.abs(code - slow[at]) > 1) others.add(at % width);
        expect(code).toBeGreaterThanOrEqual(dark);
        expect(code).toBeLessThanOrEqual(bright);
      });
      // The one column that the edge goes through.
      expect(others.size).toBeLessThanOrEqual(1);
    });
  },
);
