import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { KinoflowError } from "../../shared/errors";
import type { MovieInfo } from "../../shared/movie";
import { SharedHeap } from "../../workers/shared-heap";
import { type OpenMovieOptions, openMovie } from "../recordings/movie/movie";
import { ffmpeg, md5, tools } from "./movies";
import { recordedMd5, recordedPixels } from "./recorded";

/** Makes `folder/name`, and whatever lies above it. */
export function emptyFolder(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Makes numbered pictures; each looks different. `escaped` is the pattern with `%%` for percent signs in names. */
export function makePictures(escaped: string, count: number, start = 1, args: readonly string[] = []): void {
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25", "-frames:v", String(count), ...args],
    ...["-start_number", String(start), `file:${escaped}`],
  );
}

/**
 * Opens a movie of pictures and expects that every frame, in an order that jumps, has the bytes of its picture by itself.
 *
 * @param pictures paths in the order of frames; null where a frame cannot be decoded
 * @param args of ffmpeg's, to read one picture
 */
export async function expectPictures(
  path: string,
  pictures: readonly (string | null)[],
  { args = [], ...options }: OpenMovieOptions & { readonly args?: readonly string[] } = {},
): Promise<MovieInfo> {
  const readable = pictures.find((picture) => picture !== null) ?? "";
  const pixels = recordedPixels(readable, "v:0", ["-f", "image2", "-pattern_type", "none"]);
  const expected = pictures.map((picture) => picture && md5OfPicture(picture, pixels, args));
  const movie = await openMovie(tools, path, options);
  expect(movie.info.frameCount).toBe(pictures.length);
  const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 0 });
  const last = pictures.length - 1;
  const hashOf = async (frame: number): Promise<string | null> => {
    try {
      const lease = await frames.get(frame);
      const hash = recordedMd5(movie.format, lease);
      lease.release();
      return hash;
    } catch (error) {
      if (error instanceof KinoflowError && error.code === "frame-missing") return null;
      throw error;
    }
  };
  try {
    for (const frame of [last, 0, last >> 1, last, Math.min(1, last), ...pictures.keys()]) {
      expect(`${frame} ${await hashOf(frame)}`).toBe(`${frame} ${expected[frame]}`);
    }
  } finally {
    await frames.close();
  }
  return movie.info;
}

/** Of one picture by itself, so that no name can be taken for a pattern. */
function md5OfPicture(picture: string, pixels: string, args: readonly string[]): string {
  return md5(
    ffmpeg(
      ...[...args, "-f", "image2", "-pattern_type", "none", "-i", `file:${picture}`],
      ...["-pix_fmt", pixels, "-f", "rawvideo", "-"],
    ),
  );
}
