import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { tools } from "../movies";
import { CODECS } from "./codecs";
import { CONTAINERS, NAMES } from "./containers";
import type { ZooMovie } from "./recipes";
import { SHAPES } from "./shapes";
import { TIMES } from "./times";

/**
 * Small movies of every kind that makes it hard to find a frame: codecs, ways to order and to refer to frames, containers,
 * timestamps, shapes, and names. Each is made by ffmpeg (or put together from what it made) when a test asks for it.
 *
 * What no encoder at hand can make is missing: H.264 and MPEG-2 in field pictures, HEVC in fields, multi-view HEVC.
 */

/** All of them. */
export const ZOO: readonly ZooMovie[] = [...CODECS, ...SHAPES, ...TIMES, ...CONTAINERS, ...NAMES];

/** A movie of the zoo that was made, or the reason why it was not. */
export type Made = { readonly path: string } | { readonly skipped: string };

const run = promisify(execFile);

let encoders: Promise<ReadonlySet<string>> | null = null;

async function knownEncoders(): Promise<ReadonlySet<string>> {
  const { stdout } = await run(tools.ffmpeg.path, ["-v", "error", "-encoders"]);
  return new Set(stdout.split("\n").flatMap((line) => /^ [VA][A-Z.]{5} (\S+)/.exec(line)?.[1] ?? []));
}

/** Makes a movie of the zoo in a folder, where this ffmpeg has the encoders. */
export async function makeZooMovie(movie: ZooMovie, folder: string): Promise<Made> {
  encoders ??= knownEncoders();
  const known = await encoders;
  const missing = movie.encoders.filter((encoder) => !known.has(encoder));
  if (missing.length > 0) return { skipped: `this ffmpeg has no encoder ${missing.join(", ")}` };
  const path = join(folder, movie.file);
  await movie.make(path);
  return { path };
}
