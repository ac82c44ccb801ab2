import { createHash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { failure } from "../../shared/errors";
import type { MovieInput } from "../ffmpeg/arguments";

/** Files up to this size are read as a whole. */
const SMALL_BYTES = 1 << 20;
const HEAD_BYTES = 64 << 10;
const BLOCK_BYTES = 16 << 10;
/** Blocks at equal distances, the last one at the end of the file. */
const BLOCKS = 32;
/** Pictures of a sequence that are looked at together. */
const BATCH = 64;

/**
 * Knows a movie by its content, whatever it is called: 64 hexadecimal digits. Of a file its size, its head, its end and
 * blocks in between count, which takes a few milliseconds however long it is; of a sequence of pictures their names,
 * sizes and times of change.
 *
 * @throws KinoflowError `file-unreadable`
 */
export async function movieFingerprint(input: MovieInput): Promise<string> {
  try {
    if (input.kind === "file") return await ofFile(input.path);
    return input.listed ? await ofList(input.listed) : await ofSequence(input.pattern, input.start);
  } catch (error) {
    throw failure("movieUnreadable").withDetails(String(error));
  }
}

/**
 * Knows a file by its content.
 *
 * @throws KinoflowError `file-unreadable`
 */
export async function fingerprintOfFile(path: string): Promise<string> {
  return movieFingerprint({ kind: "file", path });
}

async function ofFile(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256").update(`file ${size}\n`);
    const blocks =
      size <= SMALL_BYTES
        ? [read(file, 0, size)]
        : placesIn(size).map(([at, bytes]) => read(file, at, bytes));
    for (const block of await Promise.all(blocks)) hash.update(block);
    return hash.digest("hex");
  } finally {
    await file.close();
  }
}

/** Offsets and lengths of what is read of a large file. */
function placesIn(size: number): readonly (readonly [number, number])[] {
  const last = size - BLOCK_BYTES;
  const blocks = Array.from(
    { length: BLOCKS },
    (_, k) => [Math.floor((last * (k + 1)) / BLOCKS), BLOCK_BYTES] as const,
  );
  return [[0, HEAD_BYTES], ...blocks];
}

async function read(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Up to the first number that has no picture: there ffmpeg ends too. */
async function ofSequence(pattern: string, start: number): Promise<string> {
  const hash = createHash("sha256").update(`sequence ${start}\n`);
  for (let number = start; ; number += BATCH) {
    const pictures = await Promise.all(
      Array.from({ length: BATCH }, (_, k) => describePicture(pictureName(pattern, number + k))),
    );
    for (const picture of pictures) {
      if (picture === null) return hash.digest("hex");
      hash.update(picture);
    }
  }
}

async function ofList(paths: readonly (string | null)[]): Promise<string> {
  const hash = createHash("sha256").update("list\n");
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH);
    const pictures = await Promise.all(batch.map((path) => path && describePicture(path)));
    for (const picture of pictures) hash.update(picture ?? "missing\n");
  }
  return hash.digest("hex");
}

async function describePicture(path: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${basename(path)}\0${size} ${mtimeMs}\n`;
  } catch {
    return null;
  }
}

/** Name of a picture by ffmpeg's pattern, which has one `%d` or `%0Nd`, and `%%` for a percent sign. */
function pictureName(pattern: string, number: number): string {
  return pattern.replace(/%(?:%|0?(\d*)d)/g, (found, width: string | undefined) =>
    found === "%%" ? "%" : String(number).padStart(Number(width ?? 0), "0"),
  );
}
