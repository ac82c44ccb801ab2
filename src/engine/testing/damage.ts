import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { KinoflowError } from "../../shared/errors";
import type { SharedHeap } from "../../workers/shared-heap";
import type { FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { tools } from "./movies";
import { recordedMd5 } from "./recorded";

/** One sentence for people: a capital letter, no line break, a full stop. (A colon or a semicolon may divide it.) */
export const ONE_SENTENCE = /^[A-Z][^\n]*\.$/;

/** Why a damaged file may be refused. */
const REFUSALS = ["not-a-movie", "no-video", "no-frames", "file-empty"];

/** Opens a file that may be damaged. Null when it was refused as it has to be: with one sentence that says why. */
export async function openDamaged(path: string): Promise<Recording | null> {
  try {
    return await openMovie(tools, path);
  } catch (error) {
    expect(error).toBeInstanceOf(KinoflowError);
    expect(error).toMatchObject({
      code: expect.toBeOneOf(REFUSALS),
      message: expect.stringMatching(ONE_SENTENCE),
    });
    return null;
  }
}

/**
 * Gets frames of a damaged movie. Each has to be of the right size and under the right number, or reported missing.
 *
 * @returns MD5s by frame; null where the frame is missing
 */
export async function survivingFrames(
  frames: FrameSource,
  movie: Recording,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, string | null>> {
  const found = new Map<number, string | null>();
  for (const frame of wanted) {
    try {
      const lease = await frames.get(frame);
      expect([lease.meta.frame, lease.slot.bytes.length]).toEqual([frame, movie.format.bytes]);
      found.set(frame, recordedMd5(movie.format, lease));
      lease.release();
    } catch (error) {
      expect(error).toMatchObject({ code: "frame-missing", message: expect.stringMatching(ONE_SENTENCE) });
      found.set(frame, null);
    }
  }
  return found;
}

/** Runs `work` with a frame source that has room for so many frames, and closes it. */
export async function withFrames<T>(
  movie: Recording,
  heap: SharedHeap,
  room: number,
  work: (frames: FrameSource) => Promise<T>,
): Promise<T> {
  const frames = movie.openFrames(heap, { budgetBytes: room * movie.format.bytes });
  try {
    return await work(frames);
  } finally {
    await frames.close();
  }
}

/** Children of this process that run or wait as zombies, by name; empty on systems without /proc. */
export function childProcesses(): readonly string[] {
  let numbers: string[];
  try {
    numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return numbers.flatMap((number) => {
    try {
      const status = readFileSync(`/proc/${number}/stat`, "latin1");
      // The name stands in brackets and may hold anything; state and parent follow it.
      const end = status.lastIndexOf(")");
      const [state, parent] = status.slice(end + 2).split(" ");
      const name = status.slice(status.indexOf("(") + 1, end);
      return Number(parent) === process.pid ? [`${name} ${state}`] : [];
    } catch {
      return []; // gone meanwhile
    }
  });
}

/** The bytes of a movie with those of some of its packets erased. */
export function withoutPackets(path: string, erased: readonly number[]): Uint8Array {
  const bytes = readFileSync(path);
  const args = [
    "-v",
    "error",
    "-select_streams",
    "v:0",
    "-show_entries",
    "packet=pos,size",
    "-of",
    "csv=p=0",
  ];
  const packets = execFileSync(tools.ffprobe.path, [...args, path], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  for (const number of erased) {
    const [size, position] = packets[number];
    bytes.fill(0, position, position + size);
  }
  return bytes;
}
