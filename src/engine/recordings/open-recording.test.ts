import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ffmpeg, temporaryFolder } from "../testing/movies";
import { isUsualMovie } from "./open-recording";
import { PAGED_FORMATS } from "./paged-formats";

const folder = temporaryFolder();

function headOf(path: string): Uint8Array {
  const head = new Uint8Array(4096);
  const file = openSync(path, "r");
  try {
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

/** The start of a file with these words at these places. */
function startingWith(...words: readonly (readonly [number, string])[]): Uint8Array {
  const head = Buffer.alloc(256);
  for (const [place, word] of words) head.write(word, place, "latin1");
  return head;
}

it.for(["movie.mp4", "movie.mov", "movie.mkv", "movie.avi"])(
  "%s is a usual movie, and no file of pages",
  (name) => {
    const path = join(folder, name);
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=5:d=1", "-c:v", "mpeg4", path);
    const head = headOf(path);
    expect(isUsualMovie(head)).toBe(true);
    expect(PAGED_FORMATS.filter((format) => format.recognises(head, path))).toEqual([]);
  },
);

it.for([
  ["a TIFF", startingWith([0, "II*\0"])],
  ["an animated WebP", startingWith([0, "RIFF"], [8, "WEBPVP8X"])],
  ["DICOM behind the start of a movie", startingWith([4, "ftyp"], [128, "DICM"])],
  ["FITS", startingWith([0, "SIMPLE  ="])],
  ["nothing", new Uint8Array(0)],
] as const)("%s is not", ([, head]) => expect(isUsualMovie(head)).toBe(false));
