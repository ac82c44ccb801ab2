import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { type FfmpegTools, locateFfmpeg } from "../ffmpeg/locate";

/** Movies and folders for the tests that use real ffmpeg: generated, or read from the shared data where it is there. */

export const tools: FfmpegTools = await locateFfmpeg();

const SHARED = resolve(import.meta.dirname, "../../../../shared");

/** Path of a movie of the shared test data, or null where a clone has none beside it. */
export function sharedMovie(name: string): string | null {
  const path = join(SHARED, "data/movies", name);
  return existsSync(path) ? path : null;
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kinoflow-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs ffmpeg to its end and returns what it wrote to stdout. */
export function ffmpeg(...args: readonly string[]): Buffer {
  return execFileSync(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...args], { maxBuffer: 1 << 30 });
}

/** Makes a movie in `folder` from ffmpeg's arguments between the input and the file name. */
export function makeMovie(folder: string, name: string, options: MakeMovieOptions = {}): string {
  const path = join(folder, name);
  const { size = "160x120", rate = 25, seconds = 2, args = [], audio = false } = options;
  ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
    ...(audio ? ["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`, "-c:a", "aac"] : []),
    ...args,
    `file:${path}`,
  );
  return path;
}

export interface MakeMovieOptions {
  readonly size?: string;
  readonly rate?: number;
  readonly seconds?: number;
  /** Output options, and further inputs. */
  readonly args?: readonly string[];
  readonly audio?: boolean;
}

/**
 * MD5 of every frame of the first video stream as ffmpeg decodes it from start to end.
 *
 * @param filter of ffmpeg's, that the frames pass on their way
 * @param pixels ffmpeg's name of the pixel format that they get
 */
export function sequentialFrames(path: string, filter = "null", pixels = "yuv420p"): readonly string[] {
  const text = ffmpeg(
    ...["-i", `file:${path}`, "-map", "0:v:0", "-vf", filter, "-fps_mode", "passthrough", "-pix_fmt", pixels],
    ...["-f", "framemd5", "-"],
  ).toString();
  return text
    .split("\n")
    .flatMap((line) => (line.startsWith("#") || line === "" ? [] : [line.split(",").at(-1)?.trim() ?? ""]));
}

/** Presentation times in seconds of the frames that a player shows, in order. */
export function presentationTimes(path: string): readonly number[] {
  const text = execFileSync(
    tools.ffprobe.path,
    [
      "-v",
      "error",
      "-select_streams",
      "v:0",
      "-show_entries",
      "frame=best_effort_timestamp_time",
      "-of",
      "csv=p=0",
      `file:${path}`,
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return text
    .split("\n")
    .map((line) => Number.parseFloat(line))
    .filter((time) => Number.isFinite(time));
}

export function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
