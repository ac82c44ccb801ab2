import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import { i420Size } from "../../shared/overlay/i420-surface";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import type { PictureRequest } from "../../shared/picture";
import type { FlowPool } from "../../workers/flow-pool";
import { overlayPicture } from "../export/overlay-picture";
import { exportOverlayVideo } from "../export/overlay-video";
import type { Recording } from "../recording/recording";
import type { Timeline } from "../recording/timeline";
import { openRecording } from "../recordings/open-recording";
import { type GreyStack, greyValueAt, writeGreyStack } from "../testing/grey-stack";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { automaticLevels, levelsForFile, measureLevels } from "./automatic-levels";
import { toDisplayFrame } from "./display-frame";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(1);
});
afterAll(() => pool.dispose());

const SIZE = { width: 64, height: 48 };
/** Of 12 bits in 16, as cameras write them. */
const STACK: GreyStack = { ...SIZE, frames: 24, values: [320, 3500], hot: [[5, 5, 65535]] };
/** What a dark recording has. */
const DARK: GreyStack = { ...STACK, values: [100, 600], hot: [[40, 30, 0]] };

async function opened(name: string, stack: GreyStack): Promise<Recording> {
  const path = join(folder, name);
  writeGreyStack(path, stack);
  return openRecording(tools, path);
}

const overlay = defaultOverlaySettings(SIZE.width, SIZE.height);
const bare = { ...overlay, legend: false, arrows: { ...overlay.arrows, visible: false } };
const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;

function meanOf(values: Iterable<number>): number {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** Grey values of a saved picture of a frame. */
async function saved(movie: Recording, frame: number, levels: Levels | null = null): Promise<Buffer> {
  const png = await overlayPicture(tools, pool, movie, {
    ...{ frame, flow, deinterlace: false, overlay: bare, size: SIZE, marks: [], list: false, levels },
  });
  const path = join(folder, "saved.png");
  writeFileSync(path, png);
  return ffmpeg("-i", path, "-pix_fmt", "gray", "-f", "rawvideo", "-");
}

/** Means of the frames of an exported video, as they are shown. */
async function exported(movie: Recording, levels: Levels | null = null): Promise<readonly number[]> {
  const output = join(folder, "exported.mp4");
  const { frameCount } = movie.info;
  const request = { start: 0, end: frameCount - 1, flow, deinterlace: false, overlay: bare, output, levels };
  await exportOverlayVideo(tools, pool, movie, request);
  const bytes = ffmpeg(
    "-i",
    output,
    "-vf",
    "scale=in_range=tv:out_range=pc",
    "-pix_fmt",
    "gray",
    "-f",
    "rawvideo",
    "-",
  );
  const pixels = SIZE.width * SIZE.height;
  expect(bytes.length).toBe(frameCount * pixels);
  return Array.from({ length: frameCount }, (_, k) => meanOf(bytes.subarray(k * pixels, (k + 1) * pixels)));
}

function pictureRequest(movie: Recording, frame: number, levels: Levels | null): PictureRequest {
  return {
    ...{ id: frame, token: movie.info.token, frame, deinterlace: false, levels, flow: null, compare: null },
    ...{ nextImage: false, minimumReliability: 0, figurePixels: "all", minimumSpeed: 0 },
    ...{ arrows: null, colour: null, streamlines: null, points: [] },
  };
}

/** What the window gets of a frame: its luma, and through which levels. */
async function shown(session: PictureSession, frame: number, levels: Levels | null = null) {
  const request = pictureRequest(session.movie, frame, levels);
  const picture = await session.picture(request, new AbortController().signal);
  const luma = new Uint8Array(picture.image.data.slice(0, SIZE.width * SIZE.height));
  return { luma, levels: picture.levels };
}

describe("a recording of 12 bits in 16", () => {
  it("says what it is", async () => {
    const movie = await opened("facts.tif", STACK);
    expect(movie.info).toMatchObject({ depth: 16, grey: true });
    movie.close();
  });

  it("can be seen by itself, in the window, in pictures and in videos", async () => {
    const movie = await opened("seen.tif", STACK);
    const means = await exported(movie);
    for (const mean of [...means, meanOf(await saved(movie, 3))]) {
      expect(mean).toBeGreaterThan(40);
      expect(mean).toBeLessThan(200);
    }
    // From black to white, for all that one pixel is far brighter.
    const pixels = await saved(movie, 3);
    expect(pixels.filter((value) => value < 32).length).toBeGreaterThan(20);
    expect(pixels.filter((value) => value > 224).length).toBeGreaterThan(20);
    movie.close();
  });

  it("does not flicker: every frame is shown through the same levels, whichever comes first", async () => {
    const movie = await opened("flicker.tif", STACK);
    const session = new PictureSession(movie, pool);
    const levels = await automaticLevels(movie, pool.heap);
    for (const frame of [20, 0, 7, 23]) {
      const picture = await shown(session, frame);
      expect(picture.levels).toEqual(levels);
      // A moving pattern of the same values.
      const { black, white } = levels;
      for (const [x, y] of [
        [10, 10],
        [33, 21],
        [63, 47],
      ]) {
        const share = (greyValueAt(STACK, frame, x, y) - black) / (white - black);
        const expected = 16 + 219 * Math.min(Math.max(share, 0), 1);
        expect(Math.abs(picture.luma[y * SIZE.width + x] - expected)).toBeLessThanOrEqual(0.5);
      }
    }
    await session.close();
    movie.close();
  });

  it("has the same levels in the window, in a picture and in a video", async () => {
    const movie = await opened("levels.tif", STACK);
    const session = new PictureSession(movie, pool);
    const levels = { black: 1000, white: 6000, gamma: 2 };
    const picture = await shown(session, 3, levels);
    expect(picture.levels).toEqual(levels);
    const asSaved = await saved(movie, 3, levels);
    picture.luma.forEach((code, k) => {
      expect(Math.abs(asSaved[k] - (255 / 219) * (code - 16))).toBeLessThanOrEqual(1);
    });
    const means = await exported(movie, levels);
    // Coding loses a little.
    expect(Math.abs(means[3] - meanOf(asSaved))).toBeLessThan(2);
    await session.close();
    movie.close();
  });
});

describe("automatic levels", () => {
  it("are of what a dark recording has, but for hot and dead pixels", async () => {
    const movie = await opened("dark.tif", DARK);
    const { black, white, gamma } = await automaticLevels(movie, pool.heap);
    expect(gamma).toBe(1);
    expect(black).toBeGreaterThanOrEqual(100);
    expect(black).toBeLessThan(130);
    expect(white).toBeGreaterThan(570);
    expect(white).toBeLessThanOrEqual(600);
    movie.close();
  });

  it("are all values of 8 bits, and of what has colours", async () => {
    const grey = await opened("grey8.tif", { ...STACK, values: [20, 90], hot: [], bits: 8 });
    expect(grey.info).toMatchObject({ depth: 8, grey: true });
    expect(await automaticLevels(grey, pool.heap)).toEqual({ black: 0, white: 255, gamma: 1 });
    const { automatic, fitted } = await measureLevels(grey, pool.heap);
    expect(automatic).toEqual({ black: 0, white: 255, gamma: 1 });
    expect(fitted.black).toBeGreaterThanOrEqual(20);
    expect(fitted.white).toBeLessThanOrEqual(90);
    grey.close();
    const colour = await openRecording(
      tools,
      makeMovie(folder, "ten.mkv", { seconds: 0.2, args: ["-c:v", "ffv1", "-pix_fmt", "yuv420p10le"] }),
    );
    expect(colour.info).toMatchObject({ depth: 10, grey: false });
    const session = new PictureSession(colour, pool);
    const signal = new AbortController().signal;
    const chosen = { black: 0, white: 1, gamma: 1 };
    const pictures = [];
    for (const levels of [null, chosen]) {
      pictures.push(structuredClone(await session.picture(pictureRequest(colour, 0, levels), signal)));
    }
    expect(pictures[0].levels).toBeNull();
    expect(pictures[1].image.data).toEqual(pictures[0].image.data);
    await session.close();
    colour.close();
  });

  it("are all values where everything is the same", async () => {
    const movie = await opened("flat.tif", { ...STACK, values: [700, 700], hot: [] });
    expect(await automaticLevels(movie, pool.heap)).toEqual({ black: 0, white: 65535, gamma: 1 });
    movie.close();
  });

  it("stay while frames are being listed, until they are measured anew", async () => {
    const movie = await opened("growing.tif", {
      // The first half has other values.
      ...{ ...STACK, hot: [], values: [200, 900] },
    });
    const timeline = new Proxy(movie.timeline, {
      get: (target, name: keyof Timeline) => (name === "count" ? known : Reflect.get(target, name)),
    });
    let known = 2;
    const growing = new Proxy(movie, {
      get: (target, name: keyof Recording) => (name === "timeline" ? timeline : Reflect.get(target, name)),
    });
    const first = await automaticLevels(growing, pool.heap);
    known = movie.timeline.count;
    expect(await automaticLevels(growing, pool.heap)).toBe(first);
    const { automatic } = await measureLevels(growing, pool.heap);
    expect(await automaticLevels(growing, pool.heap)).toBe(automatic);
    expect(await levelsForFile(growing, pool.heap, null)).toBe(automatic);
    expect(automatic).not.toBe(first);
    movie.close();
  });

  it("are there for one who waits when another one gives up", async () => {
    const movie = await opened("waiting.tif", STACK);
    const leaving = new AbortController();
    const left = automaticLevels(movie, pool.heap, leaving.signal);
    const staying = automaticLevels(movie, pool.heap, new AbortController().signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    expect((await staying).white).toBeGreaterThan(3000);
    movie.close();
  });

  it("are measured anew after everybody gave up", async () => {
    const movie = await opened("again.tif", STACK);
    const leaving = new AbortController();
    const left = automaticLevels(movie, pool.heap, leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    expect((await automaticLevels(movie, pool.heap)).white).toBeGreaterThan(3000);
    movie.close();
  });
});

it("levels never touch the flow", async () => {
  const movie = await opened("flow.tif", STACK);
  const session = new PictureSession(movie, pool);
  const signal = new AbortController().signal;
  const reports = [];
  for (const levels of [null, { black: 3000, white: 3001, gamma: 5 }]) {
    const request = { ...pictureRequest(movie, 2, levels), flow };
    const { flow: made } = await session.picture(request, signal);
    const points = [[30.5, 20.5]] as const;
    const { values } = await session.probe({ frame: 2, deinterlace: false, flow, map: null, points });
    reports.push({ values, mean: made?.report.meanSpeed, p95: made?.report.p95Speed });
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[0].mean).toBeGreaterThan(0.5);
  // The recorded value comes with it, exactly.
  expect(reports[0].values[0]?.[4]).toBe(greyValueAt(STACK, 2, 30, 20));
  await session.close();
  movie.close();
});

describe("deep colours are shown as ffmpeg shows them, within two codes", () => {
  it.each(["yuv420p10le", "yuv422p10le", "yuv444p12le", "yuv422p16le", "yuvj444p"])("%s", async (pixels) => {
    const range = pixels.startsWith("yuvj") ? ["-color_range", "pc"] : [];
    const name = pixels === "yuvj444p" ? "gbrp" : pixels;
    const path = makeMovie(folder, `${pixels}.mkv`, {
      seconds: 0.2,
      size: "65x49",
      // Smooth, since how chroma is filtered at edges differs.
      args: ["-vf", "gblur=sigma=4", "-c:v", "ffv1", ...range, "-pix_fmt", name],
    });
    const movie = await openRecording(tools, path);
    const { width, height } = movie.info;
    const frames = movie.openFrames(pool.heap, { budgetBytes: 0 });
    const target = pool.heap.allocate(i420Size(width, height));
    const lease = await frames.get(1);
    await toDisplayFrame(pool, movie, null, lease.slot.memory, target);
    lease.release();
    const own = pool.heap.bytes(target).slice();
    const theirs = ffmpeg(
      ...["-i", path, "-vf", "select=eq(n\\,1),scale=out_range=tv:out_color_matrix=bt601:flags=area"],
      ...["-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"],
    );
    expect(own.length).toBe(theirs.length);
    const differences = [...own].map((code, k) => Math.abs(code - theirs[k]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
    await frames.close();
    pool.heap.release(target);
    movie.close();
  });
});
