import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";
import type { SharedHeap } from "../../workers/shared-heap";
import type { FrameFormat } from "../recording/frame-format";
import type { FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { tools } from "./movies";
import { recordedMd5, recordedPixels } from "./recorded";

const run = promisify(execFile);
const LONG_OUTPUT = { maxBuffer: 1 << 28 };

/**
 * What a decode of a movie from its start on gives: a MD5 for every frame's recorded bytes.
 *
 * @param most frames that are decoded at the most
 */
export async function sequentialDecode(
  path: string,
  stream: number,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const { stdout } = await run(
    tools.ffmpeg.path,
    [
      ...["-nostdin", "-v", "quiet", "-i", `file:${path}`, "-map", `0:${stream}`],
      ...[
        "-fps_mode",
        "passthrough",
        "-pix_fmt",
        recordedPixels(path, stream),
        ...(Number.isFinite(most) ? ["-frames:v", String(most)] : []),
        "-f",
        "framemd5",
        "-",
      ],
    ],
    LONG_OUTPUT,
  );
  return stdout
    .split("\n")
    .flatMap((line) => (line.startsWith("#") || line === "" ? [] : [line.split(",").at(-1)?.trim() ?? ""]));
}

/** Presentation times as ffprobe prints them for every frame, in ticks; null where it knows none. */
export async function probedTicks(path: string, stream: number): Promise<readonly (number | null)[]> {
  const { stdout } = await run(
    tools.ffprobe.path,
    [
      ...["-v", "quiet", "-select_streams", String(stream), "-show_entries", "frame=best_effort_timestamp"],
      ...["-of", "csv=p=0", `file:${path}`],
    ],
    LONG_OUTPUT,
  );
  return stdout
    .split("\n")
    .map((line) => line.replace(/,.*$/, "").trim())
    .filter((line) => line !== "")
    .map((line) => (line === "N/A" ? null : Number(line)));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ways through a movie of so many frames. */
export interface Walks {
  readonly random: readonly number[];
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly pingPong: readonly number[];
}

/**
 * Random frames, and walks over a window at a random place, which meets the end of the movie as a random number wills.
 *
 * @param window frames of the window
 */
export function walksThrough(frameCount: number, seed: number, jumps = 50, window = 8): Walks {
  const random = seededRandom(seed);
  const anywhere = (): number => Math.floor(random() * frameCount);
  const start = Math.min(anywhere(), Math.max(0, frameCount - window));
  const forward = Array.from({ length: Math.min(window, frameCount) }, (_, k) => start + k);
  const backward = forward.toReversed();
  const few = forward.slice(0, 5);
  return {
    random: Array.from({ length: jumps }, anywhere),
    forward,
    backward,
    pingPong: [...few, ...few.toReversed(), ...few],
  };
}

/** MD5 of a frame's bytes, however the source gets it. */
export async function md5OfFrame(format: FrameFormat, frames: FrameSource, frame: number): Promise<string> {
  const lease = await frames.get(frame);
  try {
    expect(lease.meta.frame).toBe(frame);
    return recordedMd5(format, lease);
  } finally {
    lease.release();
  }
}

/** Expects every frame of the ways to have the bytes of the sequential decode. */
export async function expectSameFrames(
  movie: Recording,
  heap: SharedHeap,
  expected: readonly string[],
  budgetFrames: number,
  ways: readonly (readonly number[])[],
): Promise<void> {
  const frames = movie.openFrames(heap, { budgetBytes: budgetFrames * movie.format.bytes });
  try {
    for (const frame of ways.flat()) {
      const found = await md5OfFrame(movie.format, frames, frame).catch((error: unknown) => String(error));
      if (found === expected[frame]) continue;
      const really = expected.indexOf(found);
      expect.fail(
        `frame ${frame}, with room for ${budgetFrames}, ` +
          (really === -1
            ? `is none of the sequential decode's: ${found}`
            : `has the bytes of frame ${really}`),
      );
    }
  } finally {
    await frames.close();
  }
}

/** How much of a movie is gone through. */
export type Thoroughness =
  /** Random frames, and walks, with room for few and for more frames. */
  | "thorough"
  /** Fewer random frames, with room for few frames: where what is special is not how frames are found. */
  | "brief";

/** Fifty jumps in every movie of the zoo, longer movies as a whole, more damaged files: half an hour rather than minutes. */
export const EVERYTHING = process.env.KINOFLOW_TEST_EVERYTHING === "1";
const JUMPS = EVERYTHING ? { few: 50, more: 50, window: 8 } : { few: 3, more: 6, window: 5 };
/** Longer movies are compared up to here, so that their reference takes seconds. */
const COMPARED_FRAMES = EVERYTHING ? Number.POSITIVE_INFINITY : 200;

/**
 * Expects a movie to have the frames and times that ffmpeg's own decode from the start to the end gives, however they are
 * reached: in random order, forwards, backwards and to and fro.
 */
export async function expectExactMovie(
  path: string,
  heap: SharedHeap,
  seed: number,
  thoroughness: Thoroughness = "thorough",
): Promise<void> {
  const movie = await openMovie(tools, path);
  const { stream, frameCount } = movie.info;
  const isLong = frameCount > COMPARED_FRAMES;
  const [expected, probed] = await Promise.all([
    sequentialDecode(path, stream, COMPARED_FRAMES),
    isLong ? [] : probedTicks(path, stream),
  ]);
  expect(isLong ? COMPARED_FRAMES : frameCount, "count of frames").toBe(expected.length);
  expectTimes(movie, probed);
  const ends = [expected.length - 1, 0];
  const jumps = JUMPS.few + JUMPS.more;
  const { random, forward, backward, pingPong } = walksThrough(expected.length, seed, jumps, JUMPS.window);
  const few = [ends, random.slice(0, JUMPS.few), forward, backward, pingPong];
  await expectSameFrames(movie, heap, expected, 4, few);
  if (EVERYTHING || thoroughness === "thorough") {
    await expectSameFrames(movie, heap, expected, 16, [random.slice(JUMPS.few)]);
  }
}

/** Times rise; where ffprobe knows a time for every frame and they rise, they are the same. */
function expectTimes(movie: Recording, probed: readonly (number | null)[]): void {
  const ticks = Array.from(movie.timeline.ticks.subarray(0, movie.timeline.count));
  for (let k = 1; k < ticks.length; k++) {
    if (!(ticks[k] > ticks[k - 1]))
      expect.fail(`time of frame ${k}, ${ticks[k]}, does not come after ${ticks[k - 1]}`);
  }
  expect(movie.info.times.length).toBe(ticks.length);
  expect(movie.info.times[0]).toBe(0);
  const rising =
    probed.length > 0 &&
    probed.every((value, k) => value !== null && (k === 0 || value > (probed[k - 1] ?? value)));
  if (rising) expect(ticks).toEqual(probed);
}
