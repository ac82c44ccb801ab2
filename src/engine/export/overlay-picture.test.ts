import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pictureSize } from "../../shared/export-size";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { NO_MARKS } from "../../shared/marks/marks";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { type OverlayPictureRequest, overlayPicture } from "./overlay-picture";
import { exportOverlayVideo } from "./overlay-video";

const folder = temporaryFolder();
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  const path = makeMovie(folder, "movie.mkv", { seconds: 1, args: ["-c:v", "ffv1", "-pix_fmt", "yuv420p"] });
  movie = await openMovie(tools, path);
});
afterAll(() => pool.dispose());

const overlay = defaultOverlaySettings(160, 120);
const none = { ...overlay, legend: false, arrows: { ...overlay.arrows, visible: false } };

interface Rgb {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

function decoded(png: Uint8Array, name: string): Rgb {
  expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  const view = new DataView(png.buffer, png.byteOffset);
  const path = join(folder, name);
  writeFileSync(path, png);
  const pixels = ffmpeg("-i", path, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  return { width: view.getUint32(16), height: view.getUint32(20), pixels };
}

async function picture(wish: Partial<OverlayPictureRequest>, within?: { width: number; height: number }) {
  const request = { frame: 5, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, overlay, ...wish };
  const size = { width: 160, height: 120 };
  const png = await overlayPicture(
    tools,
    pool,
    movie,
    { size, marks: [], list: false, ...request },
    { within },
  );
  return decoded(png, "picture.png");
}

function difference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

describe("a picture of a frame with its overlay", () => {
  it("is the frame itself where nothing is drawn", async () => {
    const { width, height, pixels } = await picture({ overlay: none });
    expect([width, height]).toEqual([160, 120]);
    const own = ffmpeg(
      ...["-i", movie.path, "-vf", "select=eq(n\\,5),scale=in_color_matrix=bt601:in_range=tv:flags=bicubic"],
      ...["-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
    );
    // Chroma is interpolated in another way at edges.
    expect(difference(pixels, own)).toBeLessThan(6);
  });

  it("has the arrows where the video has them", async () => {
    const path = join(folder, "video.mp4");
    await exportOverlayVideo(tools, pool, movie, {
      ...{ start: 5, end: 7, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, overlay, output: path },
    });
    const video = ffmpeg(
      ...["-i", path, "-vf", "scale=in_color_matrix=bt601:in_range=tv", "-frames:v", "1"],
      ...["-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
    );
    const [drawn, plain] = [await picture({}), await picture({ overlay: none })];
    // The video has colours half as fine.
    expect(difference(drawn.pixels, video)).toBeLessThan(0.7 * difference(plain.pixels, video));
  });

  it("has its own size, in square pixels", async () => {
    const path = makeMovie(folder, "wide.mp4", {
      seconds: 1,
      args: ["-vf", "setsar=3/2", "-c:v", "libx264"],
    });
    const wide = await openMovie(tools, path);
    expect(pictureSize(wide.info, { kind: "movie" })).toEqual({ width: 240, height: 120 });
    const double = await picture({ size: { width: 320, height: 240 } });
    expect([double.width, double.height]).toEqual([320, 240]);
    const small = await picture({ size: { width: 320, height: 240 } }, { width: 100, height: 100 });
    expect([small.width, small.height]).toEqual([100, 75]);
  });

  it("marks probes with rings, and lists their motions on request", async () => {
    const marks = [{ number: 3, x: 80, y: 60 }];
    const size = { width: 640, height: 480 };
    const plain = await picture({ overlay: none, size });
    const marked = await picture({ overlay: none, size, marks });
    const listed = await picture({ overlay: none, size, marks, list: true });
    const changed = (a: Rgb, b: Rgb, inside: (x: number, y: number) => boolean): number => {
      let count = 0;
      for (let y = 0; y < 480; y++) {
        for (let x = 0; x < 640; x++) {
          const at = 3 * (y * 640 + x);
          if (inside(x, y) && Math.abs(a.pixels[at] - b.pixels[at]) > 12) count++;
        }
      }
      return count;
    };
    const near = (x: number, y: number): boolean => Math.hypot(x - 322, y - 242) < 40;
    expect(changed(plain, marked, near)).toBeGreaterThan(60);
    expect(changed(plain, marked, (x, y) => !near(x, y))).toBe(0);
    expect(changed(marked, listed, (x, y) => x < 400 && y < 60)).toBeGreaterThan(1000);
    expect(changed(marked, listed, (_, y) => y > 80)).toBe(0);
  });

  it("has what was laid over the recording, as a video has it, and nothing else", async () => {
    const shape = { kind: "rectangle", x: 40, y: 40, width: 80, height: 60 } as const;
    const region = { id: "a", name: "a", colour: "#ff0000", note: "", shape };
    const laid = { ...NO_MARKS, regions: [region], mask: [100, 20, 30, 101, 20, 30] };
    const plain = await picture({ overlay: none });
    const { pixels } = await picture({ overlay: none, laid });
    const output = join(folder, "laid.mp4");
    const flow = DEFAULT_FLOW_PARAMETERS;
    const request = { start: 5, end: 5, flow, deinterlace: false, overlay: none, output };
    await exportOverlayVideo(tools, pool, movie, { ...request, laid });
    const video = ffmpeg("-i", output, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
    const reddened = (of: Uint8Array, x: number, y: number): number => {
      const at = 3 * (y * 160 + x);
      return of[at] - plain.pixels[at] - (of[at + 2] - plain.pixels[at + 2]);
    };
    for (const of of [pixels, video]) {
      // Two pixels that the border is in between.
      expect(reddened(of, 39, 70) + reddened(of, 40, 70)).toBeGreaterThan(60);
      expect(reddened(of, 119, 70) + reddened(of, 120, 70)).toBeGreaterThan(60);
      const masked = 3 * (100 * 160 + 25);
      expect(
        difference(of.subarray(masked, masked + 3), plain.pixels.subarray(masked, masked + 3)),
      ).toBeGreaterThan(8);
      expect(Math.abs(reddened(of, 80, 70))).toBeLessThan(25);
    }
    expect([...pixels.subarray(3 * (70 * 160 + 80), 3 * (70 * 160 + 90))]).toEqual([
      ...plain.pixels.subarray(3 * (70 * 160 + 80), 3 * (70 * 160 + 90)),
    ]);
  });

  it("of the last frame has no flow, and a frame beyond is refused", async () => {
    const last = movie.info.frameCount - 1;
    const bare = { ...overlay, legend: false };
    expect((await picture({ frame: last, overlay: bare })).pixels).toEqual(
      (await picture({ frame: last, overlay: none })).pixels,
    );
    await expect(picture({ frame: last + 1 })).rejects.toMatchObject({ code: "invalid-argument" });
    await expect(picture({ size: { width: 20000, height: 15000 } })).rejects.toThrow(
      "20000 × 15000 pixels is too large",
    );
  });
});

describe("across a cut", () => {
  it("nothing moves", async () => {
    const last = movie.info.frameCount - 2;
    const bare = { ...overlay, legend: false };
    const marked = { marks: { set: [last + 1], deleted: [] }, find: false };
    const drawn = await picture({ frame: last, overlay: bare });
    const cut = await picture({ frame: last, overlay: bare, cuts: marked });
    expect(cut.pixels).toEqual((await picture({ frame: last, overlay: none })).pixels);
    expect(drawn.pixels).not.toEqual(cut.pixels);
  });
});
