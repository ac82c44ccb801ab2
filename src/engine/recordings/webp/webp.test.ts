import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EVERYTHING, seededRandom } from "../../testing/exactness";
import { ffmpeg, temporaryFolder } from "../../testing/movies";
import { openDamagedPages, overturnedFiles, samplesOf, survivingPages, withPages } from "../../testing/paged";
import { type WebpFileFrame, webpFile } from "../../testing/recorder-files";
import { webpFormat } from "./webp";

/** Decoding takes processes, so some of the 200 damaged files are tried by default, and a few at a time. */
const SEEDS_AT_A_TIME = 5;
const SEEDS = Array.from({ length: EVERYTHING ? 40 : 8 }, (_, k) => k * SEEDS_AT_A_TIME);

const folder = temporaryFolder();
const path = join(folder, "animation.webp");
const WIDTH = 20;
const HEIGHT = 12;

type Pixel = readonly [red: number, green: number, blue: number, opacity: number];
type Frame = Omit<WebpFileFrame, "still"> & { readonly pixels: readonly Pixel[] };

/** A frame of noise, opaque unless `opacity` says otherwise. */
function frame(
  seed: number,
  place: Partial<Omit<Frame, "pixels">> = {},
  opacity: readonly number[] = [255],
): Frame {
  const random = seededRandom(seed);
  const { width = WIDTH, height = HEIGHT } = place;
  const noise = (): number => Math.floor(random() * 256);
  const pixels = Array.from(
    { length: width * height },
    (_, k): Pixel => [noise(), noise(), noise(), opacity[k % opacity.length]],
  );
  return { x: 0, y: 0, width, height, milliseconds: 40, blends: true, clears: false, ...place, pixels };
}

/** Packs frames without loss, by ffmpeg's encoder. */
function animation(frames: readonly Frame[]): Buffer {
  const packed = frames.map((one, k): WebpFileFrame => {
    const file = join(folder, `pixels-${k}`);
    writeFileSync(file, Uint8Array.from(one.pixels.flat()));
    const input = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", `${one.width}x${one.height}`, "-i", file];
    // Without "exact", the encoder may change colours that nobody sees.
    const still = ffmpeg(
      ...input,
      ...["-c:v", "libwebp", "-lossless", "1", "-pix_fmt", "bgra", "-f", "webp", "-"],
    );
    return { ...one, still };
  });
  return webpFile(WIDTH, HEIGHT, packed);
}

/** What the specification has a canvas look like after each frame, on black. */
function expectedPages(frames: readonly Frame[]): readonly (readonly number[])[] {
  let canvas: Pixel[] = new Array(WIDTH * HEIGHT).fill([0, 0, 0, 0]);
  return frames.map((one, number) => {
    const before = frames[number - 1];
    if (before?.clears)
      canvas = canvas.map((pixel, k) => (placeIn(before, k) === null ? pixel : [0, 0, 0, 0]));
    canvas = canvas.map((below, k) => {
      const place = placeIn(one, k);
      if (place === null) return below;
      const above = one.pixels[place];
      return one.blends ? over(above, below) : above;
    });
    return canvas.flatMap(([red, green, blue, opacity]) =>
      [red, green, blue].map((value) => Math.round((value * opacity) / 255)),
    );
  });
}

function placeIn({ x, y, width, height }: Frame, k: number): number | null {
  const [column, row] = [(k % WIDTH) - x, Math.floor(k / WIDTH) - y];
  return column >= 0 && row >= 0 && column < width && row < height ? row * width + column : null;
}

function over(above: Pixel, below: Pixel): Pixel {
  const rest = below[3] * (1 - above[3] / 255);
  const opacity = above[3] + rest;
  if (opacity === 0) return below;
  const [red, green, blue] = [0, 1, 2].map((c) => (above[c] * above[3] + below[c] * rest) / opacity);
  return [red, green, blue, opacity];
}

const PARTS: readonly Frame[] = [
  frame(1, { milliseconds: 100 }),
  frame(2, { x: 4, y: 2, width: 7, height: 5 }),
  frame(3, { x: 10, y: 6, width: 8, height: 4, clears: true, milliseconds: 500 }, [0, 255]),
  frame(4, { x: 2, y: 0, width: 5, height: 12, blends: false }, [0, 255, 255]),
  frame(5, { blends: false, milliseconds: 20 }),
  frame(6, { x: 0, y: 4, width: 3, height: 3, milliseconds: 0 }),
  frame(7, {}, [0, 255]),
];

const WHOLE = animation(PARTS);

describe("an animated WebP", () => {
  it("is drawn as its specification says, forwards and in any order", async () => {
    const expected = expectedPages(PARTS);
    const bytes = WHOLE;
    await withPages(webpFormat, path, bytes, async (pages) => {
      expect(pages).toMatchObject({ width: WIDTH, height: HEIGHT, pageCount: PARTS.length });
      expect(pages.samples).toEqual({ channels: 3, bits: 8, depth: 8 });
      expect(await survivingPages(pages)).toEqual(expected);
    });
    await withPages(webpFormat, path, bytes, async (pages) => {
      for (const number of [3, 6, 5, 0, 2, 1, 4])
        expect(await samplesOf(pages, number)).toEqual(expected[number]);
    });
    await withPages(webpFormat, path, bytes, async (pages) => {
      const found = await Promise.all(PARTS.map((_, number) => samplesOf(pages, number)));
      expect(found).toEqual(expected);
    });
  });

  it("blends what is half transparent", async () => {
    const frames = [frame(1), frame(2, {}, [128, 3, 200])];
    await withPages(webpFormat, path, animation(frames), async (pages) => {
      const found = await samplesOf(pages, 1);
      const differences = expectedPages(frames)[1].map((value, k) => Math.abs(value - found[k]));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    });
  });

  it("has the times of its frames; those without one get what browsers give them", async () => {
    await withPages(webpFormat, path, WHOLE, async ({ timing, notices }) => {
      const times = [0, 0.1, 0.14, 0.64, 0.68, 0.7, 0.8];
      expect(timing.kind === "times" && Array.from(timing.seconds)).toEqual(
        times.map((time) => expect.closeTo(time, 9)),
      );
      expect(notices).toEqual([{ name: "recordingDelaysMissing", values: [1] }]);
    });
  });

  it("is told from a still one", () => {
    expect(webpFormat.recognises(animation(PARTS.slice(0, 1)), path)).toBe(true);
    const still = ffmpeg(
      "-f",
      "lavfi",
      "-i",
      "testsrc2=s=16x16:d=0.04",
      "-c:v",
      "libwebp",
      "-f",
      "webp",
      "-",
    );
    expect(webpFormat.recognises(still, path)).toBe(false);
  });
});

describe("a damaged animation", () => {
  it("that is cut off shows its whole frames", async () => {
    const bytes = WHOLE;
    await withPages(webpFormat, path, bytes.subarray(0, bytes.length - 100), async (pages) => {
      expect(pages.pageCount).toBe(6);
      expect(pages.notices).toContainEqual({ name: "recordingCut", values: [6] });
      expect(await survivingPages(pages)).toEqual(expectedPages(PARTS.slice(0, 6)));
    });
    for (const length of [20, 40, 60]) {
      expect(await openDamagedPages(webpFormat, path, bytes.subarray(0, length), 0)).toBe(0);
    }
  });

  it("misses the frames that are drawn on a damaged one, and no others", async () => {
    const bytes = Buffer.from(WHOLE);
    // The picture of the second frame is of no kind that there is.
    const second = bytes.indexOf("ANMF", bytes.indexOf("ANMF") + 1);
    bytes.fill(0, second + 8 + 16 + 8, second + 8 + 16 + 16);
    await withPages(webpFormat, path, bytes, async (pages) => {
      const found = await survivingPages(pages);
      expect(found.map((page) => page !== null)).toEqual([true, false, false, false, true, true, true]);
      expect(found[5]).toEqual(expectedPages(PARTS)[5]);
    });
  });

  it("of absurd size is refused before memory is taken", async () => {
    const bytes = animation(PARTS.slice(0, 1));
    bytes.writeUIntLE(0xffffff, 24, 3);
    bytes.writeUIntLE(0xffffff, 27, 3);
    expect(await openDamagedPages(webpFormat, path, bytes, 0)).toBe(0);
  });

  let opened = 0;
  it.for(SEEDS)(
    "is refused or has frames that can be read, whatever was overturned: seeds from %d on",
    async (first) => {
      const files = await overturnedFiles(webpFormat, join(folder, "webp"), WHOLE, {
        ...{ first, seeds: SEEDS_AT_A_TIME, headBytes: 120, mostPages: 20 },
      });
      opened += files.opened;
    },
  );

  it("opens in most cases", () => expect(opened).toBeGreaterThan(SEEDS.length));
});
