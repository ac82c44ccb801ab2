import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { tools } from "../movies";

/** How a movie of the zoo is made. */
export interface ZooMovie {
  /** Name of the file, which says what is special about it. */
  readonly file: string;
  /** Encoders of ffmpeg's that have to be there. */
  readonly encoders: readonly string[];
  /** True where every frame is a keyframe. */
  readonly intraOnly?: boolean;
  /** Makes the movie at `path`; further files go beside it, under names that begin with its own. */
  make(path: string): Promise<void>;
}

interface Source {
  /** Width x height in pixels. */
  readonly size?: string;
  readonly frames?: number;
  readonly rate?: number;
  /** Pixel format of what goes into the encoder. */
  readonly pixels?: string;
}

const run = promisify(execFile);

export async function ffmpeg(...args: readonly string[]): Promise<void> {
  await run(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...args], { maxBuffer: 1 << 26 });
}

/** Pictures of which no two are the same, with fine moving detail, as an input of ffmpeg's. */
export function source({
  size = "96x64",
  frames = 40,
  rate = 25,
  pixels = "yuv420p",
}: Source = {}): string[] {
  return ["-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=${frames / rate},format=${pixels}`];
}

const INTRA_ONLY: ReadonlySet<string> = new Set(
  "prores_ks mjpeg dnxhd huffyuv rawvideo wrapped_avframe utvideo jpeg2000 dvvideo".split(" "),
);

/** The pictures of {@link source}, encoded. */
export function coded(file: string, encoder: string, args: readonly string[], from: Source = {}): ZooMovie {
  const make = (path: string) =>
    ffmpeg(...source(from), "-map", "0:v", "-c:v", encoder, ...args, `file:${path}`);
  return { file, encoders: [encoder], intraOnly: INTRA_ONLY.has(encoder), make };
}

/** An encoded movie, taken to pieces and put together by other means. */
export function derived(
  file: string,
  encoders: readonly string[],
  make: (path: string) => Promise<void>,
): ZooMovie {
  return { file, encoders, make };
}

/** A keyframe every 12 frames, and B-frames that others refer to. */
export const PYRAMID = ["-x264-params", "keyint=12:bframes=3:b-pyramid=normal:scenecut=0"];

/** Encodes to `path` by x264 with B-frames that are references, and a keyframe every 12 frames. */
export async function h264(path: string, args: readonly string[] = [], from: Source = {}): Promise<string> {
  await ffmpeg(...source(from), "-c:v", "libx264", ...PYRAMID, ...args, `file:${path}`);
  return path;
}

/** Copies the streams of one file into another container. */
export async function copied(from: string, to: string, ...args: readonly string[]): Promise<void> {
  await ffmpeg("-i", `file:${from}`, "-map", "0:v", "-c", "copy", ...args, `file:${to}`);
}

export async function joined(to: string, ...parts: readonly string[]): Promise<void> {
  await writeFile(to, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
}

/** Turns an MP4 for display by its track's matrix; ffmpeg's own option for it changes with its version. */
export async function turned(path: string, degrees: 0 | 90 | 180 | 270): Promise<void> {
  const bytes = await readFile(await h264(path));
  const matrix = bytes.indexOf("tkhd") + 44;
  const [cos, sin] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[degrees];
  [cos, sin, 0, -sin, cos].forEach((value, k) => {
    bytes.writeInt32BE(value << 16, matrix + 4 * k);
  });
  await writeFile(path, bytes);
}

export const H264 = "libx264";
export const HEVC = "libx265";
export const VP9_FAST = ["-deadline", "realtime", "-cpu-used", "8"];
export const AOM_FAST = ["-cpu-used", "8", "-usage", "realtime"];
