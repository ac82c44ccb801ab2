import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { i420ToRgba } from "../../shared/colour/i420-to-rgba";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { FlowPool } from "../../workers/flow-pool";
import { automaticLevels } from "../display/automatic-levels";
import { displayColour, toDisplayFrame } from "../display/display-frame";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, sharedMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { makeZooMovie, ZOO } from "../testing/zoo/zoo";
import { ThumbnailSource, thumbnailSize } from "./thumbnail";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(1);
});
afterAll(() => pool.dispose());

const HEIGHT = 36;

interface Rgb {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

function decodePng(png: Buffer): Rgb {
  const path = join(folder, "thumbnail.png");
  writeFileSync(path, png);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return { width, height, rgba: ffmpeg("-i", path, "-pix_fmt", "rgba", "-f", "rawvideo", "-") };
}

/** Gives frames as they are shown, in their own size. */
class ShownFrames {
  readonly #frames;
  readonly #shown;

  constructor(readonly movie: Recording) {
    this.#frames = movie.openFrames(pool.heap, { budgetBytes: 64 * movie.format.bytes });
    this.#shown = pool.heap.allocate(i420Size(movie.format.width, movie.format.height));
  }

  async get(frame: number): Promise<Rgb> {
    const { info } = this.movie;
    const { width, height } = info;
    const lease = await this.#frames.get(frame);
    const levels = await automaticLevels(this.movie, pool.heap);
    await toDisplayFrame(pool, this.movie, levels, lease.slot.memory, this.#shown);
    lease.release();
    const data = new Uint8Array(pool.heap.bytes(this.#shown)).buffer;
    return { width, height, rgba: i420ToRgba({ width, height, data, colour: displayColour(info) }) };
  }

  async close(): Promise<void> {
    await this.#frames.close();
    pool.heap.release(this.#shown);
  }
}

/** Means of colours over so many areas across and down. */
function meansOf({ width, height, rgba }: Rgb, across: number, down: number): Float64Array {
  const means = new Float64Array(across * down * 3);
  for (let area = 0; area < across * down; area++) {
    const [left, right] = [0, 1].map((k) => Math.round((((area % across) + k) * width) / across));
    const [top, bottom] = [0, 1].map((k) => Math.round(((Math.floor(area / across) + k) * height) / down));
    const count = Math.max(1, (right - left) * (bottom - top));
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        for (let channel = 0; channel < 3; channel++)
          means[area * 3 + channel] += rgba[(row * width + column) * 4 + channel] / count;
      }
    }
  }
  return means;
}

/** Mean difference of colours, from 0 to 255, of the means over as many areas as a coarse look tells apart. */
function difference(one: Rgb, other: Rgb): number {
  const [across, down] = [Math.min(8, one.width, other.width), Math.min(6, one.height, other.height)];
  const means = meansOf(other, across, down);
  return meansOf(one, across, down).reduce(
    (sum, mean, k) => sum + Math.abs(mean - means[k]) / means.length,
    0,
  );
}

const CLOSE = 6;
/** Means of light are not those of its signal, which shows where neighbours differ as much as in the test picture. */
const CLOSE_IN_LIGHT = 12;

/** That a picture is that of a frame, and not rather that of one near it. */
async function expectFrame(picture: Rgb, frame: number, shown: ShownFrames): Promise<void> {
  const own = difference(picture, await shown.get(frame));
  expect(own, `frame ${frame}`).toBeLessThan(shown.movie.info.highDynamicRange ? CLOSE_IN_LIGHT : CLOSE);
  for (const near of [frame - 3, frame + 3]) {
    if (near < 0 || near >= shown.movie.info.frameCount) continue;
    expect(own, `${frame} rather than ${near}`).toBeLessThanOrEqual(
      difference(picture, await shown.get(near)) + 0.2,
    );
  }
}

/** Opens a movie, and checks pictures all over it, exact ones and those that a keyframe may stand for. */
async function checkThumbnails(path: string, height = HEIGHT): Promise<void> {
  const movie = await openMovie(tools, path);
  const last = movie.info.frameCount - 1;
  const wishes = [0, 0.3, 0.8, 1].map((share) => Math.floor(share * last));
  const thumbnails = new ThumbnailSource(movie, pool, height);
  const shown = new ShownFrames(movie);
  try {
    for (const frame of wishes.toReversed()) {
      const tolerance = 15;
      const keyframe = movie.passes?.startFor(frame, false) ?? 0;
      const coarse = decodePng(await thumbnails.make({ frame, tolerance }));
      await expectFrame(coarse, frame - keyframe <= tolerance ? keyframe : frame, shown);
    }
    for (const frame of wishes) {
      const exact = decodePng(await thumbnails.make({ frame, tolerance: 0 }));
      expect({ width: exact.width, height: exact.height }).toEqual(thumbnailSize(movie.info, height));
      await expectFrame(exact, frame, shown);
    }
  } finally {
    await Promise.all([thumbnails.close(), shown.close()]);
    movie.close();
  }
}

describe("a small picture is the picture", () => {
  it.for([
    ...["h264-gop-12.mp4", "h264-open-gop.ts", "h264-intra-refresh.mp4", "h264-intra-refresh.ts"],
    ...["hevc-open-gop.mkv", "hevc-intra-refresh.mkv", "mpeg2-open-gop.ts", "vp9-hidden-frames.webm"],
    ...["starts-within-a-gop.ts", "starts-without-a-keyframe.mkv", "equal-times-long-gop.mkv"],
    ...["turned-by-90.mp4", "wide-pixels.mp4", "odd-17x13.mp4", "interlaced-mbaff.ts", "full-range.mp4"],
    ...["pq.mp4", "rgb-h264.mkv", "changing-size.ts"],
  ])("%s", async (file, { skip }) => {
    const movie = ZOO.find((one) => one.file === file);
    if (!movie) throw new Error(`The zoo has no ${file}.`);
    const made = await makeZooMovie(movie, folder);
    if ("skipped" in made) return skip(made.skipped);
    await checkThumbnails(made.path, file.startsWith("odd") ? 13 : HEIGHT);
  });

  it.for(["rot_video_90.mov", "interlaced_crop.mp4"])("%s", async (file, { skip }) => {
    const path = sharedMovie(`formats/${file}`);
    if (path === null) return skip("no shared movies here");
    await checkThumbnails(path);
  });
});

it("takes the colours of a large movie that names none for those of high definition", async () => {
  const path = makeMovie(folder, "large.mp4", { size: "1280x720", rate: 5, args: ["-c:v", "libx264"] });
  await checkThumbnails(path);
});

it("lets a keyframe stand for the frames behind it, as far as it may", async () => {
  const path = makeMovie(folder, "many.mkv", { args: ["-c:v", "libx264", "-g", "10", "-bf", "2"] });
  const movie = await openMovie(tools, path);
  const thumbnails = new ThumbnailSource(movie, pool, HEIGHT);
  const shown = new ShownFrames(movie);
  await expectFrame(decodePng(await thumbnails.make({ frame: 29, tolerance: 9 })), 20, shown);
  await expectFrame(decodePng(await thumbnails.make({ frame: 29, tolerance: 8 })), 29, shown);
  await Promise.all([thumbnails.close(), shown.close()]);
});

it("can be given up, and gives its memory back", async () => {
  const movie = await openMovie(tools, makeMovie(folder, "plain.mkv", { args: ["-c:v", "libx264"] }));
  const held = pool.heap.heldBytes;
  const thumbnails = new ThumbnailSource(movie, pool, HEIGHT);
  const given = thumbnails.make({ frame: 20, tolerance: 0, signal: AbortSignal.abort() });
  await expect(given).rejects.toMatchObject({ code: "cancelled" });
  await thumbnails.make({ frame: 20, tolerance: 0 });
  const late = thumbnails.make({ frame: 49, tolerance: 0 });
  const closed = thumbnails.close();
  await expect(late).rejects.toMatchObject({ code: "cancelled" });
  await closed;
  expect(pool.heap.heldBytes).toBe(held);
});
