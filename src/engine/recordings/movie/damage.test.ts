import { readFileSync } from "node:fs";
import { appendFile, copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import { runningToolPids } from "../../ffmpeg/process";
import { childProcesses, openDamaged, survivingFrames, withFrames } from "../../testing/damage";
import { EVERYTHING, seededRandom, sequentialDecode } from "../../testing/exactness";
import { md5, temporaryFolder, tools } from "../../testing/movies";
import { makeZooMovie, ZOO } from "../../testing/zoo/zoo";
import { openMovie } from "./movie";

/**
 * Files that are cut off, corrupted, growing, or taken away while they are open: refused with one sentence, or opened with
 * the frames that are there, and in no case a hang or a process left behind.
 */

const folder = temporaryFolder();
const heap = new SharedHeap();
/** Frames that may be shown after one that was decoded after them: up to three B-frames' worth, and itself. */
const MOST_REORDERED = 4;
const FLIPPED_FILES = EVERYTHING ? 200 : 60;

const BASES = [
  "h264-gop-12.mp4",
  "index-in-front.mp4",
  "fragments.mp4",
  "h264-open-gop.mkv",
  "h264-open-gop.ts",
  "h264-raw.h264",
  "hevc.mp4",
  "vp9.webm",
  "mpeg4-b-frames.avi",
  "mpeg2-open-gop.mpg",
  "h264.flv",
  "theora.ogv",
  "mjpeg.mov",
  "palette.gif",
];

const made = new Map<string, Promise<string | null>>();

/** A sound movie of the zoo, made once; null where this ffmpeg cannot. */
function sound(file: string): Promise<string | null> {
  const known = made.get(file);
  if (known) return known;
  const recipe = ZOO.find((movie) => movie.file === file);
  if (!recipe) throw new Error(`The zoo has no ${file}.`);
  const path = makeZooMovie(recipe, folder).then((result) => ("path" in result ? result.path : null));
  made.set(file, path);
  return path;
}

// What was closed may take a moment to be reaped.
afterAll(() =>
  vi.waitFor(() => {
    expect(runningToolPids()).toEqual([]);
    expect(childProcesses().filter((name) => name.startsWith("ff"))).toEqual([]);
  }),
);

/** All frame numbers of a movie. */
function numbers(frameCount: number): readonly number[] {
  return Array.from({ length: frameCount }, (_, frame) => frame);
}

describe.for(BASES)("cut off: %s", (file) => {
  it.for([0.02, 0.3, 0.6, 0.97])("after %d of its bytes", async (share, { skip }) => {
    const whole = await sound(file);
    if (whole === null) return skip("this ffmpeg has no encoder for it");
    const bytes = await readFile(whole);
    const path = join(folder, `cut-${share}-${file}`);
    await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
    const movie = await openDamaged(path);
    if (!movie) return;
    const { frameCount, stream } = movie.info;
    const expected = await sequentialDecode(path, stream);
    const all = numbers(frameCount);
    const forward = await withFrames(movie, heap, 8, (frames) => survivingFrames(frames, movie, all));
    const found = all.flatMap((frame) => forward.get(frame) ?? []);
    expect(found.length).toBe(expected.length);
    // What a decoder paints over the packet that was cut depends on its threads' timing. It was decoded last,
    // but B-frames may have it shown before others.
    const differing = expected.flatMap((sum, frame) => (found[frame] === sum ? [] : [frame]));
    expect(differing.length).toBeLessThanOrEqual(1);
    expect(differing.filter((frame) => frame < expected.length - MOST_REORDERED)).toEqual([]);
    // What was cut in the middle may be listed without being there.
    expect(frameCount - found.length).toBeLessThanOrEqual(2);
    // A torn frame may look different when its decoding begins elsewhere, so here it only has to be there.
    await withFrames(movie, heap, 4, (frames) => survivingFrames(frames, movie, all.slice(-3).reverse()));
  });
});

describe("random bytes overturned", () => {
  let opened = 0;
  let exact = 0;

  it.for(Array.from({ length: FLIPPED_FILES }, (_, seed) => seed))("seed %d", async (seed, { skip }) => {
    const random = seededRandom(1000 + seed);
    const file = BASES[seed % BASES.length];
    const whole = await sound(file);
    if (whole === null) return skip("this ffmpeg has no encoder for it");
    const bytes = await readFile(whole);
    // Every third file is damaged at its start, where the headers are.
    const reach = seed % 3 === 0 ? Math.min(4096, bytes.length) : bytes.length;
    const count = 1 + Math.floor(random() * 30);
    for (let k = 0; k < count; k++) bytes[Math.floor(random() * reach)] ^= 1 + Math.floor(random() * 255);
    const path = join(folder, `flipped-${seed}-${file}`);
    await writeFile(path, bytes);
    const movie = await openDamaged(path);
    if (!movie) return;
    const { frameCount, stream } = movie.info;
    const all = numbers(frameCount);
    const expected = await sequentialDecode(path, stream);
    const forward = await withFrames(movie, heap, 8, (frames) => survivingFrames(frames, movie, all));
    const jumps = Array.from({ length: 3 }, () => Math.floor(random() * frameCount));
    await withFrames(movie, heap, 4, (frames) => survivingFrames(frames, movie, jumps));
    opened++;
    // Not asked of each file: what a decoder paints over damage depends on its threads' timing.
    if (all.every((frame) => forward.get(frame) === expected[frame])) exact++;
    await rm(path);
  });

  it("leaves most files as exact as a decode from start to end", () => {
    expect(exact).toBeGreaterThan(opened / 2);
  });
});

describe("a file that changes while it is open", () => {
  it.for(["h264-open-gop.ts", "h264-open-gop.mkv"])("grows: %s", async (file) => {
    const whole = await sound(file);
    if (whole === null) throw new Error("x264 is missing");
    const bytes = await readFile(whole);
    const half = bytes.length >> 1;
    const path = join(folder, `growing-${file}`);
    await writeFile(path, bytes.subarray(0, half));
    const movie = await openMovie(tools, path);
    const expected = await sequentialDecode(whole, movie.info.stream);
    const { frameCount } = movie.info;
    await withFrames(movie, heap, 4, async (frames) => {
      for (const [k, frame] of [frameCount - 5, 2, frameCount - 6, 0, frameCount - 4].entries()) {
        await appendFile(path, bytes.subarray(half + 1000 * k, half + 1000 * (k + 1)));
        const found = await survivingFrames(frames, movie, [frame]);
        expect(`${frame} ${found.get(frame)}`).toBe(`${frame} ${expected[frame]}`);
      }
    });
  });

  it("is deleted, and put back", async () => {
    const whole = await sound("h264-gop-12.mp4");
    if (whole === null) throw new Error("x264 is missing");
    const path = join(folder, "deleted.mp4");
    const away = join(folder, "away.mp4");
    await copyFile(whole, path);
    const movie = await openMovie(tools, path);
    const expected = await sequentialDecode(whole, movie.info.stream);
    await withFrames(movie, heap, 4, async (frames) => {
      await survivingFrames(frames, movie, [30]);
      await rename(path, away);
      await expect(frames.get(2)).rejects.toMatchObject({ code: "file-missing" });
      // What is in memory stays.
      expect((await survivingFrames(frames, movie, [30])).get(30)).toBe(expected[30]);
      await rename(away, path);
      expect((await survivingFrames(frames, movie, [2])).get(2)).toBe(expected[2]);
    });
  });

  it("is replaced by another", async () => {
    const whole = await sound("h264-gop-12.mp4");
    const other = await sound("index-in-front.mp4");
    if (whole === null || other === null) throw new Error("x264 is missing");
    const path = join(folder, "replaced.mp4");
    await copyFile(whole, path);
    const movie = await openMovie(tools, path);
    const before = md5(readFileSync(path));
    await withFrames(movie, heap, 4, async (frames) => {
      await survivingFrames(frames, movie, [30]);
      await copyFile(other, `${path}.new`);
      await rename(`${path}.new`, path);
      expect(md5(readFileSync(path))).not.toBe(before);
      await expect(frames.get(2)).rejects.toMatchObject({ code: "file-changed" });
    });
  });
});
