import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dicomFile, pixelElements } from "./dicom-file";
import { ffmpeg, tools } from "./movies";
import { asBytes, movingNoise, REPORTED_MOTION } from "./moving-noise";
import { webpFile } from "./recorder-files";
import { type TiffLayout, writeTiff } from "./tiff-writer";

/** Recordings of kinds that people report trouble with: 160 x 120 grey noise that moves by {@link REPORTED_MOTION} per frame. */

const { width, height } = REPORTED_MOTION;
const SIZE = `${width}x${height}`;
const made = new Map<string, readonly Float64Array[]>();

/** So many frames of the noise, from 0 to 1; another seed is other noise. */
export function noise(frames: number, seed = 1): readonly Float64Array[] {
  const key = `${frames} ${seed}`;
  const known = made.get(key) ?? movingNoise({ ...REPORTED_MOTION, frames, seed });
  made.set(key, known);
  return known;
}

/** The frames as bytes. */
export function grey(frames: readonly Float64Array[], bits: 8 | 16 = 8, from = 0, to = 2 ** bits - 1) {
  return frames.map((frame) => asBytes(frame, bits, from, to));
}

export interface Encoding {
  readonly frames: readonly Buffer[];
  readonly pixels?: "gray" | "gray16le";
  readonly rate?: number;
  /** Of the encoder, and filters. */
  readonly args: readonly string[];
}

/** Encodes frames with ffmpeg, and returns the path. */
export function encode(folder: string, name: string, encoding: Encoding): string {
  const { frames, pixels = "gray", rate = 25, args } = encoding;
  const path = join(folder, name);
  execFileSync(
    tools.ffmpeg.path,
    [
      ...["-hide_banner", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", pixels, "-s", SIZE],
      ...["-framerate", String(rate), "-i", "pipe:0", ...args, `file:${path}`],
    ],
    { input: Buffer.concat(frames), maxBuffer: 1 << 20 },
  );
  return path;
}

export function write(folder: string, name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** One picture as PNG. */
export function png(
  frame: Buffer,
  pixels: "gray" | "gray16le" = "gray",
  args: readonly string[] = [],
): Buffer {
  const input = ["-f", "rawvideo", "-pix_fmt", pixels, "-s", SIZE, "-i", "pipe:0"];
  const output = ["-frames:v", "1", ...args, "-c:v", "png", "-f", "image2pipe", "pipe:1"];
  return execFileSync(tools.ffmpeg.path, ["-hide_banner", "-v", "error", ...input, ...output], {
    input: frame,
  });
}

/** A folder of pictures; returns the path of the first one. */
export function pictures(
  folder: string,
  name: string,
  files: readonly Uint8Array[],
  nameOf: (k: number) => string,
): string {
  const place = join(folder, name);
  mkdirSync(place);
  return files.map((bytes, k) => write(place, nameOf(k), bytes))[0];
}

/** Frames as pictures of a TIFF file of 16 bits, or of 8. */
export function tiff(frames: readonly Buffer[], layout: TiffLayout): Buffer {
  const values = frames.map((frame) =>
    layout.bits === 8 ? frame : new Uint16Array(Uint8Array.from(frame).buffer),
  );
  return writeTiff(
    values.map((one) => ({ width, height, values: one })),
    layout,
  ).bytes;
}

/** A loop of an ultrasound machine. @param frameTime milliseconds; null where the file says nothing of time */
export function ultrasound(frames: readonly Buffer[], bits: number, frameTime: number | null): Buffer {
  const time = frameTime === null ? [] : [[0x00181063, "DS", String(frameTime)] as const];
  const elements = [...pixelElements(width, height, frames.length, bits), ...time];
  return dicomFile({ elements, pixels: Buffer.concat(frames) });
}

/** An animation that shows each frame for so many milliseconds. */
export function webpAnimation(frames: readonly Buffer[], milliseconds: readonly number[]): Buffer {
  return webpFile(
    width,
    height,
    frames.map((frame, k) => ({
      ...{ x: 0, y: 0, width, height, milliseconds: milliseconds[k], blends: false, clears: false },
      still: still(frame),
    })),
  );
}

function still(frame: Buffer): Buffer {
  const input = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", SIZE, "-i", "pipe:0"];
  const output = ["-frames:v", "1", "-c:v", "libwebp", "-lossless", "1", "-f", "webp", "pipe:1"];
  return execFileSync(tools.ffmpeg.path, ["-hide_banner", "-v", "error", ...input, ...output], {
    input: frame,
  });
}

/** Copies a recording into another container with other times. */
export function retime(folder: string, from: string, name: string, args: readonly string[]): string {
  const path = join(folder, name);
  ffmpeg("-i", `file:${from}`, "-c", "copy", ...args, `file:${path}`);
  return path;
}

/** Has an AVI file state another rate: ffmpeg itself writes 600 where it is above 1000. */
export function withRate(path: string, framesPerSecond: number): string {
  const bytes = readFileSync(path);
  const stream = bytes.indexOf("strh", 0, "latin1") + 8;
  bytes.writeUInt32LE(1, stream + 20);
  bytes.writeUInt32LE(framesPerSecond, stream + 24);
  bytes.writeUInt32LE(Math.round(1e6 / framesPerSecond), bytes.indexOf("avih", 0, "latin1") + 8);
  writeFileSync(path, bytes);
  return path;
}

/** Puts the tracks of recordings into one. */
export function together(folder: string, from: readonly string[], name: string): string {
  const path = join(folder, name);
  const inputs = from.flatMap((one) => ["-i", `file:${one}`]);
  const maps = from.flatMap((_, k) => ["-map", `${k}:v`]);
  ffmpeg(...inputs, ...maps, "-c", "copy", `file:${path}`);
  return path;
}

/** An expression for ffmpeg's setpts that gives frames these times in seconds. */
export function atTimes(seconds: readonly number[]): string {
  const nested = seconds.reduceRight<string>(
    (rest, time, k) => (rest === "" ? String(time) : `if(eq(N,${k}),${time},${rest})`),
    "",
  );
  return `settb=1/1000,setpts='(${nested})/TB'`;
}
